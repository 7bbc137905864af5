import { InputError } from '../errors.js';
import { readField } from '../fields/read.js';
import type { CustomFieldsValues, CustomFieldValue, CustomFieldValueInput, FieldInput } from '../fields/types.js';
import { writeField } from '../fields/write.js';
import type { AccountField, AccountFields } from './definition.js';
import { Ids, unknownName } from './ids.js';

const CHOICES = new Set(['select', 'radiobutton', 'category', 'multiselect']);

interface Field extends AccountField {
  readonly name: string;
  readonly options: Ids | undefined;
}

/** Custom fields of one kind of entity: by name on our side, `custom_fields_values` on the wire. */
export class Fields {
  readonly #byName: ReadonlyMap<string, Field>;
  readonly #where: string;

  /** @param where how an error calls the entity: `leads` */
  constructor(where: string, fields: AccountFields) {
    this.#where = where;
    this.#byName = new Map(
      Object.entries(fields).map(([name, field]) => {
        const options = CHOICES.has(field.type) ? new Ids(`option of ${where}.${name}`, field.enums ?? {}) : undefined;
        return [name, { ...field, name, options }];
      }),
    );
  }

  /** Every field of the account by name, null where it is empty. */
  read(values: CustomFieldsValues | undefined): Record<string, unknown> {
    const filled = new Map((values ?? []).map((field) => [field.field_id, field]));
    return Object.fromEntries(
      [...this.#byName.values()].map((field) => [field.name, readOne(field, filled.get(field.id))]),
    );
  }

  /** `custom_fields_values` out of fields by name. Throws InputError. */
  write(fields: object): CustomFieldValueInput[] {
    return Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => {
        const field = this.#field(name);
        const wire = { field_id: field.id, ...(field.code && { field_code: field.code }) };
        return { ...wire, values: value === null ? null : writeOne(field, value, this.#path(name)) };
      });
  }

  /** `filter.custom_fields_values` out of fields by name. Throws InputError. */
  filter(fields: object): Record<string, unknown> {
    const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
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

function readOne({ type, options }: Field, field: CustomFieldValue | undefined): unknown {
  if (!field?.values?.[0]) return null;
  if (!options) return readField(field);
  const names = (field.values as { value?: unknown; enum_id?: unknown }[]).map(
    ({ value, enum_id }) => options.name(enum_id) ?? value,
  );
  return type === 'multiselect' ? names : names[0];
}

function writeOne({ id, name, type, options }: Field, value: unknown, path: string): CustomFieldValueInput['values'] {
  if (!options)
    return writeField<{ id: number; name: string; type: string }>({ id, name, type }, value as FieldInput).values;
  const names = type === 'multiselect' ? value : [value];
  if (!Array.isArray(names)) throw new InputError(path, 'takes a list of options');
  return names.map((option) => ({ enum_id: options.id(option, path) }));
}
