export type { CustomField } from '../resources/custom-fields.js';
export type { FieldScope, FieldsOptions } from './field-cache.js';
export { type FieldInputsByKey, FieldSet } from './field-set.js';
export { findField, getField, readField } from './read.js';
export type * from './types.js';
export { type FieldSource, setField, writeField } from './write.js';
