import type { Condition } from '../../generated/mcp.js';

/**
 * Whether a condition holds for the arguments of a call. What is missing fails everything but `exists: false`.
 * Of a list of items it is enough if one fits, or with `every` all have to.
 */
export function holds({ path, op, value }: Condition, args: unknown, every = false): boolean {
  const one = (found: unknown): boolean =>
    found === undefined ? op === 'exists' && value === false : operators[op](found, value);
  // A custom field has a list of values, as most have one: each is compared.
  const isField = /^args\.(custom_fields\.\w+|phone|email)$/.test(path);
  const found = valuesAt(path, args).flatMap((one) =>
    isField && Array.isArray(one) ? (one.length > 0 ? one : [null]) : [one],
  );
  return every ? found.every(one) : found.some(one);
}

/** Whether a value fits one condition, wherever it stands. */
export const fitsValue = ({ op, value }: Condition, found: unknown): boolean => operators[op](found, value);

/** What stands at `args.a.b`; own properties only. A step into a list of items goes into each of them. */
export function valuesAt(path: string, args: unknown): unknown[] {
  const step = (node: unknown, key: string): unknown[] => {
    if (typeof node !== 'object' || node === null) return [undefined];
    if (Object.hasOwn(node, key)) return [(node as Record<string, unknown>)[key]];
    return Array.isArray(node) && node.length > 0 ? node.flatMap((item) => step(item, key)) : [undefined];
  };
  // Names of custom fields are compared without case.
  const keys = path
    .replace(/^args\.custom_fields\.\w+/, (field) => field.toLowerCase())
    .split('.')
    .slice(1);
  return keys.reduce<unknown[]>((nodes, key) => nodes.flatMap((node) => step(node, key)), [args]);
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const ordered =
  (test: (a: number, b: number) => boolean) =>
  (a: unknown, b: unknown): boolean =>
    typeof a === typeof b && /number|string/.test(typeof a) && test(a as number, b as number);

// Strict types: "1" is not 1.
const operators: Record<Condition['op'], (found: unknown, value: unknown) => boolean> = {
  exists: (_, value) => value !== false,
  eq: same,
  neq: (found, value) => !same(found, value),
  in: (found, value) => (value as unknown[]).some((one) => same(found, one)),
  not_in: (found, value) => !(value as unknown[]).some((one) => same(found, one)),
  contains: (found, value) =>
    typeof found === 'string'
      ? typeof value === 'string' && found.includes(value)
      : Array.isArray(found) && found.some((one) => same(one, value)),
  regex: (found, value) => typeof found === 'string' && new RegExp(value as string, 'u').test(found),
  lt: ordered((a, b) => a < b),
  lte: ordered((a, b) => a <= b),
  gt: ordered((a, b) => a > b),
  gte: ordered((a, b) => a >= b),
};
