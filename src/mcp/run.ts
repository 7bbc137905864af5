import type { Kommo } from '../client.js';
import { tables } from '../generated/mcp.js';
import { route } from './ask.js';
import { cut, tokens } from './budget.js';
import { checkOperation, findOperation, operationRow } from './operations.js';
import type { Policy } from './policy.js';
import { dashboard, salesReport } from './reports.js';
import { isObject } from './schema.js';
import { LocalError, send } from './send.js';
import { Shaper } from './shape.js';
import { everything, type Snapshot } from './snapshot.js';
import type { ToolRow } from './tables.js';

/** What a tool works with. */
export interface Env {
  readonly kommo: Kommo;
  readonly snapshot: Snapshot;
  readonly policy: Policy;
  readonly maxTokens: number;
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
  /** Runs another tool under the same policy, nobody being asked. */
  readonly call: (name: string, args: Record<string, unknown>) => Promise<Record<string, unknown>>;
}

type Args = Record<string, unknown>;
type Result = Record<string, unknown>;
type Hal = { _embedded?: Record<string, unknown[]>; _links?: { next?: unknown }; id?: number };

const COMPOSITES: Readonly<Record<string, (env: Env, args: Args) => Promise<Result>>> = {
  get_sales_report: salesReport,
  get_dashboard: dashboard,
  ask_kommo: ask,
  find_operation: (env, args) => findOperation(args, env.policy, env.maxTokens),
  call_operation: callOperation,
};

/** Runs a tool whose arguments are checked and whose call is allowed. */
export function runTool(row: ToolRow, args: Args, env: Env): Promise<Result> {
  const composite = COMPOSITES[row.name];
  if (composite) return composite(env, args);
  if (row.category !== 'read') return change(row, args, env);
  return row.list ? list(row, args, env) : one(row, args, env);
}

async function one(row: ToolRow, args: Args, env: Env): Promise<Result> {
  const data = await send(env.kommo, 'GET', row.path as string, { ...request(row, args), signal: env.signal });
  if (data === undefined)
    throw new LocalError('There is nothing with this id. Find the right one with a list tool.', true);
  return limited((await Shaper.for(env.snapshot, row.keys)).item(data, row.keys, fieldsOf(row, args)), env);
}

async function list(row: ToolRow, args: Args, env: Env): Promise<Result> {
  const { limit, page = 1 } = args as { limit: number; page?: number };
  if (row.where?.['pipeline_id'] && args['status_id'] !== undefined && args['pipeline_id'] === undefined)
    throw new LocalError('status_id needs pipeline_id: 142 and 143 stand in every pipeline. See get_pipelines.');
  const fields = fieldsOf(row, args);
  const shaper = await Shaper.for(env.snapshot, row.keys);
  let items: unknown[];
  let more: boolean;
  if (row.all) {
    const found = (
      await everything<{ id: number }>(
        env.kommo,
        row.path as string,
        row.list as string,
        (row.fixed as { query?: object } | undefined)?.query,
        env.signal,
      )
    ).filter((item) => args['pipeline_id'] === undefined || item.id === args['pipeline_id']);
    if (found.length === 0 && args['pipeline_id'] !== undefined)
      throw new LocalError('There is no such pipeline; call get_pipelines without pipeline_id.', true);
    items = found.slice((page - 1) * limit, page * limit);
    more = found.length > page * limit;
  } else {
    const data = (await send(env.kommo, 'GET', row.path as string, { ...request(row, args), signal: env.signal })) as
      | Hal
      | undefined;
    items = data?._embedded?.[row.list as string] ?? [];
    more = items.length > 0 && data?._links?.next !== undefined;
  }
  const shaped = items.map((item) => shaper.item(item, row.keys, fields));
  return { ...cut(shaped, { page, limit, more, maxTokens: env.maxTokens }) };
}

async function change(row: ToolRow, args: Args, env: Env): Promise<Result> {
  if (row.atLeastOne && !row.atLeastOne.some((key) => args[key] !== undefined))
    throw new LocalError(`Nothing to change; give at least one of ${row.atLeastOne.join(', ')}.`);
  const { path, body, ...rest } = request(row, args);
  if (args['status_id'] !== undefined) await fillPipeline(body as Args, (path as { id?: number } | undefined)?.id, env);
  const data = (await send(env.kommo, row.method as string, row.path as string, {
    path,
    body: row.batch ? [body] : body,
    ...rest,
    signal: env.signal,
  })) as Hal | undefined;
  const made = Object.values(data?._embedded ?? {})[0]?.[0] as { id?: number } | undefined;
  const id = made?.id ?? data?.id ?? (path as { id?: number } | undefined)?.id;
  return { ok: true, ...(id !== undefined && { id }) };
}

