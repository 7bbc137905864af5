import { isDeepStrictEqual } from 'node:util';
import { type Document, type Host, operationsOf, type Parameter, type Response, resolve } from './spec.js';

/** The operation table and the JSON Schemas behind it, for the sandbox and the MCP adapter. Not part of the core bundle. */
export function operationTable(docs: readonly { doc: Document; host: Host }[]): string {
  const schemas: Record<string, unknown> = {};
  const operations: unknown[] = [];
  const ids = new Set<string>();
  for (const { doc, host } of docs) {
    for (const [name, schema] of Object.entries(doc.components.schemas)) addSchema(schemas, name, lean(schema));
    for (const entry of operationsOf(doc)) {
      const id = entry.operation.operationId;
      if (ids.has(id)) throw new Error(`two operations are called ${id}`);
      ids.add(id);
      operations.push(row(entry, doc, host));
    }
  }
  return [
    "import type { OperationSpec, JsonSchema } from '../util/operation-spec.js';",
    '',
    '/** Every operation of the API, by the order of the spec. */',
    `export const operations: readonly OperationSpec[] = JSON.parse(${lines(operations)});`,
    '',
    '/** Every named schema; references read `#/$defs/<name>`. */',
    `export const schemas: Readonly<Record<string, JsonSchema>> = JSON.parse(${lines(schemas)});`,
    '',
  ].join('\n');
}

// One flat list over all documents: what they share is equal, anything else needs a name of its own.
function addSchema(schemas: Record<string, unknown>, name: string, schema: unknown): void {
  const known = schemas[name];
  if (known !== undefined && !isDeepStrictEqual(known, schema)) {
    throw new Error(`two documents have different schemas called ${name}`);
  }
  schemas[name] = schema;
}

// JSON in a string is parsed faster than the same object literal, by the compiler too. One entry a line shows in a diff.
function lines(value: readonly unknown[] | Record<string, unknown>): string {
  const [open, close, entries] = Array.isArray(value)
    ? ['[', ']', value.map((entry) => JSON.stringify(entry))]
    : ['{', '}', Object.entries(value).map(([key, entry]) => `${JSON.stringify(key)}:${JSON.stringify(entry)}`)];
  const text = `${open}\n${entries.join(',\n')}\n${close}`;
  return `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;
}

function row(
  { path, method, operation, parameters }: ReturnType<typeof operationsOf>[number],
  doc: Document,
  host: Host,
): unknown {
  const body = operation.requestBody;
  const bodySchema = body && Object.values(body.content)[0]?.schema;
  return {
    id: operation.operationId,
    host,
    method,
    path,
    tag: operation.tags?.[0] ?? '',
    summary: operation.summary ?? '',
    doc: operation.externalDocs?.url ?? '',
    status: operation['x-kommo-status'] ?? 'official',
    unverified: operation['x-kommo-unverified'] === true || undefined,
    list: operation['x-kommo-list'],
    pathParams: objectOf(parameters, 'path'),
    query: objectOf(parameters, 'query'),
    body: bodySchema && lean(bodySchema),
    bodyRequired: body?.required === true || undefined,
    responses: Object.fromEntries(
      Object.entries(operation.responses).map(([status, response]) => [status, responseSchema(resolve(doc, response))]),
    ),
  };
}

function responseSchema(response: Response): unknown {
  const schema = Object.values(response.content ?? {})[0]?.schema;
  return schema ? lean(schema) : null;
}

function objectOf(parameters: Parameter[], where: string): unknown {
  const own = parameters.filter((p) => p.in === where);
  if (own.length === 0) return undefined;
  return {
    type: 'object',
    properties: Object.fromEntries(own.map((p) => [p.name, lean(p.schema)])),
    required: own.filter((p) => p.required).map((p) => p.name),
  };
}

const DROP = new Set([
  'description',
  'example',
  'examples',
  'x-ts-type',
  'x-kommo-unverified',
  'discriminator',
  'title',
]);

// Descriptions are for people and types; a validator only carries their weight.
function lean(node: unknown, inProperties = false): unknown {
  if (Array.isArray(node)) return node.map((item) => lean(item));
  if (node === null || typeof node !== 'object') return node;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (!inProperties && DROP.has(key)) continue;
    if (key === '$ref' && typeof value === 'string') out[key] = value.replace('#/components/schemas/', '#/$defs/');
    else out[key] = lean(value, !inProperties && (key === 'properties' || key === '$defs'));
  }
  return out;
}
