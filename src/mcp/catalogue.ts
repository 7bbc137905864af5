import { type PolicyDocument, type ToolRow, tables } from '../generated/mcp.js';
import { operationIds, operationOf } from '../operations/table.js';
import { isRecord } from '../util/is-record.js';
import type { JsonSchema } from '../util/operation-spec.js';
import { accepted } from './arguments.js';
import { readPolicy } from './policy/load.js';
import type { Catalogue } from './policy/policy.js';
import { QUERY_TOOL } from './query.js';

/** Tools by their names. */
export const toolRows: ReadonlyMap<string, ToolRow> = new Map(
  [...tables.tools, QUERY_TOOL].map((row) => [row.name, row]),
);

type Args = Readonly<Record<string, unknown>>;

/** Changing the stage of a lead, which more than one tool and operation can do. */
const STAGE = 'leads.stage';
const VERBS: Readonly<Record<string, string>> = { GET: 'read', DELETE: 'delete' };
// What is left of a method's name when its variants are taken off: `updateManyForEntity` is an `update`.
const WORDS: Readonly<Record<string, string>> = { add: 'create', set: 'update', import: 'create', continue: 'run' };

const things = new Map(operationIds.map((id) => [id, thingsOf(id)]));

// Resource and verb of an operation, and of those whose paths its own can stand for: `/{entity_type}/{id}` is `/leads/{id}` too.
function thingsOf(id: string): ReadonlySet<string> {
  const [, method, path] = operationOf(id) as (typeof tables.index)[number];
  const template = new RegExp(`^${path.replace(/\{(entity|entity_type)\}/g, '[^/{}]+').replace(/[{}.]/g, '\\$&')}$`);
  const same = tables.index.filter(([, other, at]) => other === method && template.test(at)).map(([name]) => name);
  return new Set([id, ...same].map(thing));
}

function thing(id: string): string {
  const [, method] = operationOf(id) as (typeof tables.index)[number];
  const [resource = '', name = ''] = id.split('.');
  const word = /^[a-z]+/.exec(name)?.[0] ?? name;
  return `${resource}.${VERBS[method] ?? WORDS[word] ?? word}`;
}

/** Tools that run one operation of their own. */
const direct = tables.tools.filter(({ operation }) => operation !== undefined);

function ofTool(row: ToolRow, args?: Args): readonly string[] {
  if (row.name === 'move_lead') return [STAGE];
  if (row.operation === undefined) return [];
  return [...new Set([thing(row.operation), ...(args && row.category !== 'read' ? besides(row.path, args) : [])])];
}

function ofOperation(id: string, args?: Args): readonly string[] {
  const [, , at, category] = operationOf(id) as (typeof tables.index)[number];
  const covering = tables.tools.filter(({ covers }) => covers.includes(id) && id !== 'leads.update');
  const all = new Set([...(things.get(id) ?? []), ...covering.flatMap((row) => ofTool(row))]);
  const path = isRecord(args?.['path']) ? args['path'] : {};
  const entity = path['entity_type'] ?? path['entity'];
  // A path that names its entity stands for that one alone.
  const meant = [...all].filter((one) => typeof entity !== 'string' || !isEntity(one) || one.startsWith(`${entity}.`));
  if (id === 'unsorted.link') meant.push(LINK);
  const named = typeof entity === 'string' ? at.replace(/\{entity(_type)?\}/, entity) : at;
  const more = category === 'read' ? withNames(args?.['query']) : besides(named, args?.['body']);
  return [...new Set([...meant, ...more])];
}

const isEntity = (one: string): boolean => /^(leads|contacts|companies|customers)\./.test(one);

/** Linking two entities, and making a tag: much is done besides, in the body of another write. */
const LINK = 'links.link';
const TAG = 'tags.create';
/** Paths whose bodies are leads, also those of the inbox. */
const LEADS = /^\/api\/v4\/(leads|\{entity_type\})(\/\{id\}|\/complex|\/unsorted\/.*)?$/;
const ENTITIES = /^\/api\/v4\/(leads|contacts|companies|customers|\{entity_type\})(\/|$)/;

