import type { Condition } from '../../generated/mcp.js';

/**
 * Whether a condition holds for the values that were found for its path. What is missing fails everything but `exists: false`.
 * Of a list of items it is enough if one fits, or with `every` all have to.
 * @param isSent - they are the path and the query of a request, in which a number and a text are the same
 */
export function holdsFor(
  { path, op, value }: Condition,
  values: readonly unknown[],
  every = false,
  isSent = /^args\.(path|query)\./.test(path),
): boolean {
  const one = (found: unknown): boolean =>
    found === undefined ? op === 'exists' && value === false : operators[op](found, value);
  // Of a list of values each is compared, so that a list of one does not dodge a rule. An empty list has none that fits.
  const isEach = isSent || /^args\.(custom_fields\.\w+|phone|email)$/.test(path);
  const isWhole = op === 'contains' || (/eq$/.test(op) && Array.isArray(value));
  const isTaken = op !== 'exists' && (isEach || !isWhole);
  const found = values.flatMap((one) => (isTaken && Array.isArray(one) ? (one.length > 0 ? one : [null]) : [one]));
  const compared = isSent ? found.flatMap((one) => alike(one, [value].flat())) : found;
  return every ? compared.every(one) : compared.some(one);
}

// As numbers for numbers, also those of a comma list, and as text for texts.
function alike(found: unknown, values: readonly unknown[]): unknown[] {
  if (typeof found === 'number' && values.some((one) => typeof one === 'string')) return [String(found)];
  const isIds = typeof found === 'string' && /^-?\d{1,15}(,-?\d{1,15})*$/.test(found);
  return isIds && values.some((one) => typeof one === 'number') ? found.split(',').map(Number) : [found];
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
