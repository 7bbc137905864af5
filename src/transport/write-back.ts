import { isRecord } from '../util/is-record.js';
import { toRfc3339 } from '../util/time.js';

/**
 * Takes out of a body what only answers carry and Kommo refuses to take back, so that what was read can be written:
 * `enum_code: null` and sums that Kommo counts, in custom fields; colour, `request_id` and links of tags.
 */
export function writeBack(key: string, value: unknown): unknown {
  switch (key) {
    case 'custom_fields_values':
      return Array.isArray(value) ? value.map(fieldOf) : value;
    case 'tags_to_add':
    case 'tags_to_delete':
      return Array.isArray(value) ? value.map(tagOf) : value;
    case '_embedded':
      return isRecord(value) && Array.isArray(value['tags']) ? { ...value, tags: value['tags'].map(tagOf) } : value;
    default:
      return value;
  }
}

// What the answer to `tags.create` or a read holds beside the reference.
function tagOf(tag: unknown): unknown {
  if (!isRecord(tag) || tag['id'] === undefined) return tag;
  const { color: _color, request_id: _requestId, _links, ...reference } = tag;
  return reference;
}

function fieldOf(field: unknown): unknown {
  if (!isRecord(field) || !Array.isArray(field['values'])) return field;
  const moment = MOMENTS.has(String(field['field_type']));
  return { ...field, values: field['values'].map((item) => itemOf(item, moment, field['field_type'] === 'birthday')) };
}

const MOMENTS = new Set(['date', 'date_time', 'birthday']);

function itemOf(item: unknown, moment: boolean, birthday: boolean): unknown {
  if (!isRecord(item)) return item;
  const out = { ...item };
  if (out['enum_code'] === null) delete out['enum_code'];
  // The old name stands beside the id in answers.
  if (out['enum_id'] !== undefined) delete out['enum'];
  const { value } = out;
  // Moments before 1970 are written as the official client writes them.
  if (moment && typeof value === 'number' && (birthday || value < 0)) return { ...out, value: toRfc3339(value) };
  if (!isRecord(value) || value instanceof Date) return out;
  const { is_discount_recalculated: _discount, is_total_sum_recalculated: _total, total_sum: _sum, ...own } = value;
  return { ...out, value: own };
}
