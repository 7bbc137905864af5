import type { ToolRow } from '../generated/mcp.js';
import { type Hal, sendAll } from '../operations/send.js';
import { expectsBody, type OperationInput, problemsOf } from '../operations/table.js';
import { firstDayIn } from '../reports/period.js';
import { dashboard, place, salesReport } from '../reports/reports.js';
import { isRecord } from '../util/is-record.js';
import { iso } from '../util/zone.js';
import { fill, type Rows, tokens } from './budget.js';
import { type Args, type Env, send } from './env.js';
import { leadQuery, leadsByPrice } from './leads.js';
import { findOperation, operationRow } from './operations.js';
import { bodyOf, linkAfter } from './people.js';
import { shapeFor } from './shape.js';
import { snapshot } from './snapshot.js';
import { conversation, sendMessage, withContacts } from './talks.js';
import { dueTasks } from './tasks.js';
import { failure, say, unsent } from './texts.js';
import { timeline } from './timeline.js';

const COMPOSITES: Readonly<Record<string, (env: Env, args: Args) => Promise<Args>>> = {
  get_sales_report: async (env, args) => {
    const { dateFrom: from, dateTo: to, responsible_user_id: userId, pipeline_id: pipelineId } = args;
    const found = await salesReport(env, { from, to } as never, { userId, pipelineId } as never);
    return report({ ...(await narrowed(env, args)), ...found }, env);
  },
  get_dashboard: async (env) => report(await dashboard(env), env),
  search: async (env, args) => limited(await (await import('./search.js')).search(env, args), env),
  pipeline_snapshot: async (env, args) =>
    report({ ...(await narrowed(env, args)), ...(await snapshot(env, args)) }, env),
  get_timeline: timeline,
  get_conversation: conversation,
  send_message: sendMessage,
  ask_kommo: ask,
  find_operation: findOperation,
  call_operation: callOperation,
  query_crm: async (env, args) => limited((await (await env.mirror?.())?.query(args)) ?? {}, env),
};

/** Runs a tool whose arguments are settled and whose call is allowed. */
export async function runTool(row: ToolRow, args: Args, env: Env): Promise<Args> {
  const composite = COMPOSITES[row.name];
  if (composite) return composite(env, args);
  if (row.category !== 'read') return change(row, args, env);
  const fields = fieldsOf(row, args);
  const shape = await shapeFor(env.names, row.keys);
  if (row.list) return withNow(await list(row, args, env, (item) => shape(item, fields)), row, env);
  const data = await send(env, 'GET', row.path, request(row, args));
  if (data === undefined) throw failure('NotFoundError');
  return withNow(limited(shape(data, fields), env), row, env);
}

// Moments mean little without the moment that they were read at.
async function withNow(answer: Args, { keys }: ToolRow, { names, now }: Env): Promise<Args> {
  if (!keys.some((key) => /_(at|till)$/.test(key))) return answer;
  const zone = (await names.part('account'))?.zone ?? 'UTC';
  return { ...answer, now: iso(zone, Math.floor(now() / 1000)), timezone: zone };
}

async function list(row: ToolRow, args: Args, env: Env, shape: (item: unknown) => Args): Promise<Args> {
  const { limit = 50, page = 1, skip = 0 } = args as Record<string, number>;
  const at = { page, limit, skip, args, maxTokens: env.maxTokens };
  return fill(await source(row, args, env, limit), shape, at);
}

