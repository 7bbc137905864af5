import { InputError } from '../errors.js';
import { fieldPath } from './key.js';
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

/** What knows the fields of an account by code, id or name: what `kommo.fields()` gives. */
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
 * Without definitions a key must tell the type itself: `setField({}, { id: 5, type: 'numeric' }, 5000)`. Null empties the field.
 * @throws InputError on a field or an option that is not there, with the nearest names, and on a value that the type does not take
 */
export function setField<T extends object, const K extends FieldKey>(
  target: T & FieldTarget,
  key: K,
  value: FieldInputOf<K> | null,
  fields?: FieldSource,
): T & FieldsGiven {
  const field = fields?.field(key) ?? (typeof key === 'object' ? key : embedded(target as FieldHolder, key));
  return putField(target, field, value as FieldInput | null);
}

/** A custom field as it goes over the wire. Throws InputError on a value that the type does not take. */
export function writeField<const F extends FieldRef>(field: F, value: FieldInputOf<F> | null): CustomFieldValueInput {
  const items = value === null ? [] : itemsOf(field, value, fieldPath(field));
  return { field_id: field.id, values: items.length === 0 ? null : items };
}

/** Puts a field into a body, in place of what the body has for it. Throws InputError on a value that the type does not take. */
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

// What was read tells the type, though not the options.
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
    'is not known here; give the definitions as the last argument: await kommo.fields(...)',
  );
}
