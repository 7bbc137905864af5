import { readFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';
import { type Document, here, type Operation, operationsOf, type Parameter, resolve, type Schema } from './spec.js';

/** Text by language. */
type Text = Record<'en' | 'pt' | 'es', string>;
type Category = 'read' | 'write' | 'execute' | 'destructive';

/** `x-mcp` of an operation: how an agent sees it. */
interface XMcp {
  name: string;
  title: Text;
  category: Category;
  toolset: string;
  default?: true;
  description: Text;
  /** Argument by argument: where it goes (`in`), and what its schema has on top of, or in place of, that place's. */
  input: Record<string, Schema & { in?: string; about?: string; required?: boolean }>;
  /** Keys of an item (`key`, `key=path`, or `key=path:a+b` for objects of which a and b stay); on a composite a JSON Schema. */
  output: string[] | Schema;
  /** Sent along with every call. */
  fixed?: object;
  /** The body is a list of one. */
  batch?: true;
  /** All pages are read, and paged here. */
  all?: true;
  idempotent?: boolean;
  atLeastOne?: string[];
  /** Other operations that do the same, and so follow the policy of this tool. */
  covers?: string[];
  uses?: string[];
  /** Annotations that differ where the server may write. */
  writing?: Record<string, boolean>;
}

interface Overlay {
  operations: Record<string, XMcp[]>;
  composites: XMcp[];
  categories: Partial<Record<Category, string[]>>;
  hidden: string[];
  policy: Schema;
  [rest: string]: unknown;
}

interface Located {
  doc: Document;
  path: string;
  method: string;
  operation: Operation;
  parameters: Parameter[];
}

/** Characters of one tool in the list; 200 tokens at 4 characters each, with some room. */
const BUDGET = 796;
const fat: string[] = [];

/** src/generated/mcp.ts: tools with their schemas, the index of operations, texts, and the schema of policy.json. */
export async function mcpModule(doc: Document): Promise<string> {
  const overlay = parse(await readFile(here('openapi/mcp.yaml'), 'utf8'), { merge: true }) as Overlay;
  const located = new Map(
    operationsOf(doc).map((entry) => [entry.operation.operationId, { doc, ...entry } as Located] as const),
  );
  const all = [...Object.values(overlay.operations).flat(), ...overlay.composites].flatMap((x) => x.covers ?? []);
  const named = [...Object.keys(overlay.operations), ...all, ...Object.values(overlay.categories).flat()];
  const unknown = [...named, ...overlay.hidden].filter((id) => !located.has(id));
  if (unknown.length > 0) throw new Error(`openapi/mcp.yaml names unknown operations: ${unknown.join(', ')}`);

  const tools = [
    ...[...located].flatMap(([id, place]) =>
      xMcpOf(place.operation, overlay.operations[id]).map((x) => tool(x, place)),
    ),
    ...overlay.composites.map((x) => tool(x)),
  ];
  if (fat.length > 0) throw new Error(`tools over the budget of ${BUDGET}: ${fat.join('; ')}`);
  const categories = new Map(
    Object.entries(overlay.categories).flatMap(([c, ids]) => ids.map((id) => [id, c] as const)),
  );
  for (const t of tools) if (t['operation']) categories.set(String(t['operation']), String(t['category']));
  const index = [...located]
    .filter(([id]) => !overlay.hidden.includes(id))
    .map(([id, { method, path, operation }]) => [
      id,
      method,
      path,
      categories.get(id) ?? { GET: 'read', DELETE: 'destructive' }[method] ?? 'write',
      operation.summary ?? '',
      operation['x-kommo-list'] ?? '',
    ]);
  const { operations: _, composites: __, categories: ___, hidden: ____, ...rest } = overlay;
  const data = Object.fromEntries(Object.entries(rest).filter(([key]) => !key.startsWith('x-')));
  const rules = rest['starter'] as Record<string, object>;
  const allowed = Object.fromEntries(tools.map((row) => [row['name'], rules[row['category'] as string]]));
  const starter = `${JSON.stringify({ version: '1', default: 'deny', tools: allowed }, null, 2)}\n`;
  return [
    await policyTypes(overlay.policy),
    TYPES,
    '/** What openapi/mcp.yaml and the spec say about tools. */',
    `export const tables: McpTables = JSON.parse(${literal({ ...data, starter, tools, index })});`,
    '',
  ].join('\n');
}

// policy.json as a type: its JSON Schema goes through the generator of the API's types.
async function policyTypes(policy: Schema): Promise<string> {
  const { $defs, ...PolicyDocument } = policy;
  const text = JSON.stringify({ ...($defs as object), PolicyDocument }).replaceAll('#/$defs/', '#/components/schemas/');
  const components = { schemas: JSON.parse(text) as Record<string, Schema> };
  const ast = await openapiTS(
    { openapi: '3.1.0', info: { title: 'policy', version: '1' }, paths: {}, components } as never,
    {
      emptyObjectsUnknown: true,
      excludeDeprecated: false,
    },
  );
  const source = astToString(
    ast.filter((node) => 'name' in node && (node.name as { text: string }).text === 'components'),
  );
  const names = Object.keys(components.schemas).filter((name) => name !== 'Window' && name !== 'RateLimit');
  return [
    source,
    ...names.map((name) => `/** ${POLICY_DOCS[name]} */\nexport type ${name} = components['schemas']['${name}'];`),
  ].join('\n');
}

const POLICY_DOCS: Record<string, string> = {
  PolicyDocument: 'policy.json.',
  Rule: 'What holds for one tool or operation; `{}` allows it. `approval` is an extension of this adapter.',
  Clause: 'Conditions that all have to hold, and what to say where that denies a call.',
  Condition: 'One condition on an argument, by `args.a.b`.',
  Limit: 'At most `max` in a minute, hour or day (UTC).',
};

const TYPES = `
type JsonSchema = { readonly [key: string]: unknown };
/** A language of descriptions, prompts and instructions. */
export type Lang = 'en' | 'pt' | 'es';
/** A text in each language. */
export type Text = Readonly<Record<Lang, string>>;
/** How far a tool or an operation may reach. */
export type Category = 'read' | 'write' | 'execute' | 'destructive';

/** One tool, as the generator derives it. */
export interface ToolRow {
  readonly name: string;
  readonly title: Text;
  readonly description: Text;
  readonly category: Category;
  readonly toolset: string;
  /** Names of the sets that switch it on. */
  readonly sets: readonly string[];
  readonly annotations: Readonly<Record<'readOnlyHint' | 'destructiveHint' | 'idempotentHint' | 'openWorldHint', boolean>>;
  /** Annotations that differ where the server may write. */
  readonly writing?: Readonly<Record<string, boolean>>;
  readonly input: JsonSchema;
  readonly output: JsonSchema;
  /** The operation behind it; missing on tools that put several together. */
  readonly operation?: string;
  readonly method: string;
  readonly path: string;
  /** Place of each argument: \`path.id\`, \`query.filter.pipeline_id\`, \`body.name\`. */
  readonly where: Readonly<Record<string, string>>;
  /** Sent along with every call. */
  readonly fixed: { readonly query?: object };
  /** HAL key of the items. */
  readonly list?: string;
  /** What an item keeps: \`key\`, \`key=path\`, or \`key=path:a+b\` for objects of which a and b stay. */
  readonly keys: readonly string[];
  /** Operations whose effect it has, which therefore follow its rules. */
  readonly covers: readonly string[];
  /** The body is a list of one. */
  readonly batch?: true;
  /** All pages are read, and paged by the adapter. */
  readonly all?: true;
  readonly atLeastOne?: readonly string[];
  /** Arguments that are taken and dropped, unseen by any rule. */
  readonly ignores?: readonly string[];
}

/** One operation of the index: id, method, path, category, summary, HAL key of a list. */
export type IndexRow = readonly [string, string, string, Category, string, string];

/** Everything that the adapter is made of. */
export interface McpTables {
  readonly tools: readonly ToolRow[];
  readonly index: readonly IndexRow[];
  readonly resources: readonly { uri: string; name: string; tool: string }[];
  readonly prompts: readonly { name: string; title: Text; text: Text; arguments?: Readonly<Record<string, JsonSchema>> }[];
  readonly instructions: Text;
  readonly texts: Readonly<Record<string, string>>;
  /** What policy init prints. */
  readonly starter: string;
  readonly questions: {
    readonly topics: Readonly<Record<string, readonly string[]>>;
    readonly counting: readonly string[];
    readonly periods: Readonly<Record<string, readonly string[]>>;
    readonly months: readonly (readonly string[])[];
    readonly plain: readonly string[];
  };
  readonly policy: JsonSchema;
}
`;

/** An operation's own `x-mcp` wins over the overlay. */
function xMcpOf(operation: Operation, overlay: XMcp[] = []): XMcp[] {
  const own = operation['x-mcp'] as XMcp | XMcp[] | undefined;
  return own === undefined ? overlay : [own].flat();
}

function tool(x: XMcp, place?: Located): Record<string, unknown> {
  const { name, title, description, category, toolset, fixed, batch, all, atLeastOne } = x;
  const where: Record<string, string> = {};
  const input: Schema = { type: 'object', properties: {} };
  for (const [arg, { in: at, about, required, ...own }] of Object.entries(x.input)) {
    const found = at && place ? schemaAt(place, at) : undefined;
    if (at) where[arg] = at;
    if (own['default'] === undefined && (required ?? found?.required))
      input.required = [...(input.required ?? []), arg];
    const typed = (own.type ?? own['enum']) ? own : { ...trim(found?.schema ?? {}, place?.doc), ...own };
    input.properties![arg] = { ...typed, ...(about && { description: about }) };
  }
  const method = place?.method ?? 'GET';
  check(name, category, method);
  const annotations = {
    readOnlyHint: category === 'read',
    destructiveHint:
      category === 'destructive' || category === 'execute' ? !x.idempotent : method === 'PATCH' || method === 'PUT',
    idempotentHint: x.idempotent ?? method !== 'POST',
    openWorldHint: true,
  };
  const list = place?.operation['x-kommo-list'];
  const size = (output: Schema): number =>
    Math.max(
      ...(['en', 'pt', 'es'] as const).map(
        (lang) =>
          JSON.stringify({
            name,
            title: title[lang],
            description: description[lang],
            inputSchema: input,
            outputSchema: output,
            annotations,
          }).length,
      ),
    );
  const keys = Array.isArray(x.output) ? x.output : undefined;
  const output = keys ? outputSchema(keys, category, list !== undefined, place, size) : (x.output as Schema);
  if (size(output) > BUDGET) fat.push(`${name} takes ${size(output)} characters`);
  return {
    name,
    title,
    description,
    category,
    toolset,
    sets: ['all', toolset, ...(x.default ? ['default'] : [])],
    annotations,
    ...(x.writing && { writing: x.writing }),
    input,
    output,
    ...(place && { operation: place.operation.operationId }),
    method,
    path: place?.path ?? '',
    where,
    fixed: fixed ?? {},
    ...(list !== undefined && { list }),
    keys: (category === 'read' && keys) || [],
    covers: [...(place ? [place.operation.operationId] : []), ...(x.covers ?? [])],
    ...(batch && { batch }),
    ...(all && { all }),
    ...(atLeastOne && { atLeastOne }),
    // Kommo-MCP has it on every write. The model sets it itself, so it says nothing; but calls that bring it go on working.
    ...(category !== 'read' && { ignores: ['confirm'] }),
  };
}

// A category must not say less than the method does.
function check(name: string, category: Category, method: string): void {
  const fits = {
    read: ['GET'],
    write: ['POST', 'PATCH', 'PUT'],
    execute: ['POST'],
    destructive: ['POST', 'PATCH', 'PUT', 'DELETE'],
  };
  if (!fits[category]?.includes(method)) throw new Error(`${name} is called ${category}, but it is a ${method}`);
}

// Items first say only that they are objects; their properties are listed as far as the budget goes.
function outputSchema(
  keys: string[],
  category: Category,
  list: boolean,
  place: Located | undefined,
  size: (s: Schema) => number,
): Schema {
  if (category !== 'read') {
    return { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' }, id: { type: 'integer' } } };
  }
  const item: Schema = { type: 'object', properties: {} };
  const output: Schema = list ? { type: 'object', properties: { items: { type: 'array' } } } : item;
  const response = place?.operation.responses['200'];
  if (!place || !response) return output;
  const body = Object.values(resolve(place.doc, response).content ?? {})[0]?.schema ?? {};
  const root = (list && at(place.doc, body, ['_embedded', String(place.operation['x-kommo-list']), '0'])) || body;
  const more = list ? { has_more: { type: 'boolean' }, next: { type: 'object' } } : {};
  const own = keys.map((entry) => {
    const [key, path = key] = entry.split('=') as [string, string?];
    return [
      item.properties!,
      key,
      shaped(key, at(place.doc, root, (path.split(':')[0] as string).split('.')), place.doc),
    ] as const;
  });
  for (const [into, key, schema] of [
    ...Object.entries(more).map(([k, v]) => [output.properties!, k, v] as const),
    ...own,
  ]) {
    into[key] = schema;
    if (list && into === item.properties) output.properties!['items'] = { type: 'array', items: item };
    if (size(output) <= BUDGET) continue;
    delete into[key];
    break;
  }
  if (list && Object.keys(item.properties!).length === 0) output.properties!['items'] = { type: 'array' };
  return output;
}

// Moments come out as text, and so do custom fields by their names.
function shaped(key: string, schema: Schema | undefined, doc: Document): Schema {
  if (/_(at|till)$/.test(key)) return { type: 'string' };
  if (key === 'custom_fields' || key === 'params') return { type: 'object' };
  const { type } = trim(schema ?? {}, doc);
  return type ? { type } : {};
}

function schemaAt({ doc, operation, parameters }: Located, pointer: string): { schema: Schema; required: boolean } {
  const [kind, ...rest] = pointer.split('.') as [string, ...string[]];
  if (kind === 'body') {
    let body = resolve<Schema>(doc, Object.values(operation.requestBody?.content ?? {})[0]?.schema ?? {});
    if (body.items) body = resolve<Schema>(doc, body.items);
    return {
      schema: must(at(doc, body, rest), operation, pointer),
      required: body.required?.includes(rest[0] ?? '') ?? false,
    };
  }
  const parameter = parameters.find((p) => p.in === kind && p.name === rest[0]);
  return {
    schema: must(parameter && at(doc, parameter.schema, rest.slice(1)), operation, pointer),
    required: kind === 'path' || parameter?.required === true,
  };
}

function must(schema: Schema | undefined, operation: Operation, pointer: string): Schema {
  if (!schema) throw new Error(`openapi/mcp.yaml: ${operation.operationId} takes no ${pointer}`);
  return schema;
}

// The schema at a path; unions are looked through, and a number steps into a list.
function at(doc: Document, schema: Schema, path: readonly string[]): Schema | undefined {
  const target = resolve<Schema>(doc, schema);
  const [key, ...rest] = path;
  if (key === undefined) return target;
  const next = key === '0' ? target.items : target.properties?.[key];
  if (next) return at(doc, next, rest);
  for (const part of ['allOf', 'anyOf', 'oneOf'].flatMap((word) => (target[word] as Schema[]) ?? [])) {
    const found = at(doc, part, path);
    if (found) return found;
  }
  return undefined;
}

const KEEP = [
  'type',
  'enum',
  'const',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
  'default',
];

// Dereferenced, without null and without what means nothing to a client.
function trim(schema: Schema, doc: Document | undefined): Schema {
  const target = doc ? resolve<Schema>(doc, schema) : schema;
  const out: Schema = {};
  for (const key of KEEP) if (target[key] !== undefined) out[key] = target[key];
  if (Array.isArray(out.type)) {
    const types = out.type.filter((type) => type !== 'null');
    out.type = types.length === 1 ? (types[0] as string) : types;
  }
  if (Array.isArray(out['enum'])) out['enum'] = out['enum'].filter((value) => value !== null);
  if (target.items) out.items = trim(target.items, doc);
  return out;
}

const literal = (value: unknown): string =>
  `'${JSON.stringify(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
