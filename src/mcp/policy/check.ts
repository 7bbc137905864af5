import { InputError } from '../../errors.js';
import type { Condition, PolicyDocument } from '../../generated/mcp.js';
import { operations } from '../../generated/operations.js';
import { isRecord } from '../../util/is-record.js';
import { nearest } from '../../util/nearest.js';
import type { JsonSchema, OperationSpec } from '../../util/operation-spec.js';
import { MAX_SECONDS } from '../../util/time.js';
import { walk } from './load.js';
import type { Catalogue } from './policy.js';
import { formsOf, propertiesOf } from './schemas.js';
import { isMember, verdict } from './solve.js';

/** What is known of the place that a path leads to. */
interface Spot {
  /** Its schema is one of these; undefined if it can be anything. */
  readonly schemas: readonly JsonSchema[] | undefined;
  /** Every call has it. */
  readonly isFixed: boolean;
  /** There can be several values, so that different ones can meet the conditions of a clause. */
  readonly isList: boolean;
}

/**
 * Checks the conditions and sums of a policy against the arguments of its tools and operations.
 * @returns what may never hold, as warnings
 * @throws InputError that names the place of a condition that no call can meet
 */
export function checkConditions({ tools = {} }: PolicyDocument, catalogue: Catalogue): string[] {
  const warnings: string[] = [];
  for (const [name, rule] of Object.entries(tools)) {
    const at = `policy.tools.${name}`;
    const spotOf = (place: string, path: string): Spot => find(place, path, name, catalogue);
    walk(rule, at, (place, condition) => {
      if (checkOne(place, condition, spotOf(`${place}.path`, condition.path)) === 'unsure')
        warnings.push(`${place} may never hold: no value of ${condition.path} was found that meets it`);
    });
    const together = (place: string, conditions: readonly Condition[]): void => {
      const doubt = checkTogether(place, conditions, (path) => spotOf(place, path));
      if (doubt) warnings.push(doubt);
    };
    const { deny_if = [], require = [], approval } = rule;
    for (const [i, { conditions }] of deny_if.entries()) together(`${at}.deny_if[${i}].conditions`, conditions);
    for (const [i, clause] of require.entries())
      if ('conditions' in clause) together(`${at}.require[${i}].conditions`, clause.conditions);
    if (typeof approval === 'object') together(`${at}.approval.if`, approval.if ?? []);
    for (const [i, { increment_from: path }] of (rule.limits ?? []).entries())
      if (path) checkSum(`${at}.limits[${i}].increment_from`, spotOf(`${at}.limits[${i}].increment_from`, path));
  }
  return warnings;
}

const PARTS: Readonly<Record<string, (spec: OperationSpec) => JsonSchema | undefined>> = {
  path: (spec) => spec.pathParams,
  query: (spec) => spec.query,
  body: (spec) => spec.body,
};

/** Where a path leads. @throws InputError if no call has it */
function find(place: string, path: string, name: string, catalogue: Catalogue): Spot {
  const [, key = '', ...steps] = path.split('.');
  const schemas = (name === '*' ? [...catalogue.names] : [name]).flatMap((one): JsonSchema[] => {
    const schema = catalogue.schema(one);
    return schema ? [schema] : [];
  });
  const owners = schemas.filter((schema) => Object.hasOwn(propertiesOf(schema), key));
  if (schemas.length > 0 && owners.length === 0) {
    const owner = name === '*' ? 'no tool has' : `${name} does not have`;
    const known =
      name === '*' ? '' : `; known: ${Object.keys(propertiesOf(schemas[0] as JsonSchema)).join(', ') || 'none'}`;
    throw new InputError(place, `names an argument that ${owner}, so it never holds${known}`);
  }
  const isFixed =
    steps.length === 0 &&
    owners.length === schemas.length &&
    owners.every((schema) => {
      const required = (schema['required'] as readonly string[] | undefined) ?? [];
      return required.includes(key) || propertiesOf(schema)[key]?.['default'] !== undefined;
    });
  const own = owners.map((schema) => propertiesOf(schema)[key] as JsonSchema);
  const part = Object.hasOwn(PARTS, key) ? PARTS[key] : undefined;
  const isWhole = (schema: JsonSchema): boolean => schema['type'] === 'object' && schema['properties'] === undefined;
  // What call_operation passes on is described by its operations.
  const isOfOperation = part !== undefined && steps.length > 0 && (name.includes('.') || owners.some(isPassedOn));
  const specs = isOfOperation
    ? operations.filter(({ id, host }) => host === 'crm' && (!name.includes('.') || id === name))
    : [];
  let nodes = isOfOperation
    ? [
        ...specs.flatMap((spec): JsonSchema[] => [part?.(spec) ?? []].flat()),
        ...own.filter((schema) => !isWhole(schema) && schema['anyOf'] === undefined),
      ]
    : own;
  let isList = /^(custom_fields|phone|email)$/.test(key);
  for (const [i, step] of steps.entries()) {
    const forms = nodes.flatMap((node) => formsOf(node));
    const next = forms.map((form) => inside(form, step));
    // What is not described can be anything.
    if (next.includes('open')) return { schemas: undefined, isFixed, isList: true };
    isList ||= forms.some((form) => typesOf(form).includes('array'));
    const found = next.flatMap((one) => (one === 'open' ? [] : one));
    if (found.length === 0)
      throw new InputError(place, outside(forms, step, ['args', key, ...steps.slice(0, i)], name));
    nodes = found;
  }
  const found = nodes.flatMap((node) => formsOf(node));
  // A list of values is each of them.
  return { schemas: found, isFixed, isList: isList || found.some((form) => typesOf(form).includes('array')) };
}

