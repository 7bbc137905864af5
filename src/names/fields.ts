import { InputError } from '../errors.js';
import { readField } from '../fields/read.js';
import type { CustomFieldsValues, CustomFieldValue, CustomFieldValueInput } from '../fields/types.js';
import { itemsOf } from '../fields/write-items.js';
import { checkObject } from '../util/check.js';
import type { AccountField, AccountFields } from './definition.js';
import { disagreement, Ids, sameValue, unknownName } from './ids.js';

const CHOICES = new Set(['select', 'radiobutton', 'category', 'multiselect']);

interface Field extends AccountField {
  readonly name: string;
  readonly options: Ids | undefined;
}

/** Custom fields of one kind of entity: by name on our side, `custom_fields_values` on the wire. */
export class Fields {
  readonly #byName: ReadonlyMap<string, Field>;
  readonly #where: string;

  /** @param where - the name of the entity in errors: `leads` */
  constructor(where: string, fields: AccountFields) {
    this.#where = where;
    this.#byName = new Map(
      Object.entries(fields).map(([name, field]) => {
        const options = CHOICES.has(field.type) ? new Ids(`option of ${where}.${name}`, field.enums ?? {}) : undefined;
        return [name, { ...field, name, options }];
      }),
    );
  }

  /** Every field of the account by name, null if it is empty. */
  read(values: CustomFieldsValues | undefined): Record<string, unknown> {
    const filled = new Map((values ?? []).map((field) => [field.field_id, field]));
    return Object.fromEntries(
      [...this.#byName.values()].map((field) => [field.name, readOne(field, filled.get(field.id))]),
    );
  }

  /**
   * `custom_fields_values` out of `own` and fields by name. An entity that was read has each field in both. There a null in `fields` stands for
   * an empty field, and stays out. Throws InputError, also if a field stands in both with two values.
   */
  write(fields: unknown, own: unknown): unknown {
    const where = `${this.#where}.fields`;
    const entries = Object.entries(checkObject(fields as object, where)).filter(([, value]) => value !== undefined);
    const wire = wireFields(own);
    const named = entries.flatMap(([name, value]) => {
      const field = this.#field(name);
      const { id, code } = field;
      const path = this.#path(name);
      const given = wire.filter((one) => isOf(field, one));
      for (const one of given) {
        const read = readOne(field, { ...one, field_type: field.type } as CustomFieldValue);
        const isSame = sameValue(read, value) || sameValue(writeOne(field, read, path), writeOne(field, value, path));
        if (!isSame) throw disagreement(path, 'custom_fields_values');
      }
      if (given.length > 0 || (value === null && own !== undefined)) return [];
      return [{ field_id: id, ...(code && { field_code: code }), values: writeOne(field, value, path) }];
    });
    return own === null && named.length === 0 ? null : [...wire, ...named];
  }

  /** `filter.custom_fields_values` out of fields by name. Throws InputError. */
  filter(fields: unknown): Record<string, unknown> {
    const entries = Object.entries(checkObject(fields as object, 'filter.fields')).filter(
      ([, value]) => value !== undefined,
    );
    return Object.fromEntries(
      entries.map(([name, value]) => {
        const { id, options } = this.#field(name);
        return [id, options ? options.ids(value, this.#path(name)) : value];
      }),
    );
  }

  #field(name: string): Field {
    const field = this.#byName.get(name);
    if (field) return field;
    throw unknownName(this.#path(name), `field of ${this.#where}`, name, [...this.#byName.keys()]);
  }

  #path(name: string): string {
    return `${this.#where}.fields.${name}`;
  }
}

type WireField = { readonly field_id?: unknown; readonly field_code?: unknown };

function wireFields(own: unknown): readonly WireField[] {
  if (own === undefined || own === null) return [];
  if (!Array.isArray(own)) throw new InputError('custom_fields_values', 'must be a list of fields');
  own.forEach((one, at) => void checkObject(one, `custom_fields_values.${at}`));
  return own;
}

function isOf({ id, code }: Field, { field_id, field_code }: WireField): boolean {
  if (field_id !== undefined && field_id !== null) return String(field_id) === String(id);
  return code !== undefined && String(field_code).toLowerCase() === code.toLowerCase();
}

function readOne({ options }: Field, field: CustomFieldValue | undefined): unknown {
  if (!field?.values) return null;
  return readField(options ? relabelled(field, options) : field);
}

// Options have the names of the account's file, even if their labels have changed since.
function relabelled(field: CustomFieldValue, options: Ids): CustomFieldValue {
  const values = (field.values as { value?: unknown; enum_id?: unknown }[]).map((item) => ({
    ...item,
    value: options.name(item.enum_id) ?? item.value,
  }));
  return { ...field, values } as CustomFieldValue;
}

function writeOne({ id, type, options }: Field, value: unknown, path: string): CustomFieldValueInput['values'] {
  if (value === null) return null;
  const items = itemsOf({ id, type }, options ? options.ids(value, path) : value, path);
  return items.length === 0 ? null : items;
}
