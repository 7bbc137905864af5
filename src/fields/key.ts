import { InputError } from '../errors.js';
import { isRecord } from '../util/is-record.js';
import type { FieldKey } from './types.js';

/** The name of a field in errors. */
export function fieldPath(key: FieldKey): string {
  return `custom_fields_values.${typeof key === 'object' ? (key.code ?? key.name ?? key.id) : key}`;
}

/** Refuses what names no field, such as a constant that does not exist. It would read as an empty field. */
export function checkFieldKey<K extends FieldKey>(key: K): K {
  if ((typeof key === 'string' && key !== '') || typeof key === 'number' || isRecord(key)) return key;
  throw new InputError('key', `must be the code, the id or the name of a field, got ${typeof key}`);
}

/** The keys of a field. */
export interface FieldNames {
  readonly id: number;
  readonly code?: string | null | undefined;
  readonly name?: string | undefined;
}

/** Finds the field of a key: by id, else by code, else by name. Throws InputError if several fields have the name. */
export function matchField<T>(fields: readonly T[], key: FieldKey, describe: (field: T) => FieldNames): T | undefined {
  if (typeof key !== 'string') {
    const id = typeof key === 'object' ? key.id : key;
    return fields.find((field) => describe(field).id === id);
  }
  const found = fields.find((field) => describe(field).code === key);
  return (
    found ??
    oneOf(
      fields.filter((field) => describe(field).name === key),
      key,
      describe,
    )
  );
}

/** Returns the only field with a name. Throws InputError if there are several. */
export function oneOf<T>(named: readonly T[], key: string, describe: (field: T) => FieldNames): T | undefined {
  if (named.length <= 1) return named[0];
  const ids = named.map((field) => describe(field).id).join(', ');
  throw new InputError(fieldPath(key), `is the name of several fields (${ids}). Use an id`);
}
