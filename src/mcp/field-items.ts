import { InputError } from '../errors.js';
import type { FieldSet } from '../fields/field-set.js';
import type { CustomFieldValueInput, FieldInput } from '../fields/types.js';
import type { ToolRow } from '../generated/mcp.js';
import type { AccountNames } from '../reports/names.js';
import type { CustomField } from '../resources/custom-fields.js';
import { isRecord } from '../util/is-record.js';
import { MAX_SECONDS } from '../util/time.js';
import { startOfDay } from '../util/zone.js';

type Args = Readonly<Record<string, unknown>>;
type Raw = CustomFieldValueInput & { field_id?: number; field_code?: string; field_name?: string };
type Item = { readonly field: CustomField; readonly item: CustomFieldValueInput };

const MOMENT = /^(date|date_time|birthday)$/;

/**
 * Custom fields of a write, however they are spelled: by name, code or id, as `phone` or `email`, or as Kommo wants them.
 * @throws InputError on a field that is not there, that is set twice, or that has a moment in milliseconds
 */
export async function fieldItems(row: ToolRow, args: Args, names: AccountNames, signal?: AbortSignal): Promise<Item[]> {
  const { phone, email } = args;
  const given: Args = {
    ...(args['custom_fields'] as Args | undefined),
    ...(phone ? { PHONE: phone } : {}),
    ...(email ? { EMAIL: email } : {}),
  };
  const own = (args['custom_fields_values'] ?? []) as readonly Raw[];
  if (Object.keys(given).length + own.length === 0) return [];
  const set = await names.kommo.fields(row.path.split('/')[3] as 'leads', { signal });
  const { zone } = await names.need('account');
  const items = Object.entries(given).map(([key, value]): Item => {
    const field = fieldOf(set, key);
    return { field, item: set.write({ [field.id]: fitted(field.type, value, zone) })[0] as CustomFieldValueInput };
  });
  for (const { field_id, field_code, field_name, ...item } of own) {
    const field = fieldOf(set, String(field_id ?? field_code ?? field_name));
    // Kommo could read another spelling than the policy does.
    if (!isPlain(item.values))
      throw new InputError(
        'custom_fields_values',
        'needs `values` as a list of objects, each with a `value` or an `enum_id` that is a number',
      );
    items.push({ field, item: { ...item, field_id: field.id } as CustomFieldValueInput });
  }
  const seen = new Set<number>();
  for (const { field, item } of items) {
    if (seen.has(field.id)) throw new InputError('custom_fields', `sets the field "${field.name}" twice; pass it once`);
    seen.add(field.id);
    for (const { value } of valuesOf(item)) checkMoment(field.type, Number(value));
  }
  return items;
}

/** The arguments as conditions see them: custom fields by id, code and name, with values of their type, in each place that has them. */
export async function judgedArguments(row: ToolRow, args: Args, names: AccountNames): Promise<Args> {
  if (!('custom_fields' in row.where)) return args;
  const items = await fieldItems(row, args, names);
  if (items.length === 0) return args;
  const byKey: Record<string, unknown> = Object.create(null);
  const special: Record<string, unknown> = {};
  for (const { field, item } of items) {
    const values = valuesOf(item).map((value) => typed(field, value));
    for (const key of [field.name, field.code, field.id]) if (key) byKey[String(key).toLowerCase()] = values;
    if (field.code === 'PHONE' || field.code === 'EMAIL') special[field.code.toLowerCase()] = values;
  }
  const custom_fields_values = items.map(({ field, item }) => ({ ...item, field_id: field.id }));
  return { ...args, ...special, custom_fields: byKey, custom_fields_values };
}

function fieldOf(set: FieldSet, key: string): CustomField {
  const wanted = key.trim().toLowerCase();
  const isExact = set.all.some(({ id, code, name }) => String(id) === key || code === key || name === key);
  const same = set.all.filter(({ code, name }) => name.toLowerCase() === wanted || code?.toLowerCase() === wanted);
  if (isExact || same.length === 0) return set.field(key);
  if (same.length === 1) return same[0] as CustomField;
  const list = same.map(({ id, name }) => `"${name}" (${id})`).join(', ');
  throw new InputError('custom_fields', `has a name that several fields share but for case: ${list}. Pass the id`);
}

// Models write days, and numbers where a text is due.
function fitted(type: string, value: unknown, zone: string): FieldInput | null {
  if (MOMENT.test(type) && typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return startOfDay(zone, value);
  if (/^(text|textarea|url|streetaddress)$/.test(type) && typeof value === 'number') return String(value);
  if (type === 'checkbox' && typeof value === 'string' && /^(true|false)$/i.test(value)) return /^true$/i.test(value);
  if (typeof value === 'number') checkMoment(type, value);
  return value as FieldInput | null;
}

function checkMoment(type: string, value: number): void {
  if (MOMENT.test(type) && value >= MAX_SECONDS)
    throw new InputError('custom_fields', 'has a moment in milliseconds; pass an ISO date such as 2026-01-31');
}

const isPlain = (values: unknown): boolean =>
  values === undefined ||
  values === null ||
  (Array.isArray(values) &&
    values.every(
      (one) => isRecord(one) && !Array.isArray(one['value']) && /number|undefined/.test(typeof one['enum_id']),
    ));

type Value = { value?: unknown; enum_id?: number; enum_code?: string };
const valuesOf = (item: CustomFieldValueInput): readonly Value[] => (item.values ?? []) as readonly Value[];

// A condition compares by type, so the same value has the same type however it was written.
function typed({ type, enums }: CustomField, { value, enum_id, enum_code }: Value): unknown {
  const options = (enums ?? []) as readonly { id: number; value: string; code?: string | null }[];
  const option = options.find(({ id, code }) => id === enum_id || (enum_code !== undefined && code === enum_code));
  const found = type === 'multitext' ? value : (option?.value ?? value);
  if (/^(numeric|price|monetary)$/.test(type)) return Number(found);
  if (type === 'checkbox') return found === true || /^(1|true)$/i.test(String(found));
  if (MOMENT.test(type) && typeof found === 'string')
    return /^-?\d+$/.test(found) ? Number(found) : Math.floor(Date.parse(found) / 1000);
  return typeof found === 'number' && !MOMENT.test(type) ? String(found) : found;
}