// `with` of an event reads a note, or what other things are called.
function withNames(query: unknown): string[] {
  const given = isRecord(query) ? [query['with']].flat().join() : '';
  return [...given.matchAll(/(lead|contact|company|customer)_name|note/g)].map(([all, one = all]) =>
    `${one}s.read`.replace('ys.', 'ies.'),
  );
}

// What a body does besides what its operation is there for, by the keys in it at any depth.
function besides(path: string, body: unknown): string[] {
  const keys = keysOf(body);
  const has = (...names: string[]): boolean => names.some((name) => keys.has(name));
  return [
    ...(LEADS.test(path) && has('status_id', 'pipeline_id') ? [STAGE] : []),
    ...(ENTITIES.test(path) && has('contacts', 'companies', 'catalog_elements', 'contact_id', 'lead_id') ? [LINK] : []),
    ...(/\/(complex|unsorted\/.*)$/.test(path) && has('companies') ? ['companies.create'] : []),
    ...(ENTITIES.test(path) && has('tags', 'tags_to_add', 'add_tags') ? [TAG] : []),
  ];
}

function keysOf(node: unknown, keys = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return keys;
  for (const [key, value] of Object.entries(node)) {
    if (value === undefined || value === null) continue;
    if (!Array.isArray(node)) keys.add(key);
    keysOf(value, keys);
  }
  return keys;
}

// Conditions see ids in place of names, and unix seconds in place of dates.
function settled(row: ToolRow): JsonSchema {
  const schema = accepted(row);
  const properties = { ...(schema['properties'] as Record<string, JsonSchema>) };
  const number = { type: 'integer' };
  for (const [key, kind] of Object.entries(row.kinds ?? {}))
    properties[key] = kind === 'span' ? { type: 'object', properties: { from: number, to: number } } : number;
  if (properties['operation_id'] && row.name === 'call_operation')
    properties['operation_id'] = { type: 'string', enum: operationIds };
  return { ...schema, properties };
}

/** What the conditions of a policy leave in doubt. */
const doubts = new WeakMap<PolicyDocument, readonly string[]>();

/** Conditions of a policy that was read in full and that may never hold. */
export const doubtsOf = (policy: object): readonly string[] => doubts.get(policy as PolicyDocument) ?? [];

/**
 * Reads a policy strictly and in full. The schemas of operations load only if it has conditions or sums.
 * @throws InputError that names the place, as `policy.tools.get_leads.limits[0].window`
 */
export async function loadPolicy(given: unknown): Promise<PolicyDocument> {
  const policy = readPolicy(given, catalogue);
  if (!/"args\./.test(JSON.stringify(policy.tools ?? {}))) return policy;
  const { checkConditions } = await import('./policy/check.js');
  doubts.set(policy, checkConditions(policy, catalogue));
  return policy;
}

/** What a read by call_operation has for conditions on the arguments of tools. */
export async function canonicalOf(
  operation: string,
  args: Args,
): Promise<(path: string) => readonly unknown[] | undefined> {
  const { canonicalArguments } = await import('./policy/canonical.js');
  const own = new Set(ofOperation(operation));
  const alike = tables.tools.filter(({ category, operation: one, uses = [] }) => {
    const runs = one === undefined ? uses : [one];
    return category === 'read' && runs.some((id) => ofOperation(id).some((what) => own.has(what)));
  });
  return canonicalArguments(operation, args, alike);
}

/** What policies may name, and what each of it does. */
export const catalogue: Catalogue = {
  names: new Set([...toolRows.keys(), ...operationIds]),
  does(name, args) {
    const row = toolRows.get(name);
    return row ? ofTool(row, args) : ofOperation(name, args);
  },
  uses: (name) => toolRows.get(name)?.uses ?? [],
  runs(name) {
    const row = toolRows.get(name);
    return row?.operation === undefined ? (row?.uses ?? []) : [row.operation];
  },
  asks: (name) => tables.tools.some((row) => row.approval && (row.name === name || row.operation === name)),
  doing: (one) => direct.filter((row) => ofTool(row).includes(one)).map(({ name }) => name),
  schema(name): JsonSchema | undefined {
    const row = toolRows.get(name) ?? (name.includes('.') ? toolRows.get('call_operation') : undefined);
    return row && settled(row);
  },
  writes: (name) => (toolRows.get(name)?.category ?? operationOf(name)?.[3]) !== 'read',
};
