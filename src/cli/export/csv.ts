import { stringify } from 'csv-stringify/sync';
import type { CustomField } from '../../resources/custom-fields.js';
import { distinctNames } from '../../util/distinct-names.js';
import { dayOf, iso } from '../../util/zone.js';
import type { ExportNames } from './names.js';

interface Wire {
  readonly [key: string]: unknown;
  readonly custom_fields_values?: readonly { field_id: number; values: readonly { value?: unknown }[] | null }[] | null;
  readonly _embedded?: Readonly<Record<string, unknown>>;
}

/** Lines of a CSV (RFC 4180) with names beside ids, ISO moments and a column for each custom field. */
export class Csv {
  readonly #columns: readonly string[];
  readonly #fields: readonly CustomField[];
  readonly #names: ExportNames;

  constructor(columns: readonly string[], names: ExportNames, fields: readonly CustomField[] = []) {
    this.#columns = columns;
    this.#names = names;
    this.#fields = fields;
  }

  /** The first line. A custom field has its name in Kommo. If two share a name, both get their ids. */
  header(): string {
    const isTaken = (name: string): boolean => this.#columns.includes(name);
    const names = distinctNames(
      this.#fields.map(({ id, name }) => [id, name] as const),
      { isTaken },
    );
    return lineOf([...this.#columns, ...this.#fields.map(({ id }) => names.get(id))]);
  }

  /** The line of one item. */
  line(item: object): string {
    const wire = item as Wire;
    const filled = new Map((wire.custom_fields_values ?? []).map((field) => [field.field_id, field.values]));
    const cells = this.#columns.map((column) => this.#cell(column, wire));
    const fields = this.#fields.map(({ id, type }) =>
      (filled.get(id) ?? []).map((item) => this.#value(type, item)).join('; '),
    );
    return lineOf([...cells, ...fields]);
  }

  #cell(column: string, wire: Wire): unknown {
    const embedded = wire._embedded?.[column];
    if (Array.isArray(embedded)) return embedded.map(nameOf).join('; ');
    const name = this.#names.of(column, wire);
    if (name !== undefined) return name;
    const value = wire[column];
    return typeof value === 'number' && MOMENTS.has(column) && isWritable(value) ? iso(this.#names.zone, value) : value;
  }

  #value(type: string, { value, ...rest }: { value?: unknown }): string {
    if (typeof value === 'object' && value !== null) return JSON.stringify(value);
    const seconds = Number(value);
    if (DATES.has(type) && value !== '' && isWritable(seconds)) {
      return type === 'date_time' ? iso(this.#names.zone, seconds) : dayOf(this.#names.zone, seconds);
    }
    return String(value ?? JSON.stringify(rest));
  }
}

const MOMENTS = new Set(['created_at', 'updated_at', 'closed_at', 'complete_till']);
const DATES = new Set(['date', 'date_time', 'birthday']);

// Years 1 to 9998, in every zone. What lies outside is a mistake, such as milliseconds, and stays as it is.
const isWritable = (seconds: number): boolean => seconds > -62_135_000_000 && seconds < 253_370_000_000;

/** The name of an embedded thing, or its id if it has no name. */
function nameOf(item: unknown): string {
  const { name, id } = (item ?? {}) as { name?: unknown; id?: unknown };
  return String(name ?? id ?? JSON.stringify(item));
}

// Without `quoted_match` a lone line feed would stay bare, and readers take it for the end of the line.
const FORMAT = { record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const;
const lineOf = (cells: readonly unknown[]): string => stringify([cells.map(textOf)], FORMAT);

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return inert(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/**
 * Text with an apostrophe before everything that a spreadsheet would run as a formula. A formula can also stand after a semicolon, a tab or
 * a line break, which end the cell in a spreadsheet that does not expect commas, and behind quotes, which such a spreadsheet removes.
 * Numbers and phones start with a sign too, and stay as they are.
 */
export const inert = (text: string): string =>
  text.replace(/[^;\t\r\n]+/g, (part) => {
    const start = part.slice(leading(part));
    const runs = /^[=@+\-＝＠＋－]/.test(start) && !HARMLESS.test(start);
    return runs ? `${part.slice(0, part.length - start.length)}'${start}` : part;
  });

// What a spreadsheet may skip before a formula: spaces, quotes, characters that are not seen.
const SKIPPED = /[\s"\p{C}]/u;

function leading(part: string): number {
  let length = 0;
  while (length < part.length && SKIPPED.test(part.charAt(length))) length++;
  return length;
}

// Phones with all that people write between the digits, and numbers as JavaScript writes them. Without a letter nothing is called.
const HARMLESS = /^[+-]?(?:[\d\s().,/*#\p{Pd}\u2212]*|[\d.]+e[+-]?\d+)"*$/u;
