import { type Document, type Operation, resolve, type Schema } from '../spec.js';
import type { Located } from './overlay.js';

/** The schema of an argument's place (`path.id`, `query.filter.name`, `body.name`), and whether it must be given. */
export function schemaAt(
  { doc, operation, parameters }: Located,
  pointer: string,
): { schema: Schema; required: boolean } {
  const [kind, ...rest] = pointer.split('.') as [string, ...string[]];
  if (kind === 'body') {
    let body = resolve<Schema>(doc, Object.values(operation.requestBody?.content ?? {})[0]?.schema ?? {});
    if (body.items) body = resolve<Schema>(doc, body.items);
    return {
      schema: must(at(doc, body, rest), operation, pointer),
      required: body.required?.includes(rest[0] ?? '') ?? false,
    };
  }
  const parameter = parameters.find((p) => p.in === kind && p.name === rest[0]);
  return {
    schema: must(parameter && at(doc, parameter.schema, rest.slice(1)), operation, pointer),
    required: kind === 'path' || parameter?.required === true,
  };
}

function must(schema: Schema | undefined, operation: Operation, pointer: string): Schema {
  if (!schema) throw new Error(`openapi/mcp.yaml: ${operation.operationId} takes no ${pointer}`);
  return schema;
}

/** The schema at a path; unions are looked through, and a number steps into a list. */
export function at(doc: Document, schema: Schema, path: readonly string[]): Schema | undefined {
  const target = resolve<Schema>(doc, schema);
  const [key, ...rest] = path;
  if (key === undefined) return target;
  const next = key === '0' ? target.items : target.properties?.[key];
  if (next) return at(doc, next, rest);
  for (const part of ['allOf', 'anyOf', 'oneOf'].flatMap((word) => (target[word] as Schema[]) ?? [])) {
    const found = at(doc, part, path);
    if (found) return found;
  }
  return undefined;
}

const KEEP = [
  'type',
  'enum',
  'const',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
  'default',
];

/** Dereferenced, without null and without what means nothing to a client. */
export function trim(schema: Schema, doc: Document | undefined): Schema {
  const target = doc ? resolve<Schema>(doc, schema) : schema;
  const out: Schema = {};
  for (const key of KEEP) if (target[key] !== undefined) out[key] = target[key];
  if (Array.isArray(out.type)) {
    const types = out.type.filter((type) => type !== 'null');
    out.type = types.length === 1 ? (types[0] as string) : types;
  }
  if (Array.isArray(out['enum'])) out['enum'] = out['enum'].filter((value) => value !== null);
  if (target.items) out.items = trim(target.items, doc);
  return out;
}
