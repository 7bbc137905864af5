import type { Condition } from '../../generated/mcp.js';
import { schemas as refs } from '../../generated/operations.js';
import { validator } from '../../util/json-schema.js';
import type { JsonSchema } from '../../util/operation-spec.js';
import { fitsValue } from './conditions.js';
import { samplesOf } from './samples.js';

/** Whether some value meets conditions: `unsure` if none was found, and there may be one all the same. */
export type Verdict = 'possible' | 'never' | 'unsure';

/** Whether a value can stand where a schema is. */
export const isMember = (schema: JsonSchema, value: unknown): boolean =>
  validator(schema, { refs })(value).length === 0;

/**
 * Whether all conditions on one place can hold together. It tries values: those that the conditions name, their neighbours, the bounds
 * of the schema, and texts that a pattern matches. If none fits and these stand for all that there are, the conditions never hold.
 * @param schemas - what the place can be; undefined for anything
 * @param isFixed - every call has a value there
 */
export function verdict(
  conditions: readonly Condition[],
  schemas: readonly JsonSchema[] | undefined,
  isFixed: boolean,
): Verdict {
  const isMissing = ({ op, value }: Condition): boolean => op === 'exists' && value === false;
  if (!isFixed && conditions.every(isMissing)) return 'possible';
  let isComplete = true;
  for (const schema of schemas ?? [{}]) {
    const found = candidates(schema, conditions);
    if (found.values.some((value) => isMember(schema, value) && conditions.every((one) => fits(one, value))))
      return 'possible';
    isComplete &&= found.isComplete;
  }
  return isComplete ? 'never' : 'unsure';
}

const fits = (condition: Condition, value: unknown): boolean =>
  condition.op === 'exists' ? condition.value !== false : fitsValue(condition, value);

function candidates(
  schema: JsonSchema,
  conditions: readonly Condition[],
): { values: readonly unknown[]; isComplete: boolean } {
  const named = conditions.find(({ op }) => op === 'eq' || op === 'in');
  if (named) return { values: named.op === 'in' ? (named.value as unknown[]) : [named.value], isComplete: true };
  const choices =
    (schema['enum'] as unknown[] | undefined) ?? (schema['const'] === undefined ? undefined : [schema['const']]);
  if (choices) return { values: choices, isComplete: true };
  const types = [schema['type'] ?? ['number', 'string', 'boolean', 'null', 'array', 'object']].flat() as string[];
  const has = (...names: string[]): boolean => names.some((name) => types.includes(name));
  const constants = conditions.flatMap(({ op, value }) => (op === 'exists' || op === 'regex' ? [] : [value].flat()));
  const parts = conditions.flatMap(({ op, value }) => (op === 'contains' ? [value] : []));
  const patterns = conditions.flatMap(({ op, value }) => (op === 'regex' ? [String(value)] : []));
  const isShaped = ['pattern', 'format', 'maxLength'].some((key) => schema[key] !== undefined);
  const isText = has('string') && parts.every((one) => typeof one === 'string');
  const isUnclear = isText && (patterns.length + parts.length > 0 || isShaped);
  return {
    values: [
      ...(has('integer', 'number') ? numbers(schema, constants) : []),
      ...(has('string') ? texts(schema, constants, parts, patterns) : []),
      ...(has('boolean') ? [true, false] : []),
      ...(has('null') ? [null] : []),
      ...(has('array') ? [[], parts, ...parts.map((one) => [one]), [{}], ['x'], [1]] : []),
      ...(has('object') ? [{}] : []),
    ],
    isComplete: !isUnclear,
  };
}

// Between two neighbours of these there is no other number that would fit where they don't.
function numbers({ minimum, maximum }: JsonSchema, constants: readonly unknown[]): number[] {
  const known = [...constants, minimum, maximum, 0].filter((one): one is number => typeof one === 'number');
  const sorted = [...known].sort((a, b) => a - b);
  const between = sorted.map((one, i) => (one + (sorted[i + 1] ?? one)) / 2);
  return [...known.flatMap((one) => [one, one - 1, one + 1, Math.floor(one), Math.ceil(one)]), ...between];
}

function texts(
  { minLength = 0 }: JsonSchema & { minLength?: number },
  constants: readonly unknown[],
  parts: readonly unknown[],
  patterns: readonly string[],
): string[] {
  const known = ['', ...constants.filter((one): one is string => typeof one === 'string'), parts.join('')];
  const made = [...patterns.flatMap(samplesOf), ...(patterns.length > 1 ? [patterns.flatMap(samplesOf).join('')] : [])];
  // The next text after another one has a character more, the least that there is.
  return [...known.flatMap((one) => [one, `${one}\0`, `${one}x`, one.padEnd(minLength, '\0')]), ...made];
}
