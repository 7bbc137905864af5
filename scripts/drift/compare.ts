import { type Document, METHODS, operationsOf } from '../generate/spec.js';
import { isObject, type Page } from './pages.js';

/** One thing in which the pages and the spec differ. */
export interface Finding {
  readonly page: string;
  /** `GET /api/v4/leads`; missing if the page itself could not be read. */
  readonly operation?: string;
  /** `leads.list`, if the spec has the operation. */
  readonly id?: string;
  readonly kind: 'operation' | 'parameter' | 'enum' | 'field' | 'type' | 'required' | 'status' | 'unreadable';
  /** `query filter[id]`, `body [].price` or `200 _embedded.leads[].price`. */
  readonly place: string;
  readonly problem: string;
}

/** What was compared. */
export interface Drift {
  readonly pages: number;
  readonly operations: number;
  /** Pages without an OpenAPI block. */
  readonly without: readonly string[];
  readonly findings: readonly Finding[];
}

type Node = Record<string, unknown>;
/** What a value may be, alternatives and parts put together. */
type Nodes = readonly Node[];
type Found = Pick<Finding, 'kind' | 'place' | 'problem'>;
type Own = ReturnType<typeof operationsOf>[number] & { readonly doc: Document };

const DEEPEST = 20;

/** Holds the operations of the pages against the specs. Only what the pages have and the specs lack or have otherwise is found. */
export function compare(pages: readonly Page[], docs: readonly Document[]): Drift {
  const own = docs.flatMap((doc) => operationsOf(doc).map((entry) => ({ ...entry, doc })));
  const findings: Finding[] = [];
  let operations = 0;
  for (const { name: page, documents, problems } of pages) {
    for (const problem of problems) findings.push({ page, kind: 'unreadable', place: 'page', problem });
    for (const theirs of documents)
      for (const { method, path, operation, shared } of vendorOperations(theirs)) {
        operations += 1;
        const title = `${method} ${path}`;
        const ours = match(method, path, own);
        if (!ours) {
          findings.push({
            page,
            operation: title,
            kind: 'operation',
            place: 'operation',
            problem: 'the spec lacks it',
          });
          continue;
        }
        const found = [
          ...parameterFindings(operation, shared, theirs, ours),
          ...bodyFindings(operation, theirs, ours),
          ...answerFindings(operation, theirs, ours),
        ];
        const id = ours.operation.operationId;
        const seen = new Set<string>();
        for (const one of found) {
          const key = `${one.kind} ${one.place} ${one.problem}`;
          if (!seen.has(key)) findings.push({ page, operation: title, id, ...one });
          seen.add(key);
        }
      }
  }
  const without = pages.filter((page) => page.documents.length === 0 && page.problems.length === 0);
  return { pages: pages.length, operations, without: without.map(({ name }) => name), findings };
}

function* vendorOperations(doc: Node): Generator<{ method: string; path: string; operation: Node; shared: unknown[] }> {
  const paths = isObject(doc['paths']) ? doc['paths'] : {};
  for (const [path, item] of Object.entries(paths)) {
    if (!isObject(item)) continue;
    for (const method of METHODS) {
      const operation = item[method];
      if (!isObject(operation)) continue;
      const servers = [operation['servers'], item['servers'], doc['servers']].find((list) => Array.isArray(list));
      const shared = Array.isArray(item['parameters']) ? item['parameters'] : [];
      yield { method: method.toUpperCase(), path: `${basePath(servers)}${path}`, operation, shared };
    }
  }
}

// `https://{subdomain}.kommo.com/api/v4` puts `/api/v4` before each path.
function basePath(servers: unknown): string {
  const [first] = Array.isArray(servers) ? servers : [];
  const url = isObject(first) && typeof first['url'] === 'string' ? first['url'] : '';
  return url
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/^\{[^}]+\}/, '')
    .replace(/\/$/, '');
}

const segments = (path: string): string[] => path.replace(/\/+/g, '/').replace(/\/$/, '').split('/').slice(1);
const isName = (segment: string | undefined): boolean => /\{[^}]+\}/.test(segment ?? '');

// Names of path parameters do not count. `/leads/notes` of a page is `/{entity_type}/notes` of the spec.
function match(method: string, path: string, own: readonly Own[]): Own | undefined {
  const asked = [segments(path), segments(`/api/v4${path}`)];
  const rated = own
    .filter((one) => one.method === method)
    .flatMap((one) => {
      const at = segments(one.path);
      const best = Math.max(...asked.map((theirs) => likeness(theirs, at, one)));
      return best >= 0 ? [{ one, best }] : [];
    })
    .sort((a, b) => b.best - a.best);
  return rated[0]?.one;
}

