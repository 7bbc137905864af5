import type { FieldInputs, FieldValues, UnknownFieldValue } from '../fields/types.js';
import type { AccountField, AccountFields } from './definition.js';

interface Range<T> {
  from?: T;
  to?: T;
}

interface Filtered {
  numeric: number | Range<number>;
  price: number | Range<number>;
  monetary: number | Range<number>;
  date: number | Date | Range<number | Date>;
  date_time: number | Date | Range<number | Date>;
  birthday: number | Date | Range<number | Date>;
  checkbox: boolean;
  multitext: string;
}

type Label<F extends AccountField> = F extends { readonly enums: infer E } ? keyof E & string : string;

// Labels if the type has options.
type Labels<F extends AccountField> = F['type'] extends 'multiselect'
  ? Label<F>[]
  : F['type'] extends 'select' | 'radiobutton' | 'category'
    ? Label<F>
    : never;

type Read<F extends AccountField> = [Labels<F>] extends [never]
  ? F['type'] extends keyof FieldValues
    ? FieldValues[F['type']]
    : UnknownFieldValue
  : Labels<F>;

type Write<F extends AccountField> = [Labels<F>] extends [never]
  ? F['type'] extends keyof FieldInputs
    ? FieldInputs[F['type']]
    : UnknownFieldValue
  : Readonly<Labels<F>>;

type Filter<F extends AccountField> = F['type'] extends keyof Filtered
  ? Filtered[F['type']]
  : [Labels<F>] extends [never]
    ? string | number
    : Label<F> | readonly Label<F>[];

/** Custom fields as they are read. Null means empty. Moments are unix seconds. */
export type FieldsRead<T extends AccountFields> = { readonly [K in keyof T]: Read<T[K]> | null };

/** Custom fields as they are written. A field that you leave out does not change, null empties it. */
export type FieldsWrite<T extends AccountFields> = [keyof T] extends [never]
  ? // An empty type would take everything.
    { [name: string]: never }
  : { [K in keyof T]?: Write<T[K]> | null };

/** Custom fields in a filter. */
export type FieldsFilter<T extends AccountFields> = { [K in keyof T]?: Filter<T[K]> };
