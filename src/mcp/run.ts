import { type ToolRow, tables } from '../generated/mcp.js';
import { route } from './ask.js';
import { cut, tokens } from './budget.js';
import { everything, type Hal, LocalError, send } from './kommo.js';
import { checkOperation, findOperation, operationRow } from './operations.js';
import type { Policy } from './policy.js';
import { dashboard, type ReportEnv, salesReport } from './reports.js';
import { shapeFor } from './shape.js';

/** What a tool works with. */
export interface Env extends ReportEnv {
  readonly policy: Policy;
  readonly maxTokens: number;
  /** Runs another tool under the same policy, nobody being asked. */
  readonly call: (name: string, args: Args) => Promise<Args>;
}

type Args = Record<string, unknown>;
const { texts } = tables;

const COMPOSITES: Readonly<Record<string, (env: Env, args: Args) => Promise<Args>>> = {
  get_sales_report: salesReport,
  get_dashboard: dashboard,
  ask_kommo: ask,
  find_operation: (env, args) => findOperation(args, env.policy, env.maxTokens),
  call_operation: callOperation,
};

/** Runs a tool whose arguments are checked and whose call is allowed. */
export function runTool(row: ToolRow, args: Args, env: Env): Promise<Args> {
  const composite = COMPOSITES[row.name];
  if (composite) return composite(env, args);
  if (row.category !== 'read') return change(row, args, env);
  return row.list ? list(row, args, env, row.list) : one(row, args, env);
}

async function one(row: ToolRow, args: Args, env: Env): Promise<Args> {
  const fields = fieldsOf(row, args);
  const data = await send(env.kommo, 'GET', row.path, { ...request(row, args), signal: env.signal });
  if (data === undefined) throw new LocalError(tables.errors['NotFoundError'], true);
  return limited((await shapeFor(env.snapshot, row.keys))(data, fields), env);
}

async function list(row: ToolRow, args: Args, env: Env, key: string): Promise<Args> {
  const {
    limit,
    page = 1,
    pipeline_id: pipeline,
    status_id: status,
  } = args as Record<string, number> & { limit: number };
  if (status !== undefined && pipeline === undefined) throw new LocalError(texts['stage_alone']);
  const fields = fieldsOf(row, args);
  const shape = await shapeFor(env.snapshot, row.keys);
  let items: unknown[];
  let more: boolean;
  if (row.all) {
    const all = await everything(env.kommo, row.path, key, row.fixed.query, env.signal);
    const found = all.filter(({ id }) => pipeline === undefined || id === pipeline);
    if (found.length === 0 && pipeline !== undefined) throw new LocalError(texts['no_pipeline'], true);
    items = found.slice((page - 1) * limit, page * limit);
    more = found.length > page * limit;
  } else {
    const data = await send(env.kommo, 'GET', row.path, { ...request(row, args), signal: env.signal });
    items = data?._embedded?.[key] ?? [];
    more = items.length > 0 && data?._links?.next !== undefined;
  }
  return cut(
    items.map((item) => shape(item, fields)),
    { page, limit, more, maxTokens: env.maxTokens },
  );
}

async function change(row: ToolRow, args: Args, env: Env): Promise<Args> {
  const { atLeastOne: some } = row;
  if (some?.every((key) => args[key] === undefined))
    throw new LocalError(`Nothing to change; give at least one of ${some.join(', ')}.`);
  const { path, body } = request(row, args) as { path?: { id?: number }; body?: Args };
  if (body?.['status_id'] !== undefined) await checkStage(body, path?.id, env);
  const data = await send(env.kommo, row.method, row.path, {
    ...(path && { path }),
    body: row.batch ? [body] : body,
    signal: env.signal,
  });
  const [made] = Object.values(data?._embedded ?? {})[0] ?? [];
  const id = (made as Hal | undefined)?.id ?? data?.id ?? path?.id;
  return { ok: true, ...(id !== undefined && { id }) };
}