// A stage goes with its pipeline: without one named, that of the lead, or the main one for a new lead.
async function fillPipeline(body: Args, leadId: number | undefined, env: Env): Promise<void> {
  const pipelines = await env.snapshot.part('pipelines');
  if (!pipelines) return;
  const stage = body['status_id'] as number;
  const lead =
    body['pipeline_id'] === undefined && leadId !== undefined
      ? await env.kommo.leads.get(leadId, {}, { signal: env.signal })
      : undefined;
  const id = (body['pipeline_id'] as number | undefined) ?? lead?.pipeline_id;
  const home = [...pipelines].filter(([, { stages }]) => stages.has(stage)).map(([key]) => key);
  if (id === undefined ? home.length > 0 : pipelines.get(id)?.stages.has(stage)) {
    if (id === undefined && home.length === 1) body['pipeline_id'] = home[0];
    return;
  }
  const own =
    id === undefined
      ? ''
      : pipelines.has(id)
        ? ` Pipeline ${id} has ${[...(pipelines.get(id)?.stages.keys() ?? [])].join(', ')}.`
        : ` There is no pipeline ${id}.`;
  const other =
    home.length === 1
      ? ` Stage ${stage} belongs to pipeline ${home[0]}: pass pipeline_id=${home[0]} to move there.`
      : '';
  throw new LocalError(`Stage ${stage} is not in the pipeline.${own}${other}`);
}

async function callOperation(env: Env, args: Args): Promise<Result> {
  const row = operationRow(args['operation_id']);
  await checkOperation(row, args);
  const [, method, path, category, , key] = row;
  const data = (await send(env.kommo, method, path, { ...args, signal: env.signal } as object)) as Hal | undefined;
  if (category !== 'read') env.snapshot.clear();
  const fields = args['fields'] as string[] | undefined;
  const shaper = await Shaper.for(env.snapshot);
  if (!key)
    return data === undefined
      ? { ok: true }
      : limited(
          {
            result: Array.isArray(data)
              ? data.map((item) => shaper.item(item, undefined, fields))
              : shaper.item(data, undefined, fields),
          },
          env,
        );
  const items = (data?._embedded?.[key] ?? []).map((item) => shaper.item(item, undefined, fields));
  const { page = 1, limit = Math.max(items.length, 1) } = (args['query'] ?? {}) as { page?: number; limit?: number };
  return { ...cut(items, { page, limit, more: data?._links?.next !== undefined, maxTokens: env.maxTokens }) };
}

async function ask(env: Env, { question }: Args): Promise<Result> {
  const account = await env.snapshot.part('account');
  const found = route(String(question), account?.timezone ?? 'UTC', Math.floor(env.now() / 1000));
  if (!found)
    return {
      answered: false,
      note: 'No read tool fits this question; nothing was run. Ask about one of these, or search with find_operation.',
      topics: Object.keys(tables.questions.topics),
    };
  const { tool, args, ignored, counts } = found;
  const result = await env.call(tool, args);
  const items = result['items'] as unknown[] | undefined;
  const notes = [
    `Ran ${tool}.`,
    ignored.length > 0 ? 'ignored_words were not understood: the figures are not narrowed by them.' : '',
    counts && items
      ? result['has_more']
        ? 'Kommo gives no total of these; there are more than the items shown.'
        : `There are ${items.length}.`
      : '',
  ];
  return {
    answered: true,
    tool,
    arguments: args,
    result,
    ...(ignored.length > 0 && { ignored_words: ignored }),
    note: notes.filter(Boolean).join(' '),
  };
}

/** Puts arguments in their places. */
function request(row: ToolRow, args: Args): { path?: object; query?: object; body?: object } {
  const out = structuredClone(row.fixed ?? {}) as Record<string, Args>;
  for (const [arg, place] of Object.entries(row.where ?? {})) {
    if (args[arg] === undefined) continue;
    const keys = place.split('.');
    const last = keys.pop() as string;
    let node = out as Args;
    for (const key of keys) {
      node[key] ??= {};
      node = node[key] as Args;
    }
    node[last] = args[arg];
  }
  // A stage is filtered together with its pipeline.
  const filter = out['query']?.['filter'] as Args | undefined;
  if (row.name === 'get_leads' && filter && args['status_id'] !== undefined) {
    filter['statuses'] = [{ pipeline_id: args['pipeline_id'], status_id: args['status_id'] }];
    delete filter['pipeline_id'];
  }
  return out;
}

function fieldsOf(row: ToolRow, args: Args): string[] | undefined {
  const fields = args['fields'] as string[] | undefined;
  const keys = (row.keys ?? []).map((entry) => entry.split('=')[0] as string);
  const unknown = fields?.find((field) => !keys.includes(field) && !keys.includes(`${field}_id`));
  if (unknown !== undefined) throw new LocalError(`fields: there is no such key; known: ${keys.join(', ')}.`);
  return fields?.length === 0 ? undefined : fields;
}

function limited(result: Result, { maxTokens }: Env): Result {
  if (tokens(result) <= maxTokens) return result;
  const keys = Object.keys(isObject(result['result']) ? result['result'] : result);
  throw new LocalError(
    `The answer is over ${maxTokens} tokens. Ask for some of its keys with fields: ${keys.slice(0, 30).join(', ')}.`,
    true,
  );
}