const typesOf = (schema: JsonSchema): string[] => [schema['type'] ?? []].flat() as string[];
// Of call_operation: the operation's id stands beside what is passed on.
const isPassedOn = (schema: JsonSchema): boolean =>
  ['operation_id', 'path', 'body'].every((key) => Object.hasOwn(propertiesOf(schema), key));

function outside(forms: readonly JsonSchema[], step: string, at: readonly string[], name: string): string {
  const known = [...new Set(forms.flatMap((form) => Object.keys(propertiesOf(form))))];
  const types = [...new Set(forms.flatMap(typesOf))];
  if (known.length === 0 && types.length > 0) {
    return `goes into ${at.slice(1).join('.')}, which is of type ${types.join(' or ')}, so it never holds`;
  }
  const near = nearest(step, known);
  const shown = near.length > 0 ? near : known.slice(0, 20);
  return `names ${step}, which ${at.join('.')} of ${name} does not have, so it never holds; known: ${shown.join(', ') || 'none'}`;
}

function inside(schema: JsonSchema, step: string): JsonSchema[] | 'open' {
  const properties = propertiesOf(schema);
  if (Object.hasOwn(properties, step)) return [properties[step] as JsonSchema];
  if (typesOf(schema).includes('array') && /^\d+$/.test(step))
    return isRecord(schema['items']) ? [schema['items']] : 'open';
  const { additionalProperties: more } = schema;
  if (isRecord(more)) return [more];
  const isBare = schema['type'] === undefined && schema['enum'] === undefined && schema['const'] === undefined;
  const isObject = typesOf(schema).includes('object') || isBare;
  return more === true || (isObject && schema['properties'] === undefined && more !== false) ? 'open' : [];
}

function checkOne(place: string, condition: Condition, { schemas, isFixed }: Spot): 'unsure' | undefined {
  const { op, path, value } = condition;
  const key = path.slice('args.'.length);
  const refuse = (what: string): never => {
    // A comparison that only says what is not, with a value that no call has.
    const always = op === 'neq' || op === 'not_in' ? ', so the condition always holds' : '';
    throw new InputError(`${place}.value`, `is compared with ${key}, ${what}: no call has that value${always}`);
  };
  if (!schemas) return verdict([condition], undefined, false) === 'unsure' ? 'unsure' : undefined;
  for (const one of [value].flat())
    if (typeof one === 'number' && one >= MAX_SECONDS && /(^|\.)(from|to|complete_till)$|_at$/.test(key))
      refuse('in seconds; the value looks like milliseconds');
  const listed = op === 'eq' || op === 'neq' ? [value] : op === 'in' || op === 'not_in' ? (value as unknown[]) : [];
  const stranger = listed.find((one) => !schemas.some((schema) => isMember(schema, one)));
  if (stranger !== undefined) refuse(described(schemas, stranger));
  const found = verdict([condition], schemas, isFixed);
  if (found === 'never') refuse(op === 'exists' ? 'which is always there' : described(schemas, value));
  return found === 'unsure' ? 'unsure' : undefined;
}

/** What an argument is, in contrast to a value. */
function described(schemas: readonly JsonSchema[], value: unknown): string {
  const choices = schemas.flatMap((schema) => (schema['enum'] as unknown[] | undefined) ?? schema['const'] ?? []);
  if (choices.length > 0) return `one of ${choices.slice(0, 10).join(', ')}${choices.length > 10 ? ', ...' : ''}`;
  const types = [...new Set(schemas.flatMap(typesOf))];
  const isTyped = types.length === 0 || isMember({ type: types }, value);
  const bounds = schemas.flatMap(({ minimum, maximum, minLength, maxLength }) => [
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(minLength === undefined ? [] : [`a text of ${minLength} or more characters`]),
    ...(maxLength === undefined ? [] : [`a text of up to ${maxLength} characters`]),
  ]);
  return isTyped && bounds.length > 0 ? [...new Set(bounds)].join(' and ') : `of type ${types.join(' or ')}`;
}

// Conditions of one clause have to hold together.
function checkTogether(
  place: string,
  conditions: readonly Condition[],
  spotOf: (path: string) => Spot,
): string | undefined {
  const isGone = ({ op, value }: Condition): boolean => op === 'exists' && value === false;
  for (const [i, { path }] of conditions.entries()) {
    const before = conditions.slice(0, i + 1);
    const { schemas, isFixed, isList } = spotOf(path);
    const same = before.filter((one) => one.path === path);
    const parents = before.filter((one) => isGone(one) && path.startsWith(`${one.path}.`));
    const children = isGone(conditions[i] as Condition) ? before.filter((one) => one.path.startsWith(`${path}.`)) : [];
    const torn = [...parents.map(() => conditions[i] as Condition), ...children].some((one) => !isGone(one));
    const found = same.length === 1 || isList ? 'possible' : verdict(same, schemas, isFixed);
    if (torn || found === 'never')
      throw new InputError(`${place}[${i}]`, `contradicts another condition on ${path}, so they never hold together`);
    if (found === 'unsure') return `${place} may never hold: no value of ${path} was found that meets all of it`;
  }
  return undefined;
}

// A sum over an argument that is no number would deny every call.
function checkSum(place: string, { schemas }: Spot): void {
  const types = schemas?.flatMap(typesOf) ?? [];
  if (types.length > 0 && !types.some((type) => type === 'integer' || type === 'number'))
    throw new InputError(place, `adds up an argument of type ${[...new Set(types)].join(' or ')}; it must be a number`);
}
