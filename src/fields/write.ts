import { InputError } from '../errors.js';
import { checkObject } from '../util/check.js';
import { checkFieldKey, fieldPath } from './key.js';
import { findField } from './read.js';
import type {
  CustomFieldValueInput,
  FieldHolder,
  FieldInput,
  FieldInputOf,
  FieldKey,
  FieldRef,
  FieldsGiven,
  FieldTarget,
} from './types.js';
import { itemsOf } from './write-items.js';

/** Finds the fields of an account by code, id or name. `kommo.fields()` returns one. */
export interface FieldSource {
  /** The field of a key. Throws InputError. */
  field(key: FieldKey): FieldRef;
}

/**
 * Writes a custom field into the body of a create or an update, by its code, id or name, and returns the body:
 *
 * ```ts no-run
 * const fields = await kommo.fields('leads');
 * await kommo.leads.update(42, setField({}, 'BUDGET', 5000, fields));
 * ```
 * Without definitions, the key must contain the type: `setField({}, { id: 5, type: 'numeric' }, 5000)`. Null empties the field.
 * @throws InputError on an unknown field or option, with the nearest names, and on a value that does not fit the type
 */
export function setField<T extends object, const K extends FieldKey>(
  target: T & FieldTarget,
  key: K,
  value: FieldInputOf<K> | null,
  fields?: FieldSource,
): T & FieldsGiven {
  checkObject(target, 'target');
  checkFieldKey(key);
  const field = fields?.field(key) ?? (typeof key === 'object' ? key : embedded(target as FieldHolder, key));
  return putField(target, field, value as FieldInput | null);
}

/** Returns a custom field as it goes over the wire. Throws InputError on a value that does not fit the type. */
export function writeField<const F extends FieldRef>(field: F, value: FieldInputOf<F> | null): CustomFieldValueInput {
  checkObject(field, 'field');
  const items = value === null ? [] : itemsOf(field, value, fieldPath(field));
  return { field_id: field.id, values: items.length === 0 ? null : items };
}

/** Puts a field into a body and replaces the value that the body has for it. Throws InputError on a value that does not fit the type. */
export function putField<T extends object>(
  target: T & FieldTarget,
  field: FieldRef,
  value: FieldInput | null,
): T & FieldsGiven {
  const own = writeField(field, value);
  const others = (target.custom_fields_values ?? []).filter((other) =>
    'field_id' in other ? other.field_id !== field.id : other.field_code !== field.code,
  );
  return Object.assign(target, { custom_fields_values: [...others, own] });
}

// A field that was read has its type, but not its options.
function embedded(target: FieldHolder, key: number | string): FieldRef {
  const found = findField(target, key);
  if (found?.field_type)
    return {
      id: found.field_id,
      type: found.field_type,
      ...(found.field_name !== undefined && { name: found.field_name }),
    };
  throw new InputError(
    fieldPath(key),
    'is unknown here. Pass the definitions as the last argument: await kommo.fields(...)',
  );
}
