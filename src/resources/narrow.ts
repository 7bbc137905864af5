type RootOf<Row> = Row extends { root: infer K } ? K : never;
type EmbeddedOf<Row> = Row extends { embedded: infer K } ? K : never;

/**
 * `T` without the optional marks of the properties that `with` asked for. `Table` lists the properties of each value of `with` (generated from the spec).
 * A list whose values are known only at run time narrows nothing.
 */
export type Narrow<T, Table, W extends readonly unknown[]> = number extends W['length']
  ? T
  : [Extract<W[number], keyof Table>] extends [never]
    ? T
    : T &
        Required<Pick<T, Extract<RootOf<Table[Extract<W[number], keyof Table>]>, keyof T>>> &
        NarrowEmbedded<T, EmbeddedOf<Table[Extract<W[number], keyof Table>]>>;

type NarrowEmbedded<T, Keys> = [Keys] extends [never]
  ? unknown
  : T extends { _embedded?: infer E }
    ? { _embedded: Required<Pick<NonNullable<E>, Extract<Keys, keyof NonNullable<E>>>> }
    : unknown;
