import { InputError } from '../errors.js';
import { nearest } from '../util/nearest.js';
import type { FieldOption, FieldRef } from './types.js';

/** The options of a field. Undefined if its definition does not list them. */
function optionsOf({ enums, nested }: FieldRef): readonly FieldOption[] | undefined {
  if (Array.isArray(enums)) return enums;
  if (enums) return Object.entries(enums).map(([value, id]) => ({ id, value }));
  return nested ?? undefined;
}

/** Returns an option by label, code or id, as it goes over the wire. Throws InputError if the field has no such option. */
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

/** Returns the kind of a phone or e-mail. Throws InputError if the field has no such kind. */
export function kindOf(
  field: FieldRef,
  { enum_code: code, enum_id: id }: Readonly<Record<string, unknown>>,
  path: string,
): { enum_code?: unknown; enum_id?: unknown } {
  const options = optionsOf(field);
  // Kommo sends a code that is null, but refuses one.
  if (code !== undefined && code !== null) {
    // Predefined kinds have their code as the label, and sometimes no code.
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
  const shown = near.length > 0 ? `The nearest: ${list(near)}` : `It has ${list(names.slice(0, 10)) || 'none'}`;
  return new InputError(path, `has no option ${typeof value === 'string' ? `"${value}"` : String(value)}. ${shown}`);
}

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');
