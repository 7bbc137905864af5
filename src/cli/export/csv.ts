import type { CustomField } from '../../resources/custom-fields.js';

interface Wire {
  readonly [key: string]: unknown;
  readonly custom_fields_values?: readonly { field_id: number; values: readonly { value?: unknown }[] | null }[] | null;
  readonly _embedded?: { readonly tags?: readonly { name: string }[] };
}

/** Lines of a CSV (RFC 4180) with a column for each custom field. */
export class Csv {
  readonly #columns: readonly string[];
  readonly #fields: readonly CustomField[];

  constructor(columns: readonly string[], fields: readonly CustomField[] = []) {
    this.#columns = columns;
    this.#fields = fields;
  }

  /** The first line. A custom field is called as in Kommo; two of one name carry their ids. */
  header(): string {
    const twice = (name: string): boolean =>
      this.#columns.includes(name) || this.#fields.filter((field) => field.name === name).length > 1;
    const names = this.#fields.map(({ id, name }) => (twice(name) ? `${name} (${id})` : name));
    return lineOf([...this.#columns, ...names]);
  }

  line(item: object): string {
    const wire = item as Wire;
    const filled = new Map((wire.custom_fields_values ?? []).map((field) => [field.field_id, field.values]));
    const cells = this.#columns.map((column) =>
      column === 'tags' ? (wire._embedded?.tags ?? []).map(({ name }) => name).join('; ') : wire[column],
    );
    return lineOf([...cells, ...this.#fields.map(({ id }) => (filled.get(id) ?? []).map(textOf).join('; '))]);
  }
}

const textOf = ({ value, ...rest }: { value?: unknown }): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? JSON.stringify(rest));

const lineOf = (cells: readonly unknown[]): string => `${cells.map(cell).join(',')}\r\n`;

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = isFormula(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replace(/"/g, '""')}"` : safe;
}

// A spreadsheet would run it; numbers and phones start with a sign too.
const isFormula = (text: string): boolean => /^[=@+\-\t\r]/.test(text) && !/^[+-]?[\d\s().,-]*$/.test(text);
