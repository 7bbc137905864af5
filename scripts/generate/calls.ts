import type { CallInfo } from '../../src/util/call-table.js';
import { type Document, operationsOf, type Parameter, type Response, resolve, type Schema } from './spec.js';
import { commaPaths } from './wire.js';

/** What `call` has to know of an operation before it is sent and after it is answered, for one document. */
export function callsModule(doc: Document): string {
  const rows = new Map<string, string[]>();
  for (const { method, path, operation, parameters } of operationsOf(doc)) {
    const query = parameters.filter((one) => one.in === 'query');
    const answers = Object.entries(operation.responses)
      .filter(([status]) => status.startsWith('2'))
      .flatMap(([, response]) => contentOf(resolve<Response>(doc, response)));
    const list = operation['x-kommo-list'] as string | undefined;
    const order = query.find((one) => one.name === 'order');
    const id = method === 'GET' || method === 'PATCH' ? idKey(doc, path, answers) : undefined;
    const key = method === 'GET' ? undefined : resultKey(doc, answers);
    const info = {
      list,
      items: list === undefined ? itemsKey(doc, answers) : undefined,
      id,
      key,
      text: isText(doc, answers, key ?? id) || undefined,
      // An empty object says no more than an empty body.
      empty: answers.every((answer) => resolve<Schema>(doc, answer)['maxProperties'] === 0) || undefined,
      page: limitOf(doc, query),
      byId: (order !== undefined && 'id' in propertiesOf(doc, order.schema)) || undefined,
      query: query.length === 0 ? undefined : queryKeys(doc, query).join(' '),
      comma: orNothing(query.flatMap((one) => commaPaths(doc, one.schema, one.name))),
    } as CallInfo;
    const row = `    ${method}: ${JSON.stringify(info)},`;
    rows.set(path, [...(rows.get(path) ?? []), row]);
  }
  return [
    "import type { CallTable } from '../util/call-table.js';\n",
    `/** Every operation of "${doc.info.title}", by path and method. */`,
    'export const calls: CallTable = {',
    ...[...rows].flatMap(([path, methods]) => [`  ${JSON.stringify(path)}: {`, ...methods, '  },']),
    '};',
    '',
  ].join('\n');
}

const orNothing = <T>(list: T[]): T[] | undefined => (list.length === 0 ? undefined : list);

const contentOf = (response: Response): Schema[] =>
  Object.values(response.content ?? {}).flatMap(({ schema }) => (schema ? [schema] : []));

/** Key of the array under `_embedded`, if an answer has one array there and nothing else. */
function itemsKey(doc: Document, answers: readonly Schema[]): string | undefined {
  const keys = answers.flatMap((answer) =>
    variantsOf(doc, answer).flatMap((variant) => {
      const own = propertiesOf(doc, variant);
      // A thing of its own may embed others. An envelope has no id.
      if (own['_embedded'] === undefined || own['id'] !== undefined) return [];
      const embedded = Object.entries(propertiesOf(doc, own['_embedded']));
      const arrays = embedded.filter(([, schema]) => resolve<Schema>(doc, schema)['type'] === 'array');
      return arrays.length === 1 ? arrays.map(([key]) => key) : [];
    }),
  );
  const unique = [...new Set(keys)];
  return unique.length === 1 ? unique[0] : undefined;
}

/** Name of the property that repeats the id at the end of the path, in the thing that is answered. */
function idKey(doc: Document, path: string, answers: readonly Schema[]): string | undefined {
  const [, noun, param] = /\/([^/]+)\/\{(\w+)\}$/.exec(path) ?? [];
  if (noun === undefined || param === undefined) return undefined;
  const own = answers.flatMap((answer) => variantsOf(doc, answer)).map((variant) => propertiesOf(doc, variant));
  // `{id}`, `{file_uuid}` for a `uuid`, `/talks/{id}` for a `talk_id`.
  const names = [param, param.replace(/^\w+_/, ''), `${noun.replace(/s$/, '')}_${param}`];
  return names.find((name) => own.some((properties) => name in properties));
}

/** What identifies a result, in the order of preference. */
const KEYS = ['id', 'uid', 'uuid', 'source_id', 'url', 'upload_url'];

