import { InputError } from '../../errors.js';
import type { Condition, PolicyDocument } from '../../generated/mcp.js';
import { operations, schemas } from '../../generated/operations.js';
import { isRecord } from '../../util/is-record.js';
import { nearest } from '../../util/nearest.js';
import type { JsonSchema, OperationSpec } from '../../util/operation-spec.js';
import { neverHolds, noCall, walk } from './load.js';

const PARTS: Readonly<Record<string, (spec: OperationSpec) => JsonSchema | undefined>> = {
  path: (spec) => spec.pathParams,
  query: (spec) => spec.query,
  body: (spec) => spec.body,
};

/**
 * Checks conditions on `args.path`, `args.query` and `args.body` of operations against their schemas.
 * @throws InputError that names the place of a condition that no request can meet
 */
export function checkOperationConditions({ tools = {} }: PolicyDocument): void {
  for (const [name, rule] of Object.entries(tools)) {
    const specs = operations.filter(({ id, host }) => host === 'crm' && (!name.includes('.') || id === name));
    walk(rule, `policy.tools.${name}`, (place, condition) => checkOne(place, condition, name, specs));
    rule.limits?.forEach(({ increment_from: path }, i) => {
      if (path)
        checkOne(`policy.tools.${name}.limits[${i}]`, { path, op: 'gte', value: 0 }, name, specs, 'increment_from');
    });
  }
}

function checkOne(
  place: string,
  { op, path, value }: Condition,
  name: string,
  specs: readonly OperationSpec[],
  field = 'path',
): void {
  const [, part = '', ...steps] = path.split('.');
  const schemaOf = Object.hasOwn(PARTS, part) ? PARTS[part] : undefined;
  if (!schemaOf || steps.length === 0) return;
  let nodes = specs.flatMap((spec) => formsOf(schemaOf(spec)));
  for (const [i, step] of steps.entries()) {
    const next = nodes.map((node) => inside(node, step));
    // What is not described can be anything.
    if (next.includes('open')) return;
    const found = next.flatMap((one) => (one === 'open' ? [] : one));
    if (found.length === 0) {
      const known = [...new Set(nodes.flatMap((node) => Object.keys(propertiesOf(node))))];
      const near = nearest(step, known);
      const shown = near.length > 0 ? near : known.slice(0, 20);
      const at = ['args', part, ...steps.slice(0, i)].join('.');
      const has = `names ${step}, which ${at} of ${name} does not have, so it never holds; known: ${shown.join(', ') || 'none'}`;
      throw new InputError(`${place}.${field}`, has);
    }
    nodes = found;
  }
  const problems = nodes.map((node) => neverHolds(op, value, node, steps.at(-1) ?? ''));
  const [problem] = problems;
  if (problem && problems.every(Boolean))
    throw new InputError(
      `${place}.${field === 'path' ? 'value' : field}`,
      `is compared with ${steps.join('.')}, ${problem}: ${noCall(op)}`,
    );
}

// A schema as plain ones: references followed, choices apart, a list as its items.
function formsOf(schema: JsonSchema | undefined, depth = 0): JsonSchema[] {
  if (!schema || depth > 12) return [];
  const { $ref, anyOf, oneOf, allOf, items } = schema;
  if (typeof $ref === 'string') return formsOf(schemas[$ref.slice('#/$defs/'.length)], depth + 1);
  const choices = [anyOf, oneOf, allOf].flatMap((list) => (Array.isArray(list) ? (list as JsonSchema[]) : []));
  const own = choices.length > 0 && schema['properties'] === undefined ? [] : [schema];
  const inner = isRecord(items) ? formsOf(items, depth + 1) : [];
  return [...own, ...choices.flatMap((one) => formsOf(one, depth + 1)), ...inner];
}

const propertiesOf = (schema: JsonSchema): Readonly<Record<string, JsonSchema>> =>
  (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;

function inside(schema: JsonSchema, step: string): JsonSchema[] | 'open' {
  const properties = propertiesOf(schema);
  if (Object.hasOwn(properties, step)) return formsOf(properties[step]);
  const types = [schema['type'] ?? []].flat() as string[];
  if (types.includes('array') && /^\d+$/.test(step)) return formsOf(schema['items'] as JsonSchema);
  const { additionalProperties: more } = schema;
  if (isRecord(more)) return formsOf(more);
  const isOpen = more === true || (types.includes('object') && schema['properties'] === undefined && more !== false);
  return isOpen ? 'open' : [];
}
