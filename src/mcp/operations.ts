import { type IndexRow, tables } from '../generated/mcp.js';
import { check, isObject, pathText } from '../internal/json-schema.js';
import type { JsonSchema, OperationSpec } from '../internal/operation-spec.js';
import { tokens } from './budget.js';
import { unsent } from './kommo.js';
import type { Policy } from './policy.js';
import { coveredBy } from './policy-load.js';
import type { Env } from './run.js';

type Args = Record<string, unknown>;

/** The row of an operation. @throws what helps to find the right one */
export function operationRow(id: unknown): IndexRow {
  const row = tables.index.find(([name]) => name === id);
  if (row) return row;
  const close = search(String(id), 3).map(([name]) => name);
  throw unsent('no_operation', { close: close.join(', ') || 'none' });
}

/** find_operation: by words, or one in full. */
export async function findOperation({ policy, maxTokens }: Env, args: Args): Promise<Args> {
  const { query, operation_id: id, limit } = args as { query?: string; operation_id?: string; limit: number };
  if (id === undefined) return { items: search(query ?? '', limit).map((row) => brief(row, policy)) };
  const row = operationRow(id);
  const { spec, schemas } = await load(row);
  // As deep as the budget allows: a body can nest without end.
  for (let depth = 6; ; depth -= 1) {
    const inline = (schema?: JsonSchema): unknown => schema && flatten(schema, schemas, depth);
    const operation = {
      ...brief(row, policy),
      doc: spec.doc,
      path: inline(spec.pathParams),
      query: inline(spec.query),
      body: inline(spec.body),
    };
    if (depth === 1 || tokens(operation) < maxTokens * 0.9) return { items: [], operation };
  }
}

/** Checks the parts of a call against the spec, closed to unknown keys. */
export async function checkOperation(row: IndexRow, args: Args): Promise<void> {
  const { spec, schemas } = await load(row);
  const { pathParams: path, query, body, bodyRequired } = spec;
  const issues = Object.entries({ path, query, body }).flatMap(([part, schema]) => {
    const value = args[part] ?? (part === 'body' ? undefined : {});
    if (value === undefined) return bodyRequired ? ['body: is missing'] : [];
    const closed = schema ?? { type: 'object', additionalProperties: false };
    return check(closed, value, schemas).issues.map(
      (issue) => `${part}${pathText(['', ...issue.path])}: ${issue.message}`,
    );
  });
  if (issues.length > 0) throw unsent('misfit', { id: row[0], issues: issues.slice(0, 5).join('; ') });
}

function brief([id, method, , category, summary, list]: IndexRow, policy: Policy): Args {
  const denial = policy.reach('call_operation', 'read') ?? policy.reach(id, category);
  const tools = coveredBy(id);
  return {
    id,
    method,
    category,
    summary,
    ...(list && { list: true }),
    ...(tools.length > 0 && { tools }),
    allowed: !denial,
    ...(denial && { why_not: denial.message }),
  };
}

// Words of the id weigh more than those of the summary; singular and plural are one.
function search(query: string, limit: number): IndexRow[] {
  const wanted = wordsOf(query);
  const scored = tables.index.map((row) => {
    const [own, rest] = [wordsOf(row[0]), wordsOf(`${row[1]} ${row[2]} ${row[4]}`)];
    return {
      row,
      score: wanted.reduce((sum, word) => sum + (own.includes(word) ? 3 : rest.includes(word) ? 1 : 0), 0),
    };
  });
  const found = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  return found.slice(0, limit).map(({ row }) => row);
}

const stem = (word: string): string => word.replace(/(?:ies|y)$/, 'i').replace(/e?s$/, '');
const wordsOf = (text: string): string[] =>
  (
    text
      .replace(/([A-Z])/g, ' $1')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? []
  ).map(stem);

async function load([id]: IndexRow): Promise<{ spec: OperationSpec; schemas: Readonly<Record<string, JsonSchema>> }> {
  const { operations, schemas } = await import('../generated/operations.js');
  return { spec: operations.find((operation) => operation.id === id) as OperationSpec, schemas };
}

function flatten(node: unknown, schemas: Readonly<Record<string, JsonSchema>>, depth: number): unknown {
  if (Array.isArray(node)) return node.map((item) => flatten(item, schemas, depth));
  if (!isObject(node)) return node;
  const ref = node['$ref'];
  if (typeof ref === 'string')
    return depth <= 1 ? { type: 'object' } : flatten(schemas[ref.slice('#/$defs/'.length)], schemas, depth - 1);
  const kept = Object.entries(node).filter(([key]) => !key.startsWith('x-'));
  return Object.fromEntries(kept.map(([key, value]) => [key, flatten(value, schemas, depth)]));
}
