import { iso } from '../util/zone.js';
import { fill } from './budget.js';
import { type Args, type Env, send } from './env.js';
import { shapeFor } from './shape.js';
import { failure, say } from './texts.js';

type Row = Args & { created_at?: number };

const SINGULAR: Readonly<Record<string, string>> = { leads: 'lead', contacts: 'contact', companies: 'company' };
// Notes and tasks have lists of their own, which say more.
const SHOWN =
  /^(lead_status_changed|incoming_|outgoing_|lead_added|contact_added|company_added|sale_field|responsible_changed|entity_(linked|unlinked|responsible_changed))/;
const PAGE = 100;
const TASKS = 250;

/** Notes, tasks, stage changes and messages of one thing, newest first. Each part that the policy or Kommo refuses is named. */
export async function timeline(env: Env, args: Args): Promise<Args> {
  const {
    entity_type: type,
    entity_id,
    limit = 30,
  } = args as { entity_type: string; entity_id: number; limit: number };
  const most = Math.max(limit, PAGE);
  const missing: string[] = [];
  const read = async (kind: string, operation: string, path: string, key: string, outgoing: object): Promise<Row[]> => {
    if (env.gate.hides(operation)) {
      missing.push(kind);
      return [];
    }
    try {
      const data = await send(env, 'GET', path, outgoing);
      return ((data?._embedded?.[key] ?? []) as Row[]).map((row) => ({ kind, ...row }));
    } catch (error) {
      if ((error as Error).name !== 'ForbiddenError' && (error as Error).name !== 'PaymentRequiredError') throw error;
      missing.push(kind);
      return [];
    }
  };
  const [notes, tasks, events, shape, account] = await Promise.all([
    read('note', 'notes.listByEntity', '/api/v4/{entity_type}/{entity_id}/notes', 'notes', {
      path: { entity_type: type, entity_id },
      query: { limit: Math.min(most, 250), order: { id: 'desc' } },
    }),
    read('task', 'tasks.list', '/api/v4/tasks', 'tasks', {
      query: { limit: TASKS, filter: { entity_type: type, entity_id: [entity_id] }, order: { created_at: 'desc' } },
    }),
    read('event', 'events.list', '/api/v4/events', 'events', {
      query: { limit: PAGE, filter: { entity: [SINGULAR[type] as string], entity_id: [entity_id] } },
    }),
    shapeFor(env.names, [
      'kind',
      'id',
      'created_at',
      'note_type',
      'params',
      'text',
      'complete_till',
      'is_completed',
      'result',
      'task_type_id',
      'responsible_user_id',
      'type',
      'value_before',
      'value_after',
      'created_by',
    ]),
    env.names.part('account'),
  ]);
  if (notes.length + tasks.length + events.length === 0) await mustExist(env, type, entity_id);
  const shown = events.filter(({ type: name }) => SHOWN.test(String(name)));
  const all = [...notes, ...tasks, ...shown].sort((a, b) => (b.created_at ?? 0) - (a.created_at ?? 0));
  const rows = all.slice(0, limit);
  const stage = await stageNames(env);
  const named = (row: unknown): Args => {
    const { value_before: before, value_after: after, ...rest } = shape(row);
    return {
      ...rest,
      ...(before !== undefined && { before: stage(before) }),
      ...(after !== undefined && { after: stage(after) }),
    };
  };
  const found = await fill(async () => ({ rows, more: false }), named, {
    page: 1,
    limit: Math.max(limit, 1),
    skip: 0,
    args: {},
    maxTokens: env.maxTokens,
  });
  const { next: _, ...answer } = found;
  const full = notes.length >= most || tasks.length >= TASKS || events.length >= PAGE;
  const more = found['has_more'] === true || rows.length < all.length || full;
  const complete = !more && missing.length === 0;
  const zone = account?.zone ?? 'UTC';
  const note = missing.length > 0 ? { note: say('not_searched', { list: missing.join(', ') }) } : {};
  return { ...answer, has_more: more, complete, now: iso(zone, Math.floor(env.now() / 1000)), timezone: zone, ...note };
}

// Lists about a thing that is not there are empty, and an empty history would say that it is.
async function mustExist(env: Env, type: string, id: number): Promise<void> {
  if (env.gate.reachable(`${type}.get`, 'read')) return;
  const found = await send(env, 'GET', `/api/v4/${type}/{id}`, { path: { id } }).catch((error) => {
    if ((error as Error).name !== 'NotFoundError') throw error;
  });
  if (found === undefined) throw failure('no_entity', { kind: SINGULAR[type], id });
}

// A stage in an event is a pair of ids.
async function stageNames({ names }: Env): Promise<(value: unknown) => unknown> {
  const pipelines = await names.part('pipelines');
  return (value) => {
    const [first] = Array.isArray(value) ? value : [];
    const { lead_status: at } = (first ?? {}) as { lead_status?: { id: number; pipeline_id: number } };
    if (!at) return value;
    const pipeline = pipelines?.get(at.pipeline_id);
    return { status_id: at.id, status: pipeline?.stages.get(at.id), pipeline: pipeline?.name };
  };
}
