/** Parameters of a list with filters by name in place of those that are called the same. */
export type Filtered<Params, Filter> = Omit<Params, 'filter'> & {
  filter?: Params extends { filter?: infer F } ? Omit<NonNullable<F>, keyof Filter> & Filter : Filter;
};
