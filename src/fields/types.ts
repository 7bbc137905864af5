import type { Schemas } from '../resources/schemas.js';

/** A filled custom field as it is read. Compare `field_type` to narrow it. */
export type CustomFieldValue = Schemas['CustomFieldValue'];
/** The filled custom fields of an entity. Null, or sometimes empty, if no field is filled. */
export type CustomFieldsValues = Schemas['CustomFieldsValues'];
/** A custom field to fill. */
export type CustomFieldValueInput = Schemas['CustomFieldValueInput'];
/** The custom fields to fill. The others keep their values. */
export type CustomFieldsValuesInput = Schemas['CustomFieldsValuesInput'];
/** One value of a custom field on the wire. */
export type CustomFieldItemInput = Schemas['CustomFieldItemInput'];

/** A phone or e-mail with its kind: `WORK`, `MOB`, `PRIV` ... */
export interface MultitextValue {
  value: string;
  enum_code: Schemas['MultitextCode'];
  enum_id?: number;
}

/** The parts of an address. The country is a two-letter ISO code. */
export type AddressValue = { [Part in NonNullable<Schemas['AddressLineCode']>]?: string };

/** What `getField` returns, by the type of the field. Moments are unix seconds. */
export interface FieldValues {
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
  /** Label of the option. */
  select: string;
  /** Label of the option. */
  radiobutton: string;
  /** Name of the node. */
  category: string;
  /** Labels of the options. */
  multiselect: string[];
  multitext: MultitextValue[];
  smart_address: AddressValue;
  legal_entity: Schemas['LegalEntity'];
  items: Schemas['InvoiceItem'][];
  linked_entity: Schemas['LinkedEntityValue'];
  chained_list: Schemas['ChainedListFieldItem'][];
  file: Schemas['FileFieldData'];
  payer: Schemas['Payer'];
  supplier: Schemas['Supplier'];
}

/** A field of a type that came after this version of the SDK: its values as they are on the wire. */
export type UnknownFieldValue = readonly { readonly [key: string]: unknown }[];

/** What a field of any type may hold. */
export type FieldValue = FieldValues[keyof FieldValues] | UnknownFieldValue;

/** A moment: a Date, unix seconds, or an RFC 3339 string with time and offset. */
export type MomentInput = Date | number | string;

/** An option: its label or code as a string, its id as a number. */
export type ChoiceInput = string | number;

/** A phone or e-mail: alone, or with its kind. */
export type MultitextInput = string | { value: string; enum_code?: Schemas['MultitextCode']; enum_id?: number };

type Many<T> = T | readonly T[];

/** What `setField` accepts, by the type of the field. */
export interface FieldInputs {
  text: string;
  textarea: string;
  url: string;
  streetaddress: string;
  tracking_data: string;
  org_legal_name: string;
  numeric: number | `${number}`;
  price: number | `${number}`;
  monetary: number | `${number}`;
  checkbox: boolean;
  date: MomentInput;
  date_time: MomentInput;
  birthday: MomentInput;
  select: ChoiceInput;
  radiobutton: ChoiceInput;
  category: ChoiceInput;
  multiselect: Many<ChoiceInput>;
  multitext: Many<MultitextInput>;
  smart_address: AddressValue;
  legal_entity: Schemas['LegalEntity'];
  items: Many<Schemas['InvoiceItemInput']>;
  linked_entity: Schemas['LinkedEntityValue'];
  chained_list: Many<Schemas['ChainedListFieldItem']>;
  /** The file, or its uuid. */
  file: Schemas['FileFieldData'] | string;
  payer: Schemas['Payer'];
  /** The element of the list of own companies, or its id. */
  supplier: Schemas['Supplier'] | number;
}

/** What a field of any type may accept. */
export type FieldInput = FieldInputs[keyof FieldInputs] | UnknownFieldValue;

/** The properties of an option that writing needs. */
export interface FieldOption {
  readonly id: number;
  readonly value: string;
  readonly code?: string | null;
}

/**
 * The properties of a field that reading and writing need: a definition from the account, or your own `{ id: 5, type: 'numeric' }`.
 * If it lists options, they are checked.
 */
export interface FieldRef<T extends string = string> {
  readonly id: number;
  readonly type: T;
  readonly name?: string;
  readonly code?: string | null;
  readonly enums?: readonly FieldOption[] | { readonly [label: string]: number } | null;
  readonly nested?: readonly FieldOption[] | null;
}

/** A field by its id, by its code, by its name, or itself. A code goes before a name. */
export type FieldKey = number | string | FieldRef;

/** Fields by code or name, with the types that a script expects. */
export type FieldTypes = { readonly [key: string]: keyof FieldValues };
/** No expected types. */
export type NoFieldTypes = Record<never, keyof FieldValues>;

type TypeOf<K, Types> = K extends keyof Types ? Types[K] : K extends { readonly type: infer T } ? T : string;

/** Type of a value that is read, by the key of the field or by the types that you named. */
export type FieldValueOf<K, Types = NoFieldTypes> =
  TypeOf<K, Types> extends infer T ? (T extends keyof FieldValues ? FieldValues[T] : FieldValue) : never;

/** Type of a value that is written, by the key of the field or by the types that you named. */
export type FieldInputOf<K, Types = NoFieldTypes> =
  TypeOf<K, Types> extends infer T ? (T extends keyof FieldInputs ? FieldInputs[T] : FieldInput) : never;

/** A custom field as webhooks carry it: without its type, and with values as texts. */
export interface WebhookFieldValue {
  readonly id: number;
  readonly name?: string | undefined;
  readonly code?: string | undefined;
  readonly values: readonly {
    readonly value: unknown;
    readonly enum?: number | undefined;
    readonly subtype?: string | undefined;
  }[];
}

/** An entity with custom fields, from the API or from a webhook. */
export interface FieldHolder {
  readonly custom_fields_values?: CustomFieldsValues | undefined;
  /** The fields of the entity of a webhook. */
  readonly custom_fields?: readonly WebhookFieldValue[] | undefined;
}

/** The body of a create or an update, which accepts custom fields. */
export interface FieldTarget {
  custom_fields_values?: CustomFieldsValuesInput | undefined;
}

/** A body that has custom fields. */
export interface FieldsGiven {
  custom_fields_values: CustomFieldValueInput[];
}
