import { InputError } from '../errors.js';

/** Escapes text for a URL. Throws InputError on half of a character, which no URL can hold. */
export function encode(text: string, field: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    throw halfCharacter(field);
  }
}

/** Half of a character, alone. */
export const HALF = /\p{Surrogate}/u;

/** The error for text that was cut in the middle of a character, as `slice` cuts an emoji. */
export const halfCharacter = (field: string): InputError =>
  new InputError(
    field,
    'contains half of a character, as a text has that was cut in the middle of an emoji; cut it elsewhere, or use toWellFormed()',
  );
