import type { JsonSchema, OperationSpec } from '../../util/operation-spec.js';
import { resolveSchema } from './schemas.js';

export type PathParams = Record<string, string | number>;

/** Where a request goes. */
export type Match =
  | { kind: 'found'; operation: OperationSpec; params: PathParams }
  | { kind: 'wrong-method'; operation: undefined }
  | { kind: 'nothing'; operation: undefined };

interface Route {
  operation: OperationSpec;
  parts: Part[];
  /** Sorts fixed segments before parameters: `0` fixed, `1` parameter. */
  rank: string;
}

type Part = { fixed: string } | { name: string; schema: JsonSchema };

/** Finds the operation of a request. Fixed segments beat parameters, and a parameter must fit its schema. */
export class Router {
  readonly #byLength = new Map<number, Route[]>();

  constructor(operations: readonly OperationSpec[]) {
    for (const operation of operations) {
      const parts = split(operation.path).map((segment) => partOf(segment, operation));
      const route = { operation, parts, rank: parts.map((part) => ('fixed' in part ? '0' : '1')).join('') };
      this.#byLength.set(parts.length, [...(this.#byLength.get(parts.length) ?? []), route]);
    }
    for (const routes of this.#byLength.values())
      routes.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  }

  match(method: string, pathname: string): Match {
    const segments = split(pathname).map(decode);
    let pathExists = false;
    for (const route of this.#byLength.get(segments.length) ?? []) {
      const params = bind(route.parts, segments);
      if (!params) continue;
      if (route.operation.method === method) return { kind: 'found', operation: route.operation, params };
      pathExists = true;
    }
    return { kind: pathExists ? 'wrong-method' : 'nothing', operation: undefined };
  }
}

// A trailing slash is fine, as it is at Kommo.
const split = (path: string): string[] => path.split('/').filter((segment) => segment !== '');

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function partOf(segment: string, operation: OperationSpec): Part {
  const name = /^\{(.+)\}$/.exec(segment)?.[1];
  if (name === undefined) return { fixed: segment };
  const properties = operation.pathParams?.['properties'] as Record<string, JsonSchema> | undefined;
  return { name, schema: properties?.[name] ?? {} };
}

function bind(parts: Part[], segments: string[]): PathParams | undefined {
  const params: PathParams = {};
  for (const [i, part] of parts.entries()) {
    const segment = segments[i] as string;
    if ('fixed' in part) {
      if (part.fixed !== segment) return undefined;
      continue;
    }
    const value = paramValue(part.schema, segment);
    if (value === undefined) return undefined;
    params[part.name] = value;
  }
  return params;
}

// A parameter that does not fit is another route or none, never a validation error.
function paramValue(schema: JsonSchema, segment: string): string | number | undefined {
  const target = resolveSchema(schema);
  const choices = target['enum'];
  if (Array.isArray(choices)) return choices.includes(segment) ? segment : undefined;
  if (target['type'] !== 'integer') return segment;
  if (!/^\d{1,16}$/.test(segment)) return undefined;
  const value = Number(segment);
  return typeof target['minimum'] === 'number' && value < target['minimum'] ? undefined : value;
}
