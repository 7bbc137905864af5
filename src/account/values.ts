import type { Schemas } from '../core/types.js';
import type { AccountField, AccountFields } from './definition.js';

/** A phone or e-mail with its kind. */
export type MultitextItem = Schemas['MultitextFieldItem'];

// By type of field, as read. Types that are not here (and those that came later) are `unknown`.
interface Plain {
  text: string;
  textarea: string;
  url: string;
  streetaddress: string;
  tracking_data: string;
  org_legal_name: string;
  numeric: number;
  price: number;
  monetary: number;
  checkbox: boolean;
  date: number;
  date_time: number;
  birthday: number;
  multitext: readonly MultitextItem[];
  smart_address: readonly Schemas['SmartAddressFieldItem'][];
  legal_entity: readonly Schemas['LegalEntityFieldItem'][];
  items: readonly Schemas['ItemsFieldItem'][];
  linked_entity: readonly Schemas['LinkedEntityFieldItem'][];
  chained_list: readonly Schemas['ChainedListFieldItem'][];
  file: readonly Schemas['FileFieldItem'][];
  payer: readonly Schemas['PayerFieldItem'][];
  supplier: readonly Schemas['SupplierFieldItem'][];
}

// What is taken where it is not what is read.
interface Written {
  date: number | Date;
  date_time: number | Date;
  birthday: number | Date;
  multitext: string | readonly (string | MultitextItem)[];
}

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

type Labels<F extends AccountField> = F['type'] extends 'multiselect'
  ? readonly Label<F>[]
  : F['type'] extends 'select' | 'radiobutton' | 'category'
    ? Label<F>
    : never;

type Read<F extends AccountField> = F['type'] extends keyof Plain
  ? Plain[F['type']]
  : [Labels<F>] extends [never]
    ? unknown
    : Labels<F>;

type Write<F extends AccountField> = F['type'] extends keyof Written ? Written[F['type']] : Read<F>;

type Filter<F extends AccountField> = F['type'] extends keyof Filtered
  ? Filtered[F['type']]
  : [Labels<F>] extends [never]
    ? string | number
    : Label<F> | readonly Label<F>[];

/** Custom fields as they are read; null is empty. Moments are unix seconds. */
export type FieldsRead<T extends AccountFields> = { readonly [K in keyof T]: Read<T[K]> | null };

/** Custom fields as they are written: what is left out stays, null empties. */
export type FieldsWrite<T extends AccountFields> = { [K in keyof T]?: Write<T[K]> | null };

/** Custom fields in a filter. */
export type FieldsFilter<T extends AccountFields> = { [K in keyof T]?: Filter<T[K]> };
