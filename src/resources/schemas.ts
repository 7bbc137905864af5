import type { components, operations } from '../generated/schema.js';

/** The schemas of the spec by name. */
export type Schemas = components['schemas'];

/** A schema of the spec. An interface that extends it keeps its name in hovers, errors and declarations, which an alias does not. */
export type Schema<Name extends keyof Schemas> = Schemas[Name];

/** The same for a union, which no interface can extend. An alias of it keeps its own name, because TypeScript computes a new type here. */
export type UnionSchema<Name extends keyof Schemas> = Exclude<Schemas[Name], never>;

/** Query parameters of an operation, as the spec has them. */
export type Query<Id extends keyof operations> = operations[Id]['parameters'] extends { query?: infer Q }
  ? NonNullable<Q>
  : never;

/** Query parameters of a list, with `with` left to the method that narrows by it. */
export type ListQuery<Id extends keyof operations> = Omit<Query<Id>, 'with'>;
