import { InputError } from '../errors.js';
import type { CustomFieldType } from '../resources/custom-fields.js';
import { nearest } from '../util/nearest.js';
import { MAX_SECONDS, toRfc3339, toUnixSeconds } from '../util/time.js';
import { choiceOf, kindOf } from './choice.js';
import { ADDRESS_LINES } from './read.js';
import type { CustomFieldItemInput, FieldRef } from './types.js';

type Writer = (value: unknown, path: string, field: FieldRef) => unknown[];

const MAX_CHAINED = 5;

/** Returns the values of a field as they go over the wire. Throws InputError on a value that does not fit the type. */
export function itemsOf(field: FieldRef, value: unknown, path: string): CustomFieldItemInput[] {
  if (value === undefined) throw new InputError(path, 'is undefined. Use null to empty the field');
  const write = Object.hasOwn(WRITERS, field.type) ? WRITERS[field.type as CustomFieldType] : asIs;
  return write(value, path, field) as CustomFieldItemInput[];
}

const text: Writer = (value, path) => [{ value: mustBe(typeof value === 'string', value, path, 'a string') }];

const number: Writer = (value, path) => {
  const numeric = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
  return [{ value: mustBe(numeric && Number.isFinite(Number(value)), value, path, 'a number') }];
};

const checkbox: Writer = (value, path) => [{ value: mustBe(typeof value === 'boolean', value, path, 'true or false') }];

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i;

const moment: Writer = (value, path, { type }) => {
  if (value instanceof Date) return moment(toUnixSeconds(value, path), path, { id: 0, type });
  const seconds = typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < MAX_SECONDS;
  const written = typeof value === 'string' && RFC_3339.test(value) && !Number.isNaN(Date.parse(value));
  const what = 'a Date, whole unix seconds, or a string such as 2026-01-31T09:00:00-03:00';
  mustBe(seconds || written, value, path, what);
  // The official client writes birthdays like this. Nobody has confirmed that Kommo reads seconds before 1970.
  const asText = seconds && (type === 'birthday' || value < 0);
  return [{ value: asText ? toRfc3339(value) : value }];
};

const choice: Writer = (value, path, field) => {
  mustBe(!Array.isArray(value), value, path, 'one option');
  return [choiceOf(field, value, path)];
};

const choices: Writer = (value, path, field) => many(value).map((one) => choiceOf(field, one, path));

const multitext: Writer = (value, path, field) =>
  many(value).map((one) => {
    const item = typeof one === 'string' ? { value: one } : record(one, path);
    mustBe(typeof item['value'] === 'string', one, path, 'a string or { value, enum_code }');
    return { value: item['value'], ...kindOf(field, item, path) };
  });

const address: Writer = (value, path) =>
  Object.entries(record(value, path)).flatMap(([part, line]) => {
    if (!(ADDRESS_LINES as readonly string[]).includes(part)) {
      const [meant] = nearest(part, ADDRESS_LINES);
      throw new InputError(
        path,
        `has no part "${part}". ${meant ? `Did you mean "${meant}"?` : `It has ${ADDRESS_LINES.join(', ')}`}`,
      );
    }
    if (line === undefined || line === null || line === '') return [];
    return [{ value: mustBe(typeof line === 'string', line, `${path}.${part}`, 'a string'), enum_code: part }];
  });

const legalEntity: Writer = (value, path) => {
  const { name } = record(value, path);
  mustBe(typeof name === 'string' && name !== '', name, `${path}.name`, 'a string');
  return [{ value }];
};

// Kommo calculates the other properties and returns them with a read.
const invoiceItems: Writer = (value, path) =>
  many(value).map((item) => {
    const { is_discount_recalculated, is_total_sum_recalculated, total_sum, ...own } = record(item, path);
    return { value: own };
  });

const linkedEntity: Writer = (value, path) => {
  const { entity_id: id } = record(value, path);
  mustBe(Number.isInteger(id), id, `${path}.entity_id`, 'an id');
  return [{ value }];
};

const chained: Writer = (value, path) => {
  const items = many(value);
  mustBe(items.length <= MAX_CHAINED, `${items.length} elements`, path, `${MAX_CHAINED} elements at most`);
  for (const item of items) {
    const { catalog_id: list, catalog_element_id: element } = record(item, path);
    mustBe(Number.isInteger(list) && Number.isInteger(element), item, path, '{ catalog_id, catalog_element_id }');
  }
  return [...items];
};

const file: Writer = (value, path) => {
  const { is_deleted, ...data } = typeof value === 'string' ? { file_uuid: value } : record(value, path);
  const { file_uuid: uuid } = data as { file_uuid?: unknown };
  mustBe(typeof uuid === 'string' && uuid !== '', value, path, 'the uuid of a file, or { file_uuid }');
  return [{ value: data }];
};

const payer: Writer = (value, path) => [{ value: record(value, path) }];

const supplier: Writer = (value, path, field) =>
  linkedEntity(typeof value === 'number' ? { entity_id: value } : value, path, field);

const asIs: Writer = (value, path) => many(value).map((item) => record(item, path));

const WRITERS: { readonly [T in CustomFieldType]: Writer } = {
  text,
  textarea: text,
  url: text,
  streetaddress: text,
  tracking_data: text,
  org_legal_name: text,
  numeric: number,
  price: number,
  monetary: number,
  checkbox,
  date: moment,
  date_time: moment,
  birthday: moment,
  select: choice,
  radiobutton: choice,
  category: choice,
  multiselect: choices,
  multitext,
  smart_address: address,
  legal_entity: legalEntity,
  items: invoiceItems,
  linked_entity: linkedEntity,
  chained_list: chained,
  file,
  payer,
  supplier,
};

const many = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function record(value: unknown, path: string): Record<string, unknown> {
  const fits = value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
  return mustBe(fits, value, path, 'an object') as Record<string, unknown>;
}

function mustBe(fits: boolean, value: unknown, path: string, what: string): unknown {
  if (fits) return value;
  throw new InputError(path, `must be ${what}, got ${show(value)}`);
}

function show(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  return value !== null && typeof value === 'object' && !(value instanceof Date)
    ? JSON.stringify(value)
    : String(value);
}
