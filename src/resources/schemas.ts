import type { components, operations } from '../generated/schema.js';

/** The schemas of the spec by name. */
export type Schemas = components['schemas'];

/** Query parameters of an operation, as the spec has them. */
export type Query<Id extends keyof operations> = operations[Id]['parameters'] extends { query?: infer Q }
  ? NonNullable<Q>
  : never;

/** Query parameters of a list, with `with` left to the method that narrows by it. */
export type ListQuery<Id extends keyof operations> = Omit<Query<Id>, 'with'>;
