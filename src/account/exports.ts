export type * from './catalogs.js';
export type * from './customers.js';
export {
  type AccountCatalog,
  type AccountDefinition,
  type AccountEntity,
  type AccountField,
  type AccountFields,
  type AccountIds,
  type AccountPipeline,
  defineAccount,
} from './definition.js';
export type * from './names.js';
export type * from './resources.js';
export type { FieldsFilter, FieldsRead, FieldsWrite } from './values.js';