/** -1 if the paths differ; else how many segments are the same. */
function likeness(theirs: readonly string[], ours: readonly string[], { doc, parameters }: Own): number {
  if (theirs.length !== ours.length) return -1;
  let same = 0;
  for (const [i, segment] of ours.entries()) {
    const other = theirs[i] as string;
    if (segment === other || (isName(segment) && isName(other))) same += 1;
    else if (isName(segment)) {
      const parameter = parameters.find(({ name }) => segment === `{${name}}`);
      const values = enumOf(expand(parameter?.schema, doc));
      if (!values?.includes(other)) return -1;
    } else if (!isName(other) || i === 0) return -1;
  }
  return same;
}

/** Follows references, and lays alternatives and parts side by side. */
function expand(schema: unknown, doc: object, depth = 0): Node[] {
  if (!isObject(schema) || depth > DEEPEST) return [];
  if (typeof schema['$ref'] === 'string') return expand(lookUp(schema['$ref'], doc), doc, depth + 1);
  const parts = ['oneOf', 'anyOf', 'allOf'].flatMap((key) =>
    Array.isArray(schema[key]) ? (schema[key] as unknown[]) : [],
  );
  return [schema, ...parts.flatMap((part) => expand(part, doc, depth + 1))];
}

function lookUp(ref: string, doc: object): unknown {
  if (!ref.startsWith('#/')) return undefined;
  const keys = ref
    .slice(2)
    .split('/')
    .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'));
  return keys.reduce<unknown>((node, key) => (isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined), doc);
}

/** The object itself, if it stands behind a reference. */
function followed(value: unknown, doc: object, depth = 0): Node | undefined {
  if (!isObject(value)) return undefined;
  return typeof value['$ref'] === 'string' && depth < DEEPEST
    ? followed(lookUp(value['$ref'], doc), doc, depth + 1)
    : value;
}

function enumOf(nodes: Nodes): unknown[] | undefined {
  const values = nodes.flatMap((node) =>
    'const' in node ? [node['const']] : Array.isArray(node['enum']) ? node['enum'] : [],
  );
  // One alternative without a list accepts anything of its type.
  const open = nodes.some((node) => isScalar(node) && !('const' in node) && !Array.isArray(node['enum']));
  return values.length > 0 && !open ? values : undefined;
}

const typesIn = (node: Node): string[] => {
  const types = ([node['type'] ?? []].flat() as string[]).filter((type) => typeof type === 'string');
  return node['nullable'] === true ? [...types, 'null'] : types;
};
const isScalar = (node: Node): boolean => typesIn(node).some((type) => /^(string|integer|number|boolean)$/.test(type));

function typesOf(nodes: Nodes): Set<string> {
  const types = new Set(nodes.flatMap(typesIn));
  for (const node of nodes) {
    if (isObject(node['properties']) && typesIn(node).length === 0) types.add('object');
    const values = 'const' in node ? [node['const']] : Array.isArray(node['enum']) ? (node['enum'] as unknown[]) : [];
    if (values.includes(null)) types.add('null');
    if (typesIn(node).length === 0) for (const value of values) types.add(typeName(value));
  }
  return types;
}

const typeName = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
};

// ---- parameters

/** Query parameters by the names that go over the wire: `filter[created_at][from]`; `[*]` stands for any key, numbers are left out. */
function wireNames(name: string, schema: unknown, doc: object, depth = 0): [name: string, nodes: Nodes][] {
  const nodes = expand(schema, doc);
  const plain = name.replace(/\[\d*\]/g, '').replace(/\[[^\]]*\{[^\]]*\]/g, '[*]');
  if (depth > DEEPEST) return [];
  const inside = nodes.flatMap((node): [string, Nodes][] => [
    ...Object.entries(isObject(node['properties']) ? node['properties'] : {}).flatMap(([key, part]) =>
      wireNames(`${plain}[${key}]`, part, doc, depth + 1),
    ),
    ...(isObject(node['items']) ? wireNames(plain, node['items'], doc, depth + 1) : []),
    ...(isObject(node['additionalProperties'])
      ? wireNames(`${plain}[*]`, node['additionalProperties'], doc, depth + 1)
      : []),
    ...(node['additionalProperties'] === true ? ([[`${plain}[*]`, []]] as [string, Nodes][]) : []),
  ]);
  const leaf = nodes.length === 0 || inside.length === 0 || nodes.some(isScalar);
  return leaf ? [[plain, nodes.filter(isScalar)], ...inside] : inside;
}

function queryOf(parameters: readonly unknown[], doc: object): Map<string, Nodes> {
  const all = new Map<string, Nodes>();
  for (const given of parameters) {
    const parameter = followed(given, doc);
    if (parameter?.['in'] !== 'query' || typeof parameter['name'] !== 'string') continue;
    for (const [name, nodes] of wireNames(parameter['name'], parameter['schema'], doc))
      all.set(name, [...(all.get(name) ?? []), ...nodes]);
  }
  return all;
}

