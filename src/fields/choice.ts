import { InputError } from '../errors.js';
import { nearest } from '../util/nearest.js';
import type { FieldOption, FieldRef } from './types.js';

/** The options of a field; undefined where they are not told. */
function optionsOf({ enums, nested }: FieldRef): readonly FieldOption[] | undefined {
  if (Array.isArray(enums)) return enums;
  if (enums) return Object.entries(enums).map(([value, id]) => ({ id, value }));
  return nested ?? undefined;
}

/** An option by label, by code or by id, as it goes over the wire. Throws InputError on one that is not there. */
export function choiceOf(field: FieldRef, value: unknown, path: string): { enum_id: number } | { value: string } {
  if (typeof value !== 'number' && typeof value !== 'string') {
    throw new InputError(path, `must be the label, the code or the id of an option, got ${JSON.stringify(value)}`);
  }
  const options = optionsOf(field);
  if (!options) return typeof value === 'number' ? { enum_id: value } : { value };
  const found =
    typeof value === 'number'
      ? options.find(({ id }) => id === value)
      : (options.find((option) => option.value === value) ?? options.find(({ code }) => code === value));
  if (found) return { enum_id: found.id };
  throw noOption(options, value, path);
}

/** The kind of a phone or e-mail. Throws InputError on one that is not there. */
export function kindOf(
  field: FieldRef,
  { enum_code: code, enum_id: id }: Readonly<Record<string, unknown>>,
  path: string,
): { enum_code?: unknown; enum_id?: unknown } {
  const options = optionsOf(field);
  // Kommo refuses a code that is null, though it sends one.
  if (code !== undefined && code !== null) {
    // Predefined kinds have their code for a label, and at times no code.
    if (options && !options.some((option) => option.code === code || option.value === code)) {
      throw noOption(options, code, path);
    }
    return { enum_code: code };
  }
  if (id === undefined || id === null) return {};
  if (options && !options.some((option) => option.id === id)) throw noOption(options, id, path);
  return { enum_id: id };
}

function noOption(options: readonly FieldOption[], value: unknown, path: string): InputError {
  const names = options.map((option) => option.value);
  const near = nearest(String(value), [...names, ...options.flatMap(({ code }) => code ?? [])]);
  const shown = near.length > 0 ? `nearest: ${list(near)}` : `it has ${list(names.slice(0, 10)) || 'none'}`;
  return new InputError(path, `has no option ${typeof value === 'string' ? `"${value}"` : String(value)}; ${shown}`);
}

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
