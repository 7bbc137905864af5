import { isWireObject, itemsOf, member, textOf, type WireObject, type WireValue } from './wire.js';

/**
 * How one field of an entity is read. A form has only strings, so this table, and nothing about the value itself, decides what
 * becomes a number: a phone number stays a string.
 */
export interface Field<T, Required extends boolean = boolean> {
  readonly read: (value: WireValue) => T | undefined;
  readonly required: Required;
}

/** Fields of an entity by name. */
export type Fields = { readonly [name: string]: Field<unknown> };

type ValueOf<F> = F extends Field<infer T> ? T : never;

/** The entity that a table of fields describes. */
export type EntityOf<F extends Fields> = {
  -readonly [K in keyof F as F[K]['required'] extends true ? K : never]: ValueOf<F[K]>;
} & {
  -readonly [K in keyof F as F[K]['required'] extends true ? never : K]?: ValueOf<F[K]>;
};

const optional = <T>(read: (value: WireValue) => T | undefined): Field<T, false> => ({ read, required: false });

/** Marks a field that every item has. An item without it is not such an entity. */
export const required = <T>(field: Field<T>): Field<T, true> => ({ read: field.read, required: true });

/** Whole number. Absent if the text is empty or is not a whole number. */
export const int = optional((value) => numberIf(value, /^-?\d{1,16}$/));

/** Number with or without a fraction. */
export const decimal = optional((value) => numberIf(value, /^-?\d{1,16}(?:\.\d+)?$/));

/** Text. */
export const string = optional(textOf);

/** `1` or `0`. */
export const bool = optional((value) => {
  if (typeof value === 'boolean') return value;
  const text = textOf(value);
  if (text === '1' || text === 'true') return true;
  return text === '0' || text === 'false' || text === '' ? false : undefined;
});

/** Anything, as it was decoded: its keys are open by nature. */
export const wire = optional<WireValue>((value) => value);

/** An object whose keys are open by nature. */
export const open = optional<WireObject>((value) => (isWireObject(value) ? value : undefined));

/** Whole numbers: a list of them, or Kommo's map `{ 15: { ID: 15 } }`. */
export const ids = optional<number[]>((value) =>
  itemsOf(value).flatMap((item) => {
    const id = int.read(isWireObject(item) ? (member(item, 'ID') ?? member(item, 'id') ?? null) : item);
    return id === undefined ? [] : [id];
  }),
);

/** One nested object. */
export const nested = <F extends Fields>(fields: F): Field<EntityOf<F>, false> =>
  optional((value) => readEntity(fields, value));

/** A list of objects. */
export const list = <F extends Fields>(fields: F): Field<EntityOf<F>[], false> =>
  optional((value) =>
    itemsOf(value).flatMap((item) => {
      const entity = readEntity(fields, item);
      return entity === undefined ? [] : [entity];
    }),
  );

/** Reads an entity by its table. Undefined where a field that it must have is missing. */
export function readEntity<F extends Fields>(fields: F, item: WireValue): EntityOf<F> | undefined {
  if (!isWireObject(item)) return undefined;
  const entity: Record<string, unknown> = {};
  for (const name in fields) {
    const field = fields[name] as Field<unknown>;
    const given = member(item, name);
    const value = given === undefined || given === null ? undefined : field.read(given);
    if (value !== undefined) entity[name] = value;
    else if (field.required) return undefined;
  }
  return entity as EntityOf<F>;
}

function numberIf(value: WireValue, pattern: RegExp): number | undefined {
  const text = textOf(value);
  if (text === undefined || !pattern.test(text)) return undefined;
  const number = Number(text);
  // Plus 0 makes a 0 of "-0".
  return Number.isSafeInteger(number) || text.includes('.') ? number + 0 : undefined;
}
