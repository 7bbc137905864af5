import type { BotRow, EntityType } from '../db/rows/index.js';
import { asks, type Call, filterOf, type Handlers, idParam, itemOf, itemsOf, missing } from '../http/call.js';
import { list, ok, paginate, selfLinks } from '../http/hal.js';
import { notSupportedChoice, type Reply, refuse } from '../http/problems.js';
import { check } from './batch.js';
import { among } from './filters.js';
import { missingRef } from './references.js';

interface RunInput {
  bot_id?: number;
  entity_id: number;
  entity_type: EntityType | 1 | 2 | 12;
}

const HTML = 'text/html; charset=UTF-8';
const accepted = (raw?: string): Reply => ({ status: 202, type: HTML, ...(raw !== undefined && { raw }) });

/** Salesbots. They are not run. `sandbox.db.botRuns` records what was asked for. */
export const botHandlers: Handlers = {
  'bots.list': (call) => {
    const [id, type] = [filterOf(call, 'id'), filterOf(call, 'type_functionality')];
    const page = paginate(
      call,
      call.db.bots.filter((row) => among(id, row.id) && among(type, row.type_functionality)),
    );
    return list(
      call,
      'items',
      { items: page.items.map((row) => renderBot(call, row)), total: page.total },
      { totals: 'pages' },
    );
  },
  'bots.get': (call) => {
    const row = call.db.bots.get(idParam(call));
    return row ? ok(renderBot(call, row)) : missing(call, 'Bot not found');
  },
  'bots.run': (call) => {
    run(call, [{ ...itemOf<RunInput>(call), bot_id: botOf(call) }]);
    return accepted('Accepted');
  },
  'bots.runMany': (call) => {
    run(call, itemsOf<RunInput>(call));
    return accepted();
  },
  'bots.runV2': (call) => {
    run(call, itemsOf<RunInput>(call));
    return { status: 202, body: { success: true }, type: 'application/json' };
  },
  'bots.stop': (call) => {
    const { entity_id } = itemOf<RunInput>(call);
    const botId = botOf(call);
    check(call, [{}], () => missingRef(call.db.leads, entity_id, 'entity_id'));
    call.db.botRuns = call.db.botRuns.map((item) =>
      item.bot_id === botId && item.entity_id === entity_id && item.state === 'running'
        ? { ...item, state: 'stopped' }
        : item,
    );
    return accepted();
  },
  'bots.continue': () => accepted(),
};

const botOf = (call: Call): number => (call.db.bots.get(idParam(call)) ?? refuse(404, 'Bot not found')).id;

// The older way numbers the entities.
const TYPES = { 1: 'contacts', 2: 'leads', 12: 'customers' } as const;

function run(call: Call, inputs: readonly RunInput[]): void {
  const typeOf = ({ entity_type: type }: RunInput): EntityType => (typeof type === 'number' ? TYPES[type] : type);
  check(call, inputs, (input) => [
    ...(call.db.bots.has(input.bot_id ?? 0) ? [] : [notSupportedChoice('bot_id')]),
    ...missingRef(call.db[typeOf(input)], input.entity_id, 'entity_id'),
  ]);
  for (const input of inputs) {
    const { bot_id = 0, entity_id } = input;
    call.db.botRuns.push({ bot_id, entity_id, entity_type: typeOf(input), state: 'running', created_at: call.now });
  }
}

function renderBot(call: Call, row: BotRow): object {
  const { active, is_favorite, ...columns } = row;
  return {
    ...columns,
    settings: { active },
    ...(asks(call, 'favorite') && { is_favorite }),
    _links: selfLinks(call, `/api/v4/bots/${row.id}`),
  };
}
