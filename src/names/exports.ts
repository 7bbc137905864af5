export type * from './catalogs.js';
export { defineAccount } from './define-account.js';
export type * from './definition.js';
export type * from './names.js';
export type * from './resources.js';
export type { FieldsFilter, FieldsRead, FieldsWrite } from './values.js';
