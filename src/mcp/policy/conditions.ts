import type { Condition } from '../../generated/mcp.js';

/** Whether a condition holds for the arguments of a call. What is missing fails everything but `exists: false`. */
export function holds({ path, op, value }: Condition, args: unknown): boolean {
  const found = valueAt(path, args);
  return found === undefined ? op === 'exists' && value === false : operators[op](found, value);
}

/** What stands at `args.a.b`; own properties only. */
export function valueAt(path: string, args: unknown): unknown {
  const step = (node: unknown, key: string): unknown =>
    typeof node === 'object' && node !== null && Object.hasOwn(node, key)
      ? (node as Record<string, unknown>)[key]
      : undefined;
  return path.split('.').slice(1).reduce(step, args);
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
