import { InputError } from '../errors.js';
import type { CustomFieldType } from '../resources/custom-fields.js';
import { checkObject } from '../util/check.js';
import { checkFieldKey, fieldPath, matchField } from './key.js';
import type {
  AddressValue,
  CustomFieldValue,
  FieldHolder,
  FieldKey,
  FieldValue,
  FieldValueOf,
  FieldValues,
  MultitextValue,
  WebhookFieldValue,
} from './types.js';

/**
 * Reads a custom field of an entity by its code, id or name: `getField(lead, 'BUDGET')`. Returns null if it is empty.
 * With a type the result is typed: `getField(lead, 'BUDGET', 'numeric')` is a number.
 *
 * It reads the entities of webhooks too. A webhook does not carry the type of a field, so without a type you get the values as they
 * are; phones and e-mails are known by their code.
 *
 * An entity contains only its filled fields, so a field that the account does not have is null too;
 * `(await kommo.fields('leads')).get(lead, 'BUDGET')` throws on such a field.
 * @throws InputError on a field of another type, or on a name that several of the filled fields have
 */
export function getField<const K extends FieldKey>(entity: FieldHolder, key: K): FieldValueOf<K> | null;
export function getField<T extends CustomFieldType>(
  entity: FieldHolder,
  key: number | string,
  type: T,
): FieldValues[T] | null;
export function getField(entity: FieldHolder, key: FieldKey, type?: string): FieldValue | null {
  const found = findField(entity, key);
  if (!found) return null;
  const field = withType(found, type ?? (typeof key === 'object' ? key.type : undefined));
  const wanted = type ?? (typeof key === 'object' ? key.type : field.field_type);
  if (field.field_type !== wanted) {
    throw new InputError(fieldPath(key), `is of the type ${field.field_type}, not ${wanted}`);
  }
  return readField(field);
}

/**
 * The filled custom field as Kommo sends it, with the ids of options, type and name. Undefined if it is empty.
 * @throws InputError on a name that several of the filled fields have
 */
export function findField(entity: FieldHolder, key: FieldKey): CustomFieldValue | undefined {
  const describe = ({ field_id, field_code, field_name }: CustomFieldValue) =>
    ({ id: field_id, code: field_code, name: field_name }) as const;
  checkObject(entity, 'entity');
  checkFieldKey(key);
  return matchField(entity.custom_fields_values ?? entity.custom_fields?.map(fromWebhook) ?? [], key, describe);
}

// The codes whose type Kommo fixes.
const MULTITEXT = new Set(['PHONE', 'EMAIL', 'IM']);

function fromWebhook({ id, name, code, values }: WebhookFieldValue): CustomFieldValue {
  const type = code !== undefined && MULTITEXT.has(code) ? 'multitext' : undefined;
  return {
    field_id: id,
    field_name: name ?? '',
    field_code: code ?? null,
    field_type: type,
    values: values.map(({ value, enum: option, subtype }) => ({
      value,
      ...(option !== undefined && { enum_id: option }),
      ...(subtype !== undefined && { enum_id: Number(subtype) }),
    })),
  } as unknown as CustomFieldValue;
}

/** Adds the type to a field of a webhook, which has none. Other fields stay as they are. */
export function withType(field: CustomFieldValue, type: string | undefined): CustomFieldValue {
  if (type === undefined || (field.field_type as string | undefined) !== undefined) return field;
  const values = field.values as readonly { readonly value: unknown }[];
  const typed = values.map((item) => ({ ...item, value: valueAs(type, item.value) }));
  return { ...field, field_type: type, values: typed } as unknown as CustomFieldValue;
}

const MOMENTS = new Set(['date', 'date_time', 'birthday']);

function valueAs(type: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (type === 'checkbox') return value === '1' || value === 'true';
  return MOMENTS.has(type) && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** Returns the value of a filled field in the shape of its type. If the type is unknown, it returns the values as they are. */
export function readField(field: CustomFieldValue): FieldValue | null {
  if (!checkObject(field, 'field').values?.[0]) return null;
  switch (field.field_type) {
    case 'numeric':
    case 'price':
    case 'monetary':
      return numberOf(field.values[0]?.value);
    case 'multiselect':
      return field.values.map(({ value }) => value);
    case 'multitext':
      return field.values.map(multitext);
    case 'smart_address':
      return address(field.values);
    case 'items':
      return field.values.map(({ value }) => value);
    case 'chained_list':
      return field.values;
    case 'text':
    case 'textarea':
    case 'url':
    case 'streetaddress':
    case 'tracking_data':
    case 'org_legal_name':
    case 'checkbox':
    case 'date':
    case 'date_time':
    case 'birthday':
    case 'select':
    case 'radiobutton':
    case 'category':
    case 'legal_entity':
    case 'linked_entity':
    case 'file':
    case 'payer':
    case 'supplier':
      return field.values[0]?.value ?? null;
    default:
      return field.values;
  }
}

// Numbers come as strings.
const numberOf = (value: string | number | undefined): number | null =>
  value === undefined || value === '' ? null : Number(value);

type MultitextItem = Extract<CustomFieldValue, { field_type: 'multitext' }>['values'][number];

// Older answers name the kind `enum`.
function multitext({ value, enum_id, enum_code, enum: old }: MultitextItem): MultitextValue {
  const code = enum_code ?? (typeof old === 'string' ? old : null);
  return { value, enum_code: code, ...(enum_id !== undefined && { enum_id }) };
}

type AddressItem = Extract<CustomFieldValue, { field_type: 'smart_address' }>['values'][number];

/** Lines of an address by the id that Kommo gives them, from 1. */
export const ADDRESS_LINES = ['address_line_1', 'address_line_2', 'city', 'state', 'zip', 'country'] as const;

function address(lines: readonly AddressItem[]): AddressValue {
  const parts: AddressValue = {};
  for (const { value, enum_code, enum_id } of lines) {
    const name = enum_code ?? ADDRESS_LINES[(enum_id ?? 0) - 1];
    if (name) parts[name] = value;
  }
  return parts;
}