/** Name of the property that every result of a write has: its id, or the first one that is required and never null. */
function resultKey(doc: Document, answers: readonly Schema[]): string | undefined {
  const results = answers.flatMap((answer) => variantsOf(doc, answer)).flatMap((variant) => resultsIn(doc, variant));
  const required = results.map((result) => {
    const properties = propertiesOf(doc, result);
    return requiredOf(doc, result).filter((name) => properties[name] && !isNullable(doc, properties[name]));
  });
  const [first = [], ...others] = required;
  const common = first.filter((name) => others.every((names) => names.includes(name)));
  return KEYS.find((name) => common.includes(name)) ?? common[0];
}

/** Returns true if a property is an id that no result has as a number. */
function isText(doc: Document, answers: readonly Schema[], key = ''): boolean {
  const results = answers.flatMap((answer) => variantsOf(doc, answer)).flatMap((variant) => resultsIn(doc, variant));
  const ids = results
    .flatMap((result): Schema[] => [propertiesOf(doc, result)[key] ?? []].flat())
    .flatMap((id) => variantsOf(doc, id));
  return key.endsWith('id') && ids.length > 0 && ids.every((id) => ![id.type].flat().includes('integer'));
}

/** The things in an answer: those of its list, or the answer itself. */
function resultsIn(doc: Document, variant: Schema): Schema[] {
  if (variant.items) return variantsOf(doc, variant.items);
  const embedded = propertiesOf(doc, variant)['_embedded'];
  // A thing of its own may embed others. An envelope requires nothing of its own.
  if (embedded === undefined || requiredOf(doc, variant).some((name) => !name.startsWith('_'))) return [variant];
  return variantsOf(doc, embedded)
    .flatMap((lists) => Object.values(propertiesOf(doc, lists)))
    .flatMap((schema): Schema[] => [resolve<Schema>(doc, schema).items ?? []].flat())
    .flatMap((items) => variantsOf(doc, items));
}

function requiredOf(doc: Document, schema: Schema): string[] {
  const target = resolve<Schema>(doc, schema);
  const parts = ((target['allOf'] as Schema[]) ?? []).flatMap((part) => requiredOf(doc, part));
  return [...parts, ...(target.required ?? [])];
}

const isNullable = (doc: Document, schema: Schema): boolean =>
  variantsOf(doc, schema).some((variant) => [variant.type].flat().includes('null'));

function limitOf(doc: Document, query: readonly Parameter[]): unknown {
  if (!query.some((one) => one.name === 'page')) return undefined;
  const limit = query.find((one) => one.name === 'limit');
  return limit && resolve<Schema>(doc, limit.schema)['maximum'];
}

/** Names of the parameters, and paths of the values in `filter` and `order`: see `CallInfo.query`. */
function queryKeys(doc: Document, query: readonly Parameter[]): string[] {
  return query.flatMap(({ name, schema }) =>
    name === 'filter' || name === 'order' ? pathsOf(doc, schema, name) : [name],
  );
}

function pathsOf(doc: Document, schema: Schema, path: string): string[] {
  const found = variantsOf(doc, schema).flatMap((variant) => {
    if (variant.items) return itemPaths(doc, variant.items, `${path}.#`);
    const properties = Object.entries(propertiesOf(doc, variant));
    if (properties.length > 0) return properties.flatMap(([key, property]) => pathsOf(doc, property, `${path}.${key}`));
    if (![variant.type].flat().includes('object')) return [path];
    return pathsOf(doc, (variant['additionalProperties'] ?? {}) as Schema, `${path}.*`);
  });
  return [...new Set(found)];
}

function itemPaths(doc: Document, items: Schema, path: string): string[] {
  const optional = Object.keys(propertiesOf(doc, items)).find((key) => !requiredOf(doc, items).includes(key));
  // `call` asks for every key of an item.
  if (optional !== undefined) throw new Error(`${path}: "${optional}" of an item in a filter is not required`);
  return pathsOf(doc, items, path);
}

function propertiesOf(doc: Document, schema: Schema): Record<string, Schema> {
  const target = resolve<Schema>(doc, schema);
  const parts = ((target['allOf'] as Schema[]) ?? []).map((part) => propertiesOf(doc, part));
  return Object.assign({}, ...parts, target.properties);
}

function variantsOf(doc: Document, schema: Schema): Schema[] {
  const target = resolve<Schema>(doc, schema);
  const members = (target['oneOf'] ?? target['anyOf']) as Schema[] | undefined;
  return members ? members.flatMap((member) => variantsOf(doc, member)) : [target];
}