// A stage goes with its pipeline: the one named, else that of the lead; for a new lead the one that has it.
async function checkStage(body: Args, leadId: number | undefined, env: Env): Promise<void> {
  const pipelines = await env.snapshot.part('pipelines');
  if (!pipelines) return;
  const { status_id: stage, pipeline_id: named } = body as { status_id: number; pipeline_id?: number };
  const own =
    named ??
    (leadId === undefined ? undefined : (await env.kommo.leads.get(leadId, {}, { signal: env.signal })).pipeline_id);
  const home = [...pipelines.keys()].filter((id) => pipelines.get(id)?.stages.has(stage));
  if (own === undefined && home.length === 1) body['pipeline_id'] = home[0];
  if (own === undefined ? home.length > 0 : home.includes(own)) return;
  const stages =
    own === undefined
      ? ''
      : ` Stages of pipeline ${own}: ${[...(pipelines.get(own)?.stages.keys() ?? [])].join(', ') || 'none, there is no such pipeline'}.`;
  const other =
    home.length === 1 ? ` It belongs to pipeline ${home[0]}: pass pipeline_id=${home[0]} to move there.` : '';
  throw new LocalError(`Stage ${stage} is not in the pipeline.${stages}${other}`);
}

async function callOperation(env: Env, args: Args): Promise<Args> {
  const row = operationRow(args['operation_id']);
  await checkOperation(row, args);
  const [, method, path, category, , key] = row;
  const {
    path: parts,
    query,
    body,
    fields,
  } = args as { path?: object; query?: { page?: number; limit?: number }; body?: unknown; fields?: string[] };
  const data = await send(env.kommo, method, path, {
    ...(parts && { path: parts }),
    ...(query && { query }),
    body,
    signal: env.signal,
  });
  if (category !== 'read') env.snapshot.clear();
  const shape = await shapeFor(env.snapshot);
  if (!key)
    return data === undefined
      ? { ok: true }
      : limited({ result: Array.isArray(data) ? data.map((item) => shape(item, fields)) : shape(data, fields) }, env);
  const items = (data?._embedded?.[key] ?? []).map((item) => shape(item, fields));
  const { page = 1, limit = Math.max(items.length, 1) } = query ?? {};
  return cut(items, { page, limit, more: data?._links?.next !== undefined, maxTokens: env.maxTokens });
}

async function ask(env: Env, { question }: Args): Promise<Args> {
  const zone = (await env.snapshot.part('account'))?.zone ?? 'UTC';
  const found = route(String(question), zone, Math.floor(env.now() / 1000));
  if (!found) return { answered: false, note: texts['unanswered'], topics: Object.keys(tables.questions.topics) };
  const { tool, args, ignored, counts } = found;
  const result = await env.call(tool, args);
  const total = result['has_more']
    ? texts['no_total']
    : `There are ${(result['items'] as unknown[] | undefined)?.length}.`;
  const notes = [
    `Ran ${tool}.`,
    ...(ignored.length > 0 ? [texts['ignored']] : []),
    ...(counts && result['items'] ? [total] : []),
  ];
  return {
    answered: true,
    tool,
    arguments: args,
    result,
    ...(ignored.length > 0 && { ignored_words: ignored }),
    note: notes.join(' '),
  };
}

/** Puts arguments in their places. */
function request({ name, where, fixed }: ToolRow, args: Args): { path?: object; query?: object; body?: unknown } {
  const out: Record<string, Args> = structuredClone(fixed) as Record<string, Args>;
  for (const [arg, place] of Object.entries(where)) {
    if (args[arg] === undefined) continue;
    const keys = place.split('.');
    const last = keys.pop() as string;
    let node: Args = out;
    for (const key of keys) {
      node[key] ??= {};
      node = node[key] as Args;
    }
    node[last] = args[arg];
  }
  // A stage is filtered together with its pipeline.
  if (name === 'get_leads' && args['status_id'] !== undefined) {
    const { pipeline_id, ...filter } = (out['query']?.['filter'] ?? {}) as Args;
    out['query'] = {
      ...out['query'],
      filter: { ...filter, statuses: [{ pipeline_id, status_id: args['status_id'] }] },
    };
  }
  return out;
}

function fieldsOf({ keys }: ToolRow, args: Args): string[] | undefined {
  const fields = (args['fields'] ?? []) as string[];
  const known = keys.map((entry) => entry.split('=')[0] as string);
  const wrong = fields.some((field) => !known.includes(field) && !known.includes(`${field}_id`));
  if (wrong) throw new LocalError(`fields: there is no such key; known: ${known.join(', ')}.`);
  return fields.length === 0 ? undefined : fields;
}

function limited(result: Args, { maxTokens }: Env): Args {
  if (tokens(result) <= maxTokens) return result;
  const keys = Object.keys((result['result'] as object | undefined) ?? result).slice(0, 30);
  throw new LocalError(
    `The answer is over ${maxTokens} tokens. Ask for some of its keys with fields: ${keys.join(', ')}.`,
    true,
  );
}
