import { type ToolRow, tables } from '../generated/mcp.js';
import { operationIds, operationOf } from '../operations/table.js';
import { isRecord } from '../util/is-record.js';
import type { JsonSchema } from '../util/operation-spec.js';
import { accepted } from './arguments.js';
import type { Catalogue } from './policy/policy.js';
import { QUERY_TOOL } from './query.js';

/** Tools by their names. */
export const toolRows: ReadonlyMap<string, ToolRow> = new Map(
  [...tables.tools, QUERY_TOOL].map((row) => [row.name, row]),
);

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

function ofTool(row: ToolRow, args?: Readonly<Record<string, unknown>>): readonly string[] {
  if (row.name === 'move_lead') return [STAGE];
  const own = row.operation === undefined ? [] : [thing(row.operation)];
  return row.operation === 'leads.update' && args && movesStage(args) ? [...own, STAGE] : own;
}

function ofOperation(id: string, args?: Readonly<Record<string, unknown>>): readonly string[] {
  const covering = tables.tools.filter(({ covers }) => covers.includes(id) && id !== 'leads.update');
  const all = new Set([...(things.get(id) ?? []), ...covering.flatMap((row) => ofTool(row))]);
  const entity = isRecord(args?.['path']) ? (args['path']['entity_type'] ?? args['path']['entity']) : undefined;
  // A path that names its entity stands for that one alone.
  const meant = [...all].filter((one) => typeof entity !== 'string' || !isEntity(one) || one.startsWith(`${entity}.`));
  return meant.includes('leads.update') && args && movesStage(args['body']) ? [...meant, STAGE] : meant;
}

const isEntity = (one: string): boolean => /^(leads|contacts|companies|customers)\./.test(one);

const movesStage = (body: unknown): boolean =>
  Array.isArray(body)
    ? body.some(movesStage)
    : isRecord(body) && (body['status_id'] !== undefined || body['pipeline_id'] !== undefined);

// Conditions see ids in place of names, and unix seconds in place of dates.
function settled(row: ToolRow): JsonSchema {
  const schema = accepted(row);
  const properties = { ...(schema['properties'] as Record<string, JsonSchema>) };
  const number = { type: 'integer' };
  for (const [key, kind] of Object.entries(row.kinds ?? {}))
    properties[key] = kind === 'span' ? { type: 'object', properties: { from: number, to: number } } : number;
  return { ...schema, properties };
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
