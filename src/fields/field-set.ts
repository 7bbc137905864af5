import { InputError } from '../errors.js';
import type { CustomField } from '../resources/custom-fields.js';
import { nearest } from '../util/nearest.js';
import { type FieldNames, fieldPath, oneOf } from './key.js';
import { findField, readField, withType } from './read.js';
import type {
  CustomFieldValueInput,
  FieldHolder,
  FieldInput,
  FieldInputOf,
  FieldKey,
  FieldsGiven,
  FieldTarget,
  FieldTypes,
  FieldValueOf,
  NoFieldTypes,
} from './types.js';
import { putField, writeField } from './write.js';

/** Values by code, id or name of their fields. */
export type FieldInputsByKey<Types> = { readonly [K in keyof Types]?: FieldInputOf<K, Types> | null } & {
  readonly [key: string]: FieldInput | null | undefined;
};

/** The custom fields of one kind of entity, as {@link Kommo.fields} returns them. Reads and writes values by code, id or name. */
export class FieldSet<Types extends FieldTypes = NoFieldTypes> {
  /** The definitions. */
  readonly all: readonly CustomField[];
  readonly #where: string;
  readonly #byId: ReadonlyMap<number, CustomField>;
  readonly #byCode: ReadonlyMap<string, CustomField>;
  readonly #byName = new Map<string, CustomField[]>();

  /** @param where - the name of the entity in errors: `leads` */
  constructor(where: string, all: readonly CustomField[]) {
    this.all = all;
    this.#where = where;
    this.#byId = new Map(all.map((field) => [field.id, field]));
    this.#byCode = new Map(all.flatMap((field) => (field.code ? [[field.code, field]] : [])));
    for (const field of all) this.#byName.set(field.name, [...(this.#byName.get(field.name) ?? []), field]);
  }

  /**
   * The definition of a field.
   * @throws InputError on an unknown field, with the nearest names, and on a name that several fields have
   */
  field(key: FieldKey): CustomField {
    const found = typeof key === 'string' ? this.#named(key) : this.#byId.get(typeof key === 'object' ? key.id : key);
    if (!found) throw this.#unknown(key);
    if (typeof key === 'object' && key.type !== found.type) throw mismatch(key, found, key.type);
    return found;
  }

  /**
   * Reads a field of an entity. Null if it is empty. Moments are unix seconds.
   * @throws InputError on an unknown field, with the nearest names
   */
  get<const K extends FieldKey>(entity: FieldHolder, key: K): FieldValueOf<K, Types> | null {
    const { id, code, type } = this.field(key);
    // The fields of a webhook, or of an account that was copied, may have the code and another id.
    const found = findField(entity, id) ?? (code ? findField(entity, code) : undefined);
    return found ? (readField(withType(found, type)) as FieldValueOf<K, Types> | null) : null;
  }

  /**
   * Writes a field into the body of a create or an update, and returns the body. Null empties the field.
   * @throws InputError on an unknown field or option, with the nearest names, and on a value that does not fit the type
   */
  set<T extends object, const K extends FieldKey>(
    target: T & FieldTarget,
    key: K,
    value: FieldInputOf<K, Types> | null,
  ): T & FieldsGiven {
    return putField(target, this.field(key), value as FieldInput | null);
  }

  /**
   * Writes several fields: `{ custom_fields_values: fields.write({ BUDGET: 5000, Channel: 'WhatsApp' }) }`.
   * Null empties a field, undefined leaves it out.
   * @throws InputError as `set` does
   */
  write(values: FieldInputsByKey<Types>): CustomFieldValueInput[] {
    return Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [writeField(this.field(key), value)],
    );
  }

  /** The same set with known types. @throws InputError if the account has other types */
  typed<const T extends FieldTypes>(types: T): FieldSet<T> {
    for (const [key, type] of Object.entries(types)) {
      const found = this.field(key);
      if (found.type !== type) throw mismatch(key, found, type);
    }
    return this as unknown as FieldSet<T>;
  }

  #named(key: string): CustomField | undefined {
    const found = this.#byCode.get(key) ?? oneOf(this.#byName.get(key) ?? [], key, (field): FieldNames => field);
    // Keys of an object are strings, ids too.
    return found ?? (/^\d+$/.test(key) ? this.#byId.get(Number(key)) : undefined);
  }

  #unknown(key: FieldKey): InputError {
    const wanted = typeof key === 'object' ? (key.code ?? key.name ?? '') : String(key);
    const near = nearest(wanted, [...this.#byName.keys(), ...this.#byCode.keys()]);
    const shown =
      near.length > 0
        ? `The nearest: ${list(near)}`
        : `Its fields: ${list([...this.#byName.keys()].slice(0, 10)) || 'none'}`;
    return new InputError(
      fieldPath(key),
      `is not a field of ${this.#where}. ${shown}. If it is new, read the definitions again: kommo.fields(..., { refresh: true })`,
    );
  }
}

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

const mismatch = (key: FieldKey, found: CustomField, wanted: string): InputError =>
  new InputError(fieldPath(key), `is of the type ${found.type}, not ${wanted}`);
