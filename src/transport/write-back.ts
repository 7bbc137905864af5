import { isRecord } from '../util/is-record.js';
import { checkSeconds, toRfc3339, toUnixSeconds } from '../util/time.js';

/**
 * Takes out of a body what only answers carry and Kommo refuses to take back, so that what was read can be written:
 * `enum_code: null`, sums that Kommo counts and the state of files, in custom fields; colour, `request_id` and links of tags.
 * @throws InputError for milliseconds in a field that is known to hold a moment
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

const VALUE = 'custom_fields_values.values.value';
const MOMENTS = new Set(['date', 'date_time', 'birthday']);

function itemOf(item: unknown, moment: boolean, birthday: boolean): unknown {
  if (!isRecord(item)) return item;
  const out = { ...item };
  if (out['enum_code'] === null) delete out['enum_code'];
  // The old name stands beside the id in answers.
  if (out['enum_id'] !== undefined) delete out['enum'];
  const { value } = out;
  if (value instanceof Date) return { ...out, value: written(toUnixSeconds(value, VALUE), birthday) };
  if (moment && typeof value === 'number') {
    checkSeconds(value, VALUE);
    return { ...out, value: written(value, birthday) };
  }
  if (!isRecord(value)) return out;
  const {
    is_discount_recalculated: _discount,
    is_total_sum_recalculated: _total,
    total_sum: _sum,
    is_deleted: _deleted,
    ...own
  } = value;
  return { ...out, value: own };
}

// Birthdays, and moments before 1970, are written as the official client writes them.
const written = (seconds: number, birthday: boolean): number | string =>
  birthday || seconds < 0 ? toRfc3339(seconds) : seconds;