function parameterFindings(
  operation: Node,
  shared: readonly unknown[],
  theirs: Node,
  { doc, parameters }: Own,
): Found[] {
  const asked = Array.isArray(operation['parameters']) ? (operation['parameters'] as unknown[]) : [];
  const ours = queryOf(parameters, doc);
  return [...queryOf([...shared, ...asked], theirs)].flatMap(([name, nodes]): Found[] => {
    const place = `query ${name}`;
    const fits = [...ours].filter(([own]) => nameFits(own, name));
    // A page that only names `filter` says nothing about what stands in it.
    if (fits.length === 0 && [...ours.keys()].some((own) => own.startsWith(`${name}[`))) return [];
    if (fits.length === 0) return [{ kind: 'parameter', place, problem: 'the spec lacks it' }];
    return enumFindings(
      nodes,
      fits.flatMap(([, own]) => own),
      place,
    );
  });
}

function nameFits(ours: string, theirs: string): boolean {
  const [own, other] = [ours, theirs].map((name) => name.split('[').map((part) => part.replace(']', ''))) as [
    string[],
    string[],
  ];
  const open = own.indexOf('*');
  if (open < 0 || other.length < own.length) return ours === theirs;
  return own.every((part, i) => part === '*' || part === other[i]);
}

function enumFindings(theirs: Nodes, ours: Nodes, place: string): Found[] {
  const known = enumOf(ours)?.map(String);
  const asked = theirs.flatMap((node) =>
    'const' in node ? [node['const']] : Array.isArray(node['enum']) ? (node['enum'] as unknown[]) : [],
  );
  if (!known) return [];
  return asked
    .filter((value) => value !== null && value !== '' && !known.includes(String(value)))
    .map((value) => ({ kind: 'enum', place, problem: `the spec lacks the value ${JSON.stringify(value)}` }));
}

// ---- bodies and answers

function bodyFindings(operation: Node, theirs: Node, { operation: own, doc }: Own): Found[] {
  const body = followed(operation['requestBody'], theirs);
  const schemas = schemasIn(body, theirs).map((schema) => unwrapped(schema, theirs));
  const nodes = expand(mediaOf(followed(own.requestBody, doc))?.['schema'], doc);
  if (nodes.length === 0 && schemas.some((schema) => saysSomething(schema, theirs)))
    return [{ kind: 'field', place: 'body', problem: 'the spec has no body here' }];
  return schemas.flatMap((schema) => walk(schema, nodes, { theirs, doc, place: 'body', written: true }));
}

function answerFindings(operation: Node, theirs: Node, { operation: own, doc }: Own): Found[] {
  const answers = isObject(operation['responses']) ? operation['responses'] : {};
  return Object.entries(answers).flatMap(([status, given]): Found[] => {
    if (!/^2\d\d$/.test(status)) return [];
    const known = own.responses[status];
    if (!known) return [{ kind: 'status', place: status, problem: 'the spec lacks this answer' }];
    const nodes = expand(mediaOf(followed(known, doc))?.['schema'], doc);
    const schemas = schemasIn(followed(given, theirs), theirs);
    if (nodes.length === 0 && schemas.some((schema) => saysSomething(schema, theirs)))
      return [{ kind: 'field', place: status, problem: 'the spec has no body here' }];
    return schemas.flatMap((schema) => walk(schema, nodes, { theirs, doc, place: status, written: false }));
  });
}

function mediaOf(holder: Node | undefined): Node | undefined {
  const content = isObject(holder?.['content']) ? holder['content'] : {};
  const [, media] = Object.entries(content).find(([type]) => /json/i.test(type)) ?? [];
  return isObject(media) ? media : undefined;
}

const saysSomething = (schema: unknown, doc: object): boolean =>
  expand(schema, doc).some((node) => isObject(node['items']) || Object.keys(node['properties'] ?? {}).length > 0);

/** The schemas of JSON content. Examples count as schemas too, since many pages show nothing else. */
function schemasIn(holder: Node | undefined, doc: object): unknown[] {
  const media = mediaOf(holder);
  if (!media) return [];
  const named = isObject(media['examples'])
    ? Object.values(media['examples']).map((one) => followed(one, doc)?.['value'])
    : [];
  const examples = [media['example'], ...named].map(parsed).filter((one) => typeof one === 'object' && one !== null);
  return [...(isObject(media['schema']) ? [media['schema']] : []), ...examples.map(inferred)];
}

function parsed(example: unknown): unknown {
  if (typeof example !== 'string') return example;
  try {
    return JSON.parse(example);
  } catch {
    return undefined;
  }
}

