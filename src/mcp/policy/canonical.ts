import { tables } from '../../generated/mcp.js';
import { operations } from '../../generated/operations.js';
import type { ToolRow } from '../../util/mcp-tables.js';
import type { JsonSchema } from '../../util/operation-spec.js';
import { valuesAt } from './conditions.js';
import { formsOf, propertiesOf } from './schemas.js';

type Args = Readonly<Record<string, unknown>>;

/** Arguments that say how much is shown and in what order, and not what is read. */
const MANNER = ['limit', 'page', 'skip', 'fields', 'order'];
const PARTS = ['path', 'query', 'body'] as const;

/**
 * What a read by call_operation has for the path of a condition on the arguments of tools: its own arguments, what stands where a
 * tool that reads the same puts the argument, and every key of that name. Undefined if it could read the same without saying so.
 * @param alike - tools that read the same things
 */
export function canonicalArguments(
  operation: string,
  args: Args,
  alike: readonly ToolRow[],
): (path: string) => readonly unknown[] | undefined {
  const spec = operations.find(({ id }) => id === operation);
  const has = (name: string): boolean =>
    [spec?.pathParams, spec?.query].some((schema) => formsOf(schema).some((form) => hasKey(form, name)));
  const own = tables.tools.find((row) => row.operation === operation);
  const isList = tables.index.some(([id, , , , , list]) => id === operation && Boolean(list));
  return (path) => {
    const [, name = '', ...steps] = path.split('.');
    const given = Object.hasOwn(args, name) ? valuesAt(path, args) : [];
    const isPart = (PARTS as readonly string[]).includes(name);
    if (name === 'operation_id' || (isPart && (name !== 'query' || steps.length > 0))) return valuesAt(path, args);
    const places = alike.flatMap(({ where }) => (Object.hasOwn(where, name) ? [where[name] as string] : []));
    const found = [
      ...places.flatMap((place) => valuesAt(`args.${place}`, args)),
      ...PARTS.flatMap((part) => keyed(args[part], name)),
    ].filter((value) => value !== undefined);
    if (found.length > 0) return [...(isPart ? [] : given), ...found.flatMap((value) => inside(value, steps))];
    if (given.length > 0 && !isPart) return given;
    // A list that does not say how much it wants is shown by 50.
    if (name === 'limit' && isList) return [50];
    const known = own ? [own] : alike;
    const couldRead = known.some((row) => Object.hasOwn(argumentsOf(row), name));
    const isTold = MANNER.includes(name) || [name, ...places.map(lastOf)].some(has);
    return couldRead && !isTold ? undefined : [undefined];
  };
}

const lastOf = (place: string): string => place.split('.').at(-1) as string;

const argumentsOf = ({ input, quiet }: ToolRow): object => ({ ...propertiesOf(input), ...quiet });

// A list of ids is each of them. One moment is a span of its own.
function inside(value: unknown, steps: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.length > 0 ? value.flatMap((one) => inside(one, steps)) : [null];
  return steps.length > 0 && typeof value === 'object' ? valuesAt(['args', ...steps].join('.'), value) : [value];
}

function keyed(node: unknown, name: string): unknown[] {
  if (Array.isArray(node)) return node.flatMap((one) => keyed(one, name));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => [...(key === name ? [value] : []), ...keyed(value, name)]);
}

function hasKey(schema: JsonSchema, name: string, depth = 0): boolean {
  const properties = propertiesOf(schema);
  if (Object.hasOwn(properties, name)) return true;
  return (
    depth < 6 && Object.values(properties).some((one) => formsOf(one).some((form) => hasKey(form, name, depth + 1)))
  );
}