// Where the pages of a list come from: Kommo, or all that there is at once.
async function source(row: ToolRow, args: Args, env: Env, limit: number): Promise<(page: number) => Promise<Rows>> {
  const key = row.list as string;
  const paged =
    (all: readonly unknown[]) =>
    async (page: number): Promise<Rows> => ({
      rows: all.slice((page - 1) * limit, page * limit),
      more: all.length > page * limit,
    });
  if (row.all) {
    const all = await sendAll(env.names.kommo, row.path, row.fixed, env.signal);
    const { pipeline_id: pipeline } = args;
    const found = all.filter(({ id }) => pipeline === undefined || id === pipeline);
    if (found.length === 0 && pipeline !== undefined) throw failure('no_pipeline');
    return paged(found);
  }
  const outgoing = request(row, args);
  if (row.name === 'get_tasks') {
    const due = await dueTasks(env, args, outgoing);
    if (due) return paged(due);
  }
  if (row.name === 'get_leads') {
    const none = await leadQuery(env, args, outgoing);
    if (none) return paged([]);
    if (args['order'] === 'price') return paged(await leadsByPrice(env, outgoing));
  }
  return async (page) => {
    const query = { ...(outgoing.query as object), limit, page };
    const data = await send(env, 'GET', row.path, { ...outgoing, query });
    const found = data?._embedded?.[key] ?? [];
    const rows = row.name === 'list_talks' ? await withContacts(env, found) : found;
    return { rows, more: rows.length > 0 && data?._links?.next !== undefined };
  };
}

async function change(row: ToolRow, args: Args, env: Env): Promise<Args> {
  const { atLeastOne: keys } = row;
  if (keys?.every((key) => args[key] === undefined)) throw unsent('nothing', { keys: keys.slice(0, 8).join(', ') });
  const { path, body = {}, extra = {} } = request(row, args) as { path?: Args; body?: Args; extra?: Args };
  const sent = await bodyOf(env, row, body, extra);
  if (sent['status_id'] !== undefined) await checkStage(sent, path?.['id'] as number | undefined, env);
  let id = path?.['id'] as number | undefined;
  // Linking alone changes nothing of the thing itself.
  const writes = row.method !== 'PATCH' || Object.keys(sent).length > 0;
  if (writes) {
    const hasBody = Object.keys(sent).length > 0 || row.batch;
    const data = await send(env, row.method, row.path, { path, ...(hasBody && { body: row.batch ? [sent] : sent }) });
    const [made] = Object.values(data?._embedded ?? {})[0] ?? [];
    const answered = (made as Hal | undefined)?.id ?? data?.id;
    if (answered === undefined && !row.noContent) throw failure('unsure_answer');
    id = answered ?? id;
  }
  let isLinked = true;
  try {
    if (id !== undefined) await linkAfter(env, row, id, extra);
  } catch (error) {
    // The write is done. An error would make a model repeat it.
    if (!writes) throw error;
    isLinked = false;
  }
  const stored = await readBack(row, id, path ?? {}, env);
  return { ok: true, ...(id !== undefined && { id }), ...stored, ...(!isLinked && { note: say('not_linked') }) };
}

// What is stored now, as far as the policy lets it be read.
async function readBack({ back }: ToolRow, id: number | undefined, path: Args, env: Env): Promise<Args> {
  if (!back || id === undefined || env.gate.reachable(back.operation, 'read')) return {};
  // It would be a way around the conditions of what reads the same.
  if (env.gate.policy.restricts(back.operation)) return {};
  const { entity_type } = path;
  const at = { id, ...(entity_type !== undefined && { entity_type }) };
  const query = back.operation === 'leads.get' ? { with: ['contacts'] } : undefined;
  try {
    const [data, shape] = await Promise.all([
      send(env, 'GET', back.path, { path: at, query }),
      shapeFor(env.names, back.keys),
    ]);
    const stored = data && shape(data);
    return stored ? { stored } : { note: say('not_read_back') };
  } catch {
    return { note: say('not_read_back') };
  }
}

