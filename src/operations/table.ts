import { type IndexRow, tables } from '../generated/mcp.js';
import { isRecord } from '../util/is-record.js';
import { pathText, validator } from '../util/json-schema.js';
import type { JsonSchema, OperationSpec } from '../util/operation-spec.js';

/** What a request is made of. */
export interface OperationInput {
  readonly path?: object | undefined;
  readonly query?: object | undefined;
  readonly body?: unknown;
}

/** What an operation accepts, as JSON Schemas without references. */
export interface Description {
  readonly doc: string;
  readonly path?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

/** Ids of all operations. */
export const operationIds: readonly string[] = tables.index.map(([id]) => id);

/** An operation by its id, `leads.list`. */
export const operationOf = (id: unknown): IndexRow | undefined => tables.index.find(([name]) => name === id);

/** What an operation accepts. References are resolved down to `depth`, because a body can nest without end. */
export async function describeOperation([id]: IndexRow, depth: number): Promise<Description> {
  const { spec, schemas } = await load(id);
  const inline = (schema?: JsonSchema): unknown => schema && flatten(schema, schemas, depth);
  return { doc: spec.doc, path: inline(spec.pathParams), query: inline(spec.query), body: inline(spec.body) };
}

/** What is wrong with a request by the spec, as `query.filtre: is not known here`; keys that it does not know are wrong. */
export async function problemsOf([id]: IndexRow, request: OperationInput): Promise<string[]> {
  const { spec, schemas } = await load(id);
  const { pathParams: path, query, body, bodyRequired } = spec;
  return Object.entries({ path, query, body }).flatMap(([part, schema]) => {
    const value = request[part as keyof OperationInput] ?? (part === 'body' ? undefined : {});
    if (value === undefined) return bodyRequired ? ['body: is missing'] : [];
    if (part === 'body' && schema === undefined) return ['body: is not accepted by this operation. Leave it out'];
    const closed = schema ?? { type: 'object', additionalProperties: false };
    return validator(closed, { refs: schemas })(value).map(
      (issue) => `${part}${pathText(['', ...issue.path])}: ${issue.message}`,
    );
  });
}

/** Whether a success of an operation always has a body. */
export async function expectsBody(id: string): Promise<boolean> {
  const { spec } = await load(id);
  return Object.entries(spec.responses).every(([status, schema]) => !status.startsWith('2') || schema !== null);
}

// Loaded when asked for: the schemas of all operations are the largest table there is.
async function load(id: string): Promise<{ spec: OperationSpec; schemas: Readonly<Record<string, JsonSchema>> }> {
  const { operations, schemas } = await import('../generated/operations.js');
  return { spec: operations.find((operation) => operation.id === id) as OperationSpec, schemas };
}

function flatten(node: unknown, schemas: Readonly<Record<string, JsonSchema>>, depth: number): unknown {
  if (Array.isArray(node)) return node.map((item) => flatten(item, schemas, depth));
  if (!isRecord(node)) return node;
  const ref = node['$ref'];
  if (typeof ref === 'string')
    return depth <= 1 ? { type: 'object' } : flatten(schemas[ref.slice('#/$defs/'.length)], schemas, depth - 1);
  const kept = Object.entries(node).filter(([key]) => !key.startsWith('x-'));
  return Object.fromEntries(kept.map(([key, value]) => [key, flatten(value, schemas, depth)]));
}
