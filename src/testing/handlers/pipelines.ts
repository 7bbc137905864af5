import type { PipelineRow, StatusRow } from '../db/rows/index.js';
import { type Call, type Handlers, itemOf, itemsOf } from '../http/call.js';
import { everything, list, ok, selfLinks, writtenWithTotal } from '../http/hal.js';
import { refuse, requestIdOf } from '../http/problems.js';
import { bySort, incomingStage, LOST, newStatus, pipelineOf, renumber, WON } from './stages.js';
import { renderStatus } from './statuses.js';

interface PipelineInput {
  name?: string;
  sort?: number;
  is_main?: boolean;
  is_unsorted_on?: boolean;
  request_id?: string;
  _embedded?: { statuses?: readonly { id?: number; name: string; sort?: number; color?: string }[] };
}

const MOST_PIPELINES = 50;

export const pipelineHandlers: Handlers = {
  'pipelines.list': (call) => {
    const rows = [...call.db.pipelines].sort((a, b) => a.sort - b.sort || a.id - b.id);
    return list(call, 'pipelines', everything(rows.map((row) => renderPipeline(call, row))), {
      totals: 'items',
      paged: false,
    });
  },
  'pipelines.get': (call) => ok(renderPipeline(call, pipelineOf(call, 'id'))),
  'pipelines.create': (call) => {
    const inputs = itemsOf<PipelineInput>(call);
    if (call.db.pipelines.size + inputs.length > MOST_PIPELINES)
      refuse(422, `Limit ${MOST_PIPELINES} pipelines per account`);
    const rows = inputs.map((input) => insertPipeline(call, input));
    const items = rows.map((row, i) => ({
      ...renderPipeline(call, call.db.pipelines.get(row.id) ?? row),
      request_id: requestIdOf(inputs[i], i),
    }));
    return writtenWithTotal(call, 'pipelines', items);
  },
  'pipelines.update': (call) => {
    const row = pipelineOf(call, 'id');
    const input = itemOf<PipelineInput>(call);
    const unsorted = input.is_unsorted_on ?? row.is_unsorted_on;
    call.db.pipelines.set({
      ...row,
      name: input.name ?? row.name,
      sort: input.sort ?? row.sort,
      is_unsorted_on: unsorted,
      statuses: renumber(withIncoming(call, row.statuses, unsorted)),
    });
    if (input.is_main) makeMain(call, row.id);
    return ok({ ...renderPipeline(call, pipelineOf(call, 'id')), request_id: '0' });
  },
  'pipelines.delete': (call) => {
    const { db } = call;
    const { id, is_main } = pipelineOf(call, 'id');
    if (db.pipelines.size === 1) refuse(400, 'The last pipeline can not be deleted');
    if (db.leads.find((lead) => lead.pipeline_id === id && !lead.is_deleted))
      refuse(400, 'A pipeline with leads can not be deleted');
    db.pipelines.delete(id);
    const next = db.pipelines.find(() => true);
    if (is_main && next) makeMain(call, next.id);
    return { status: 200, body: {}, type: 'application/json' };
  },
};

function renderPipeline(call: Call, row: PipelineRow): Record<string, unknown> {
  const { id, name, sort, is_main, is_unsorted_on, is_archive } = row;
  return {
    id,
    name,
    sort,
    is_main,
    is_unsorted_on,
    is_archive,
    account_id: call.db.account.id,
    _links: selfLinks(call, `/api/v4/leads/pipelines/${id}`),
    _embedded: { statuses: bySort(row.statuses).map((status) => renderStatus(call, id, status)) },
  };
}

function insertPipeline(call: Call, input: PipelineInput): Readonly<PipelineRow> {
  const given = input._embedded?.statuses ?? [];
  const renamed = (id: number, fallback: string): string => given.find((status) => status.id === id)?.name ?? fallback;
  const own = given.filter((status) => status.id === undefined);
  const named = own.length > 0 ? own : [{ name: 'Initial contact', sort: 20 }];
  const statuses = [
    ...named.map((status, i) =>
      newStatus(call.db, {
        name: status.name,
        sort: status.sort ?? 20 + i * 10,
        ...(status.color && { color: status.color }),
      }),
    ),
    systemStage(WON, renamed(WON, 'Closed - won'), 10_000, '#CCFF66'),
    systemStage(LOST, renamed(LOST, 'Closed - lost'), 11_000, '#D5D8DB'),
  ];
  const row = call.db.pipelines.add({
    name: input.name ?? '',
    sort: input.sort ?? 0,
    is_main: call.db.pipelines.size === 0,
    is_unsorted_on: input.is_unsorted_on ?? true,
    is_archive: false,
    statuses: renumber(withIncoming(call, statuses, input.is_unsorted_on ?? true)),
  });
  if (input.is_main) makeMain(call, row.id);
  return row;
}

const systemStage = (id: number, name: string, sort: number, color: string): StatusRow => ({
  id,
  name,
  sort,
  color,
  is_editable: false,
  type: 0,
  descriptions: [],
});

function withIncoming(call: Call, statuses: readonly StatusRow[], on: boolean): StatusRow[] {
  const others = statuses.filter((status) => status.type !== 1);
  const current = statuses.find((status) => status.type === 1);
  return on ? [current ?? incomingStage(call.db), ...others] : others;
}

// One pipeline is the main one, always.
function makeMain(call: Call, id: number): void {
  for (const row of [...call.db.pipelines]) {
    if (row.is_main !== (row.id === id)) call.db.pipelines.update(row.id, { is_main: row.id === id });
  }
}