// A stage goes with its pipeline: the one named, else that of the lead; for a new lead the one that has it.
async function checkStage(body: Args, leadId: number | undefined, env: Env): Promise<void> {
  const pipelines = await env.names.part('pipelines');
  if (!pipelines) return;
  const { status_id: stage, pipeline_id: named } = body as { status_id: number; pipeline_id?: number };
  const { signal } = env;
  const lead =
    named === undefined && leadId !== undefined ? await env.names.kommo.leads.get(leadId, {}, { signal }) : undefined;
  const own = named ?? lead?.pipeline_id;
  const homes = [...pipelines.keys()].filter((id) => pipelines.get(id)?.stages.has(stage));
  const [home, second] = homes;
  if (own === undefined && second === undefined && home) body['pipeline_id'] = home;
  if (own === undefined ? home : homes.includes(own)) return;
  const known = own && [...(pipelines.get(own)?.stages.keys() ?? ['no such pipeline'])].join(', ');
  const stages = known && say('stages', { id: own, list: known });
  throw unsent('wrong_stage', { stage, stages, other: home && !second && say('other_pipeline', { id: home }) });
}

async function callOperation(env: Env, args: Args): Promise<Args> {
  const row = operationRow(args['operation_id']);
  const problems = await problemsOf(row, args);
  if (problems.length > 0) throw unsent('misfit', { id: row[0], issues: problems.slice(0, 5).join('; ') });
  const [id, method, path, category, , key] = row;
  const { query = {}, fields, skip = 0 } = args as { query?: Args; fields?: string[]; skip?: number };
  const shape = await shapeFor(env.names);
  if (key && method === 'GET') {
    const { page = 1, limit = 50 } = query as Record<string, number>;
    const named = { ...query, limit };
    const read = async (number: number): Promise<Rows> => {
      // Lists without pages take no such words.
      const asked =
        number === 1 && query['page'] === undefined ? (query['limit'] ? named : query) : { ...named, page: number };
      const data = await send(env, method, path, { ...args, query: asked });
      const rows = data?._embedded?.[key] ?? [];
      return { rows, more: rows.length > 0 && data?._links?.next !== undefined };
    };
    const at = { page, limit: Math.max(limit, 1), skip, args: {}, maxTokens: env.maxTokens };
    const found = await fill(read, (item) => shape(item, fields), at);
    const next = found['next'] as { page: number; limit: number; skip?: number } | undefined;
    if (!next) return found;
    const { skip: done, ...where } = next;
    return { ...found, next: { ...without(args, 'skip'), query: { ...query, ...where }, ...(done && { skip: done }) } };
  }
  const data = await send(env, method, path, args);
  if (category !== 'read') env.names.clear();
  if (data === undefined && category !== 'read' && (await expectsBody(id))) throw failure('unsure_answer');
  const result = Array.isArray(data) ? data.map((item) => shape(item, fields)) : data && shape(data, fields);
  return limited({ ok: true, ...(result && { result }) }, env);
}

const without = (args: Args, key: string): Args =>
  Object.fromEntries(Object.entries(args).filter(([name]) => name !== key));

// Loaded when a question is asked: its words are a part of the adapter that most calls do not need.
async function ask(env: Env, { question }: Args): Promise<Args> {
  const { route, TOPICS } = await import('./ask.js');
  const [{ today, zone }, account, pipelines, users] = await Promise.all([
    place(env),
    env.names.part('account'),
    env.names.part('pipelines'),
    env.names.part('users'),
  ]);
  const known = {
    stages: [...(pipelines?.entries() ?? [])].flatMap(([id, { stages }]) =>
      [...stages].map(([stage, name]) => ({ id: stage, name, pipeline: id })),
    ),
    pipelines: [...(pipelines?.entries() ?? [])].map(([id, { name }]) => ({ id, name })),
    users: [...(users?.entries() ?? [])].map(([id, name]) => ({ id, name })),
    firstDay: firstDayIn(account?.country),
  };
  const found = route(String(question), today, known);
  if (!found) return { answered: false, note: say('unanswered'), topics: TOPICS };
  const { tool, args, counts, not_understood, choice, week } = found;
  if (not_understood.length > 0)
    return { answered: false, not_understood, closest: { tool, arguments: args }, note: say('not_applied') };
  const day = week && WEEKDAYS[new Date(`${week.from}T00:00:00Z`).getUTCDay()];
  const notes = [
    say('ran', { tool }),
    ...(choice.length > 0 ? [say('read_as', { words: choice.join(' ') })] : []),
    ...(week ? [say('week', { ...week, day, zone })] : []),
    ...((args['due'] ?? args['due_days']) ? [say('open_only')] : []),
  ];
  const answer = { answered: true, tool, arguments: args, note: notes.join('') };
  if (counts) return { ...answer, result: { count: await countOf(env, tool, args) } };
  return { ...answer, result: await env.call(tool, args) };
}

