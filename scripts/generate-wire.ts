import { type Document, operationsOf, resolve, type Schema } from './spec.js';

/**
 * The few facts that the core needs at run time or in its own types:
 * which filters of an operation are comma lists, and which properties each value of `with` brings.
 */
export function wireModule(docs: readonly Document[]): string {
  return [...docs.flatMap(commaLists), ...docs.flatMap(withTables)].join('\n');
}

function commaLists(doc: Document): string[] {
  const lines: string[] = [];
  for (const { operation, parameters } of operationsOf(doc)) {
    const comma = parameters.filter((p) => p.in === 'query').flatMap((p) => commaPaths(doc, p.schema, p.name));
    if (comma.length === 0) continue;
    lines.push(`/** Keys of \`${operation.operationId}\` that take one comma list instead of brackets. */`);
    lines.push(`export const ${constant(operation.operationId)}Comma = ${JSON.stringify(comma)} as const;`, '');
  }
  return lines;
}

function commaPaths(doc: Document, schema: Schema, path: string): string[] {
  const own = schema['x-kommo-style'] === 'comma';
  if (own) return [path];
  const target = resolve<Schema>(doc, schema);
  if (target['x-kommo-style'] === 'comma') return [path];
  return Object.entries(target.properties ?? {}).flatMap(([key, value]) => commaPaths(doc, value, `${path}.${key}`));
}

const constant = (operationId: string): string =>
  operationId.replace(/\.(\w)/, (_, letter: string) => letter.toUpperCase());

function withTables(doc: Document): string[] {
  const lines: string[] = [];
  for (const [name, schema] of Object.entries(doc.components.schemas)) {
    const rows: string[] = [];
    const collect = (properties: Record<string, Schema> | undefined, place: string): void => {
      for (const [key, property] of Object.entries(properties ?? {})) {
        const value = property['x-kommo-with'];
        if (typeof value === 'string') rows.push(`  ${JSON.stringify(value)}: { ${place}: ${JSON.stringify(key)} };`);
      }
    };
    collect(schema.properties, 'root');
    if (schema.properties?._embedded) collect(resolve<Schema>(doc, schema.properties._embedded).properties, 'embedded');
    // A table is for what has `_embedded` or roots of its own, not for the object that stands under `_embedded`.
    if (rows.length === 0 || name.endsWith('Embedded')) continue;
    // What the variants of a union share is named <Union>Base.
    const entity = name.replace(/Base$/, '');
    lines.push(`/** What each value of \`with\` brings to a ${entity}. */`);
    lines.push(`export interface ${entity}WithTable {`, ...rows, '}', '');
  }
  return lines;
}
