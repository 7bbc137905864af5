import { type Document, resolve, type Schema } from './spec.js';

/** Which properties each value of `with` brings. */
export function wireModule(docs: readonly Document[]): string {
  return docs.flatMap(withTables).join('\n');
}

/** Paths of the keys below one that are comma lists. */
export function commaPaths(doc: Document, schema: Schema, path: string): string[] {
  const own = schema['x-kommo-style'] === 'comma';
  if (own) return [path];
  const target = resolve<Schema>(doc, schema);
  if (target['x-kommo-style'] === 'comma') return [path];
  return Object.entries(target.properties ?? {}).flatMap(([key, value]) => commaPaths(doc, value, `${path}.${key}`));
}

function withTables(doc: Document): string[] {
  const lines: string[] = [];
  for (const [name, schema] of Object.entries(doc.components.schemas)) {
    const rows = new Map<string, Map<string, string[]>>();
    const collect = (properties: Record<string, Schema> | undefined, place: string): void => {
      for (const [key, property] of Object.entries(properties ?? {})) {
        const value = property['x-kommo-with'];
        if (typeof value !== 'string') continue;
        const places = rows.get(value) ?? new Map<string, string[]>();
        places.set(place, [...(places.get(place) ?? []), JSON.stringify(key)]);
        rows.set(value, places);
      }
    };
    for (const part of partsOf(doc, schema)) {
      collect(part.properties, 'root');
      if (part.properties?._embedded) collect(resolve<Schema>(doc, part.properties._embedded).properties, 'embedded');
    }
    // What is asked with a `with` of its own, not the pieces that it is made of.
    if (rows.size === 0 || !doc.components.schemas[`${name}With`]) continue;
    lines.push(`/** What each value of \`with\` brings to a ${name}. */`, `export interface ${name}WithTable {`);
    for (const [value, places] of rows) {
      const brought = [...places].map(([place, keys]) => `${place}: ${keys.join(' | ')}`);
      lines.push(`  ${JSON.stringify(value)}: { ${brought.join('; ')} };`);
    }
    lines.push('}', '');
  }
  return lines;
}

// A union of variants has what its first variant has, and an allOf what its members have.
function partsOf(doc: Document, schema: Schema): Schema[] {
  const target = resolve<Schema>(doc, schema);
  const members = [...((target['allOf'] as Schema[]) ?? []), ...((target['anyOf'] as Schema[]) ?? []).slice(0, 1)];
  return [target, ...members.flatMap((member) => partsOf(doc, member))];
}
