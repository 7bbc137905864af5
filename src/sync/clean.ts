/**
 * Rows as JSON that PostgreSQL accepts: jsonb holds neither the character U+0000 nor halves of surrogate pairs.
 * Nearly all pages have none, so that they are only searched.
 */
export function toJson(rows: unknown): string {
  const text = JSON.stringify(rows);
  return /\\u(0000|d[89a-f][0-9a-f]{2})/i.test(text) ? JSON.stringify(cleaned(rows)) : text;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return wellFormed(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [wellFormed(key), cleaned(item)]));
}

const wellFormed = (text: string): string =>
  text
    .replaceAll('\0', '')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