// Kommo gives no totals, so all pages are read, with ids only.
async function countOf(env: Env, tool: string, args: Args): Promise<number> {
  let next: Args | undefined = { ...args, limit: 250, fields: ['id'] };
  let count = 0;
  for (let page = 1; next; page += 1) {
    if (page > COUNT_PAGES) throw failure('too_many', { max: count });
    const data: Args = await env.call(tool, next);
    count += (data['items'] as unknown[]).length;
    env.progress?.(count);
    next = data['next'] as Args | undefined;
  }
  return count;
}
const COUNT_PAGES = 40;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

// Whose figures a report has, by name: a name that the call gave may mean another one than the model thinks.
async function narrowed(env: Env, args: Args): Promise<Args> {
  const keys = ['responsible_user_id', 'pipeline_id'].filter((key) => args[key] !== undefined);
  return keys.length === 0 ? {} : (await shapeFor(env.names, keys))(args);
}

// A part is not taken for the whole. Rows that do not fit go from the end of the longest list; their sums stay in the totals.
function report(found: { complete: boolean }, env: Env): Args {
  const out: Args = { ...structuredClone(found), ...(!found.complete && { note: say('partial') }) };
  const lists = Object.values(out).flatMap((part): Group[] => (isGroup(part) ? [part] : []));
  while (tokens(out) > env.maxTokens - WRAPPED) {
    const [longest] = lists.sort((a, b) => tokens(b.rows) - tokens(a.rows));
    if (!longest?.rows.pop()) break;
    longest.left_out = (longest.left_out ?? 0) + 1;
  }
  return limited(out, env);
}

type Group = { rows: unknown[]; left_out?: number };
const isGroup = (part: unknown): part is Group => isRecord(part) && Array.isArray(part['rows']);
/** What ask_kommo puts around an answer. */
const WRAPPED = 300;

/** Puts arguments in their places; `extra` holds those that need a hand of their own. */
export function request({ where, fixed }: ToolRow, args: Args): OperationInput & { extra?: Args } {
  const out = structuredClone(fixed) as Args;
  for (const [arg, at] of Object.entries(where)) {
    if (args[arg] === undefined) continue;
    const keys = at.split('.');
    const last = keys.pop() as string;
    let node = out;
    for (const key of keys) {
      node[key] ??= {};
      node = node[key] as Args;
    }
    node[last] = args[arg];
  }
  return out;
}

function fieldsOf({ keys }: ToolRow, args: Args): string[] | undefined {
  const fields = (args['fields'] ?? []) as string[];
  const known = keys.map((entry) => entry.split('=')[0] as string);
  const wrong = fields.some((field) => !known.includes(field) && !known.includes(`${field}_id`));
  if (wrong) throw unsent('wrong_field', { keys: known.join(', ') });
  return fields.length === 0 ? undefined : fields;
}

/** An answer that fits the budget. @throws what says how to ask for less */
export function limited(result: Args, { maxTokens: max }: Env): Args {
  if (tokens(result) <= max) return result;
  const keys = Object.keys((result['result'] as Args | undefined) ?? result).slice(0, 30);
  throw failure('huge', { max, keys: keys.join(', ') });
}
