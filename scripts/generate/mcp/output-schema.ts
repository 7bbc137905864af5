import { type Document, resolve, type Schema } from '../spec.js';
import { ROOMY } from './budget.js';
import type { Category, Located } from './overlay.js';
import { at, trim } from './schema-at.js';

/** Items first say only that they are objects; their properties are listed as far as the budget goes. */
export function outputSchema(
  keys: string[],
  category: Category,
  list: boolean,
  place: Located | undefined,
  size: (s: Schema) => number,
): Schema {
  if (category !== 'read') {
    return { type: 'object', properties: { ok: { type: 'boolean' } } };
  }
  const item: Schema = { type: 'object', properties: {} };
  const output: Schema = list ? { type: 'object', properties: { items: { type: 'array' } } } : item;
  const response = place?.operation.responses['200'];
  if (!place || !response) return output;
  const body = Object.values(resolve(place.doc, response).content ?? {})[0]?.schema ?? {};
  const root = (list && at(place.doc, body, ['_embedded', String(place.operation['x-kommo-list']), '0'])) || body;
  const more = list ? { has_more: { type: 'boolean' }, next: { type: 'object' } } : {};
  const own = keys.map((entry) => {
    const [key, path = key] = entry.split('=') as [string, string?];
    const steps = (path.split(':')[0] as string).split('.');
    const exact = at(place.doc, root, [...steps.slice(0, -1), `${steps.at(-1)}_with_minor_units`]);
    const schema = exact ? { type: 'number' } : shaped(key, at(place.doc, root, steps), place.doc);
    return [item.properties!, key, schema] as const;
  });
  for (const [into, key, schema] of [
    ...Object.entries(more).map(([k, v]) => [output.properties!, k, v] as const),
    ...own,
  ]) {
    into[key] = schema;
    if (list && into === item.properties) output.properties!['items'] = { type: 'array', items: item };
    if (size(output) <= ROOMY) continue;
    delete into[key];
    break;
  }
  if (list && Object.keys(item.properties!).length === 0) output.properties!['items'] = { type: 'array' };
  return output;
}

// Moments come out as text, and so do custom fields by their names.
function shaped(key: string, schema: Schema | undefined, doc: Document): Schema {
  if (/_(at|till)$/.test(key)) return { type: 'string' };
  if (key === 'custom_fields' || key === 'params') return { type: 'object' };
  const { type } = trim(schema ?? {}, doc);
  return type ? { type } : {};
}
