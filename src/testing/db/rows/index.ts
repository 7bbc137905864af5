/** Rows of the tables, kind by kind. */
export type * from './account.js';
export type * from './channels.js';
export type * from './customers.js';
export type * from './entities.js';
export type * from './events.js';
export type * from './fields.js';
export type * from './files.js';
export type * from './users.js';
