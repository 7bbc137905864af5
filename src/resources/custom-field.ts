import { embedded, first } from '../http/hal.js';
import type { Schemas } from './schemas.js';

type CustomField = Schemas['CustomField'];

/** The answer of a batch update holds options as an object keyed by index; the type says an array, so the value is one. */
export function tidyField(field: CustomField): CustomField {
  const enums: unknown = field.enums;
  if (enums !== null && typeof enums === 'object') field.enums = Object.values(enums);
  return field;
}

/** The one field of an answer, at its root or wrapped. */
export const oneField = (data: unknown): CustomField => tidyField(first<CustomField>('custom_fields')(data));

/** The fields of an answer. */
export const someFields = (data: unknown): CustomField[] => embedded<CustomField>('custom_fields')(data).map(tidyField);
