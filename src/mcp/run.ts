import { type ToolRow, tables } from '../generated/mcp.js';
import { type Hal, sendAll, sendOperation } from '../operations/send.js';
import { type Outgoing, problemsOf } from '../operations/table.js';
import type { Days } from '../reports/period.js';
import { dashboard, place, type ReportContext, salesReport } from '../reports/reports.js';
import { route } from './ask.js';
import { cut, tokens } from './budget.js';
import type { Gate } from './gate.js';
import { findOperation, operationRow } from './operations.js';
import { shapeFor } from './shape.js';
import { failure, say, unsent } from './texts.js';

/** What a tool works with. */
export interface Env extends ReportContext {
  readonly gate: Gate;
  readonly maxTokens: number;
  /** Runs another tool under the same policy, nobody being asked. */
  readonly call: (name: string, args: Args) => Promise<Args>;
}

type Args = Record<string, unknown>;

const COMPOSITES: Readonly<Record<string, (env: Env, args: Args) => Promise<Args>>> = {
  get_sales_report: async (env, { dateFrom: from, dateTo: to }) => report(await salesReport(env, { from, to } as Days)),
  get_dashboard: async (env) => report(await dashboard(env)),
  ask_kommo: ask,
  find_operation: findOperation,
  call_operation: callOperation,
};

/** Runs a tool whose arguments are checked and whose call is allowed. */
export async function runTool(row: ToolRow, args: Args, env: Env): Promise<Args> {
  const composite = COMPOSITES[row.name];
  if (composite) return composite(env, args);
  if (row.category !== 'read') return change(row, args, env);
  const fields = fieldsOf(row, args);
  if (args['status_id'] !== undefined && args['pipeline_id'] === undefined) throw unsent('stage_alone');
  const shape = await shapeFor(env.names, row.keys);
  if (row.list) return list(row, args, env, (item) => shape(item, fields));
  const data = await send(env, 'GET', row.path, request(row, args));
  if (data === undefined) throw failure('NotFoundError');
  return limited(shape(data, fields), env);
}

const send = (env: Env, method: string, path: string, outgoing: Outgoing): Promise<Hal | undefined> =>
  sendOperation(env.names.kommo, method, path, outgoing, env.signal);

async function list(row: ToolRow, args: Args, env: Env, shape: (item: unknown) => Args): Promise<Args> {
  const { limit = 50, page = 1, pipeline_id: pipeline } = args as Record<string, number>;
  const at = { page, limit, maxTokens: env.maxTokens };
  const key = row.list as string;
  if (!row.all) {
    const data = await send(env, 'GET', row.path, request(row, args));
    const items = data?._embedded?.[key] ?? [];
    return cut(items.map(shape), { ...at, more: items.length > 0 && data?._links?.next !== undefined });
  }
  const all = await sendAll(env.names.kommo, row.path, key, row.fixed, env.signal);
  const found = all.filter(({ id }) => pipeline === undefined || id === pipeline);
  if (found.length === 0 && pipeline !== undefined) throw failure('no_pipeline');
  return cut(found.slice((page - 1) * limit, page * limit).map(shape), { ...at, more: found.length > page * limit });
}

async function change(row: ToolRow, args: Args, env: Env): Promise<Args> {
  const { atLeastOne: keys } = row;
  if (keys?.every((key) => args[key] === undefined)) throw unsent('nothing', { keys: keys.join(', ') });
  const { path, body } = request(row, args) as { path?: { id?: number }; body?: Args };
  if (body?.['status_id'] !== undefined) await checkStage(body, path?.id, env);
  const data = await send(env, row.method, row.path, { path, body: row.batch ? [body] : body });
  const [made] = Object.values(data?._embedded ?? {})[0] ?? [];
  const id = (made as Hal | undefined)?.id ?? data?.id ?? path?.id;
  return { ok: true, ...(id !== undefined && { id }) };
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
  const list = own && [...(pipelines.get(own)?.stages.keys() ?? ['no such pipeline'])].join(', ');
  const stages = list && say('stages', { id: own, list });
  throw unsent('wrong_stage', { stage, stages, other: home && !second && say('other_pipeline', { id: home }) });
}

async function callOperation(env: Env, args: Args): Promise<Args> {
  const row = operationRow(args['operation_id']);
  const problems = await problemsOf(row, args);
  if (problems.length > 0) throw unsent('misfit', { id: row[0], issues: problems.slice(0, 5).join('; ') });
  const [, method, path, category, , key] = row;
  const { query = {}, fields } = args as { query?: { page?: number; limit?: number }; fields?: string[] };
  const data = await send(env, method, path, args);
  if (category !== 'read') env.names.clear();
  const shape = await shapeFor(env.names);
  if (!key) {
    const result = Array.isArray(data) ? data.map((item) => shape(item, fields)) : data && shape(data, fields);
    return limited({ ok: true, ...(result && { result }) }, env);
  }
  const items = (data?._embedded?.[key] ?? []).map((item) => shape(item, fields));
  const { page = 1, limit = Math.max(items.length, 1) } = query;
  return cut(items, { page, limit, more: data?._links?.next !== undefined, maxTokens: env.maxTokens });
}

async function ask(env: Env, { question }: Args): Promise<Args> {
  const { today } = await place(env);
  const found = route(String(question), today);
  if (!found) return { answered: false, note: say('unanswered'), topics: Object.keys(tables.questions.topics) };
  const { tool, args, ignored, counts } = found;
  const result = await env.call(tool, args);
  const items = result['items'] as unknown[] | undefined;
  const total = counts && items ? say(result['has_more'] ? 'no_total' : 'total', { count: items.length }) : '';
  const note = say('ran', { tool }) + (ignored.length > 0 ? say('ignored') : '') + total;
  return { answered: true, tool, arguments: args, result, ...(ignored.length > 0 && { ignored_words: ignored }), note };
}

// A part is not taken for the whole.
const report = (found: { complete: boolean }): Args => ({ ...found, ...(!found.complete && { note: say('partial') }) });

/** Puts arguments in their places. */
function request({ where, fixed }: ToolRow, args: Args): Outgoing {
  const out = structuredClone(fixed) as Args;
  for (const [arg, place] of Object.entries(where)) {
    if (args[arg] === undefined) continue;
    const keys = place.split('.');
    const last = keys.pop() as string;
    let node = out;
    for (const key of keys) {
      node[key] ??= /^\d+$/.test(key) ? [] : {};
      node = node[key] as Args;
    }
    node[last] = args[arg];
  }
  const { filter } = (out['query'] ?? {}) as { filter?: { statuses?: Args[]; pipeline_id?: unknown } };
  // A stage is filtered together with its pipeline.
  if (filter?.statuses) Object.assign(filter.statuses[0] as Args, { pipeline_id: filter.pipeline_id });
  if (filter?.statuses) delete filter.pipeline_id;
  return out;
}

function fieldsOf({ keys }: ToolRow, args: Args): string[] | undefined {
  const fields = (args['fields'] ?? []) as string[];
  const known = keys.map((entry) => entry.split('=')[0] as string);
  const wrong = fields.some((field) => !known.includes(field) && !known.includes(`${field}_id`));
  if (wrong) throw unsent('wrong_field', { keys: known.join(', ') });
  return fields.length === 0 ? undefined : fields;
}

function limited(result: Args, { maxTokens: max }: Env): Args {
  if (tokens(result) <= max) return result;
  const keys = Object.keys(result['result'] ?? result).slice(0, 30);
  throw failure('huge', { max, keys: keys.join(', ') });
}
