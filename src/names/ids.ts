import { InputError } from '../errors.js';
import type { AccountIds } from './definition.js';

/** Names and ids of one kind of thing in the account, in both directions. */
export class Ids {
  readonly #what: string;
  readonly #ids: ReadonlyMap<string, number>;
  readonly #names: ReadonlyMap<number, string>;

  /** @param what - its name in errors: `pipeline` */
  constructor(what: string, ids: AccountIds) {
    this.#what = what;
    this.#ids = new Map(Object.entries(ids));
    this.#names = new Map(Object.entries(ids).map(([name, id]) => [id, name]));
  }

  /** Returns the id of a name. Numbers stay as they are. Throws InputError. */
  id(name: unknown, field: string): number {
    if (typeof name === 'number') return name;
    const id = this.#ids.get(String(name));
    if (id !== undefined) return id;
    throw unknownName(field, this.#what, name, [...this.#ids.keys()]);
  }

  /** The ids of one name or several. */
  ids(names: unknown, field: string): number | number[] {
    return Array.isArray(names) ? names.map((name) => this.id(name, field)) : this.id(names, field);
  }

  /** The name of an id, if it has one. */
  name(id: unknown): string | undefined {
    return this.#names.get(typeof id === 'string' ? Number(id) : (id as number));
  }
}

/** Whether two values mean the same to Kommo: the order of a list does not matter, nor whether a number is text, nor a list around one value. */
export const sameValue = (one: unknown, other: unknown): boolean => plain(one) === plain(other);

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).sort().join(',');
  if (value === null || typeof value !== 'object') return JSON.stringify(value === null ? value : String(value));
  const parts = Object.entries(value).filter(([, part]) => part !== undefined);
  return `{${parts.map(([key, part]) => `${key}:${plain(part)}`).sort()}}`;
}

/** Makes the error about a name and an id that do not mean the same. */
export function disagreement(name: string, id: string): InputError {
  return new InputError(name, `and \`${id}\` do not mean the same. Pass one of them`);
}

/** Makes the error about a name that the account does not have. */
export function unknownName(field: string, what: string, name: unknown, known: readonly string[]): InputError {
  const some = known.slice(0, 12).map((other) => `"${other}"`);
  const list = known.length > some.length ? `${some.join(', ')} ...` : some.join(', ') || 'none';
  return new InputError(
    field,
    `is unknown: the account has no ${what} "${String(name)}" (it has ${list}). If it is new, run "npx kommo-sdk codegen"`,
  );
}
