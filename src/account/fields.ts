import { InputError } from '../errors.js';
import type { AccountField, AccountFields } from './definition.js';
import { Ids, unknownName } from './ids.js';

interface WireItem {
  readonly value?: unknown;
  readonly enum_id?: unknown;
}

interface WireField {
  readonly field_id: number;
  readonly values: readonly WireItem[] | null;
}

const NUMBERS = new Set(['numeric', 'price', 'monetary', 'date', 'date_time', 'birthday']);
const TEXTS = new Set(['text', 'textarea', 'url', 'streetaddress', 'tracking_data', 'org_legal_name']);
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
  read(values: unknown): Record<string, unknown> {
    const filled = new Map(((values ?? []) as readonly WireField[]).map((field) => [field.field_id, field.values]));
    const entries = [...this.#byName.values()].map((field) => [field.name, readOne(field, filled.get(field.id) ?? [])]);
    return Object.fromEntries(entries);
  }

  /** `custom_fields_values` out of fields by name. Throws InputError. */
  write(fields: object): { field_id: number; field_code?: string; values: unknown[] | null }[] {
    return Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => {
        const field = this.#field(name);
        const values = value === null ? null : writeOne(field, value, this.#path(name));
        return { field_id: field.id, ...(field.code && { field_code: field.code }), values };
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

function readOne({ type, options }: Field, items: readonly WireItem[]): unknown {
  const [item] = items;
  if (!item) return null;
  if (NUMBERS.has(type)) return Number(item.value);
  if (TEXTS.has(type)) return item.value;
  if (type === 'checkbox') return item.value === true || item.value === '1' || item.value === 1;
  if (!options) return items;
  const names = items.map(({ value, enum_id }) => options.name(enum_id) ?? value);
  return type === 'multiselect' ? names : names[0];
}

function writeOne({ type, options }: Field, value: unknown, path: string): unknown[] {
  if (options) {
    const names = type === 'multiselect' ? value : [value];
    if (!Array.isArray(names)) throw new InputError(path, 'takes a list of options');
    return names.map((name) => ({ enum_id: options.id(name, path) }));
  }
  if (NUMBERS.has(type) || TEXTS.has(type) || type === 'checkbox') return [{ value }];
  const items = Array.isArray(value) ? value : [value];
  return items.map((item) =>
    item !== null && typeof item === 'object' && !(item instanceof Date) ? item : { value: item },
  );
}