/** What an example shows of its schema. */
function inferred(value: unknown): Node {
  if (Array.isArray(value)) return { type: 'array', items: { anyOf: value.map(inferred) } };
  if (isObject(value))
    return {
      type: 'object',
      properties: Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inferred(one)])),
    };
  return typeof value === 'string' ? { type: 'string', enum: [value] } : { type: typeName(value) };
}

// Some sites can't show a body that is a list, and wrap it.
function unwrapped(schema: unknown, doc: object): unknown {
  const [first] = expand(schema, doc);
  const raw = isObject(first?.['properties']) ? first['properties']['RAW_BODY'] : undefined;
  return raw ?? schema;
}

interface Walk {
  readonly theirs: object;
  readonly doc: object;
  readonly place: string;
  /** A body, not an answer. */
  readonly written: boolean;
  readonly depth?: number;
}

function walk(schema: unknown, ours: Nodes, at: Walk): Found[] {
  const { theirs, doc, place, written, depth = 0 } = at;
  const nodes = expand(schema, theirs);
  if (depth > DEEPEST || nodes.length === 0 || ours.length === 0) return [];
  // Nothing is said of what may stand here, so everything may.
  if (ours.every((node) => typesOf([node]).size === 0 && !node['properties'])) return [];
  const wrong = typeFinding(typesOf(nodes), typesOf(ours), place, written);
  const found = [...wrong, ...enumFindings(nodes, ours, place)];
  const join = (name: string): string => (place.includes(' ') ? `${place}.${name}` : `${place} ${name}`);
  for (const node of nodes) {
    if (isObject(node['items'])) {
      const items = ours.flatMap((own) => (isObject(own['items']) ? expand(own['items'], doc) : []));
      found.push(
        ...walk(node['items'], items, {
          ...at,
          place: place.includes(' ') ? `${place}[]` : `${place} []`,
          depth: depth + 1,
        }),
      );
    }
    const properties = isObject(node['properties']) ? node['properties'] : {};
    const objects = ours.filter(
      (own) =>
        own['properties'] !== undefined || own['additionalProperties'] !== undefined || typesIn(own).includes('object'),
    );
    if (objects.length === 0) continue;
    for (const [name, part] of Object.entries(properties)) {
      const own = objects.flatMap((one) =>
        isObject(one['properties']) && Object.hasOwn(one['properties'], name)
          ? expand(one['properties'][name], doc)
          : [],
      );
      const others = objects.map((one) => one['additionalProperties']).find((rest) => rest === true || isObject(rest));
      const bare = objects.every((one) => !isObject(one['properties']));
      if (own.length > 0) found.push(...walk(part, own, { ...at, place: join(name), depth: depth + 1 }));
      else if (isObject(others))
        found.push(...walk(part, expand(others, doc), { ...at, place: join(name), depth: depth + 1 }));
      else if (others !== true && !bare && name !== '_links')
        found.push({ kind: 'field', place: join(name), problem: 'the spec lacks it' });
    }
    if (written) found.push(...requiredFindings(node, objects, join));
  }
  return found;
}

// What the pages require and the spec does not, and the reverse, as far as a page says what is required.
function requiredFindings(node: Node, ours: Nodes, join: (name: string) => string): Found[] {
  const theirs = Array.isArray(node['required']) ? (node['required'] as string[]) : undefined;
  if (!theirs || theirs.length === 0) return [];
  const lists = ours.map((one) => (Array.isArray(one['required']) ? (one['required'] as string[]) : []));
  const known = (name: string): boolean =>
    ours.some((one) => isObject(one['properties']) && Object.hasOwn(one['properties'], name));
  const shown = Object.keys(isObject(node['properties']) ? node['properties'] : {});
  const more = theirs.filter((name) => known(name) && !lists.some((list) => list.includes(name)));
  // Alternatives differ in what they require, so only one alternative says it surely.
  const always = ours.length === 1 ? (lists[0] ?? []) : [];
  const less = always.filter((name) => shown.includes(name) && !theirs.includes(name));
  return [
    ...more.map(
      (name): Found => ({ kind: 'required', place: join(name), problem: 'is required, and optional in the spec' }),
    ),
    ...less.map(
      (name): Found => ({ kind: 'required', place: join(name), problem: 'is optional, and required in the spec' }),
    ),
  ];
}

function typeFinding(theirs: Set<string>, ours: Set<string>, place: string, written: boolean): Found[] {
  if (theirs.size === 0 || ours.size === 0) return [];
  const fits = (type: string): boolean => ours.has(type) || (type === 'integer' && ours.has('number'));
  const wrong = [...theirs].filter((type) => !fits(type));
  // A write may leave out what may be null.
  const count = wrong.filter((type) => !(written && type === 'null'));
  if (count.length === 0) return [];
  return [{ kind: 'type', place, problem: `is ${count.join(' or ')}, and ${[...ours].join(' or ')} in the spec` }];
}
