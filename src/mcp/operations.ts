import { tables } from '../generated/mcp.js';
import type { JsonSchema, OperationSpec } from '../internal/operation-spec.js';
import { tokens } from './budget.js';
import type { Policy } from './policy.js';
import { coveredBy } from './policy-load.js';
import { check, isObject, pathText } from './schema.js';
import { LocalError } from './send.js';
import type { IndexRow } from './tables.js';

const byId = new Map(tables.index.map((row) => [row[0], row]));

/** The row of an operation. Throws what helps to find the right one. */
export function operationRow(id: unknown): IndexRow {
  const row = byId.get(String(id));
  if (row) return row;
  const close = search(String(id).replace(/\./g, ' '), 3).map(([name]) => name);
  throw new LocalError(
    `There is no such operation. Search with find_operation${close.length > 0 ? `; close: ${close.join(', ')}` : ''}.`,
  );
}

/** find_operation: by words, or one in full. */
export async function findOperation(
  args: Record<string, unknown>,
  policy: Policy,
  maxTokens: number,
): Promise<Record<string, unknown>> {
  if (args['operation_id'] === undefined) {
    if (!args['query']) throw new LocalError('Give query or operation_id.');
    return { items: search(String(args['query']), args['limit'] as number).map((row) => brief(row, policy)) };
  }
  const row = operationRow(args['operation_id']);
  const { spec, schemas } = await load(row[0]);
  const { pathParams, query, body } = spec;
  // As deep as the budget allows: a body can nest without end.
  for (let depth = 6; ; depth -= 1) {
    const inline = (schema?: JsonSchema): unknown => schema && flatten(schema, schemas, depth);
    const operation = {
      ...brief(row, policy),
      path: row[2],
      doc: spec.doc,
      path_parts: inline(pathParams),
      query: inline(query),
      body: inline(body),
    };
    const lean = JSON.parse(JSON.stringify(operation)) as object;
    if (depth === 1 || tokens(lean) < maxTokens * 0.9) return { items: [], operation: lean };
  }
}

/** Checks the parts of a call against the spec, closed to unknown keys. */
export async function checkOperation([id]: IndexRow, args: Record<string, unknown>): Promise<void> {
  const { spec, schemas } = await load(id);
  const parts: [string, JsonSchema | undefined, boolean][] = [
    ['path', spec.pathParams, true],
    ['query', spec.query, true],
    ['body', spec.body, spec.bodyRequired === true],
  ];
  const issues = parts.flatMap(([part, schema, required]) => {
    const value = args[part] ?? (part === 'body' ? undefined : {});
    if (value === undefined) return schema && required ? [`${part}: is missing`] : [];
    return check(schema ?? { type: 'object', properties: {}, additionalProperties: false }, value, schemas).issues.map(
      ({ path, message }) => `${pathText([part, ...path])}: ${message}`,
    );
  });
  if (issues.length > 0)
    throw new LocalError(
      `The arguments do not fit ${id}: ${issues.slice(0, 5).join('; ')}. See find_operation with operation_id.`,
    );
}

function brief([id, method, , category, summary, list]: IndexRow, policy: Policy): Record<string, unknown> {
  const denied = policy.reach('call_operation', 'read') ?? policy.reach(id, category);
  const own = coveredBy(id);
  return {
    id,
    method,
    category,
    summary,
    ...(list && { list: true }),
    ...(own.length > 0 && { tools: own }),
    allowed: !denied,
    ...(denied && { why_not: denied.message }),
  };
}

// Words of the id weigh more than those of the summary; a word may be written in the singular or plural.
function search(query: string, limit: number): IndexRow[] {
  const words = query
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map(stem);
  const scored = tables.index.map((row) => {
    const id = row[0]
      .replace(/([A-Z])/g, ' $1')
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .map(stem);
    const rest = `${row[1]} ${row[2]} ${row[4]}`
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .map(stem);
    const score = words.reduce((sum, word) => sum + (id.includes(word) ? 3 : rest.includes(word) ? 1 : 0), 0);
    return { row, score };
  });
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ row }) => row);
}

const stem = (word: string): string => word.replace(/(?:ies|y)$/, 'i').replace(/e?s$/, '');

async function load(id: string): Promise<{ spec: OperationSpec; schemas: Readonly<Record<string, JsonSchema>> }> {
  const { operations, schemas } = await import('../generated/operations.js');
  const spec = operations.find((operation) => operation.id === id);
  if (!spec) throw new LocalError('There is no such operation.');
  return { spec, schemas };
}

function flatten(node: unknown, schemas: Readonly<Record<string, JsonSchema>>, depth: number): unknown {
  if (Array.isArray(node)) return node.map((item) => flatten(item, schemas, depth));
  if (!isObject(node)) return node;
  const ref = node['$ref'];
  if (typeof ref === 'string')
    return depth <= 1 ? { type: 'object' } : flatten(schemas[ref.slice('#/$defs/'.length)], schemas, depth - 1);
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => !key.startsWith('x-'))
      .map(([key, value]) => [key, flatten(value, schemas, depth)]),
  );
}
