import { InputError } from '../errors.js';
import type { FieldKey } from './types.js';

/** How an error names a field. */
export function fieldPath(key: FieldKey): string {
  return `custom_fields_values.${typeof key === 'object' ? (key.code ?? key.name ?? key.id) : key}`;
}

/** What a field goes by. */
export interface FieldNames {
  readonly id: number;
  readonly code?: string | null | undefined;
  readonly name?: string | undefined;
}

/** The one that a key means: by id, else by code, else by name. Throws InputError where several have the name. */
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

/** The only one of those that have a name. Throws InputError where there are several. */
export function oneOf<T>(named: readonly T[], key: string, describe: (field: T) => FieldNames): T | undefined {
  if (named.length <= 1) return named[0];
  const ids = named.map((field) => describe(field).id).join(', ');
  throw new InputError(fieldPath(key), `is the name of several fields (${ids}); use an id`);
}
