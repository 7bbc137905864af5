import { distinctNames } from '../../util/distinct-names.js';

/** Something of the account that needs a name in code. */
export interface Named {
  readonly id: number;
  readonly name: string;
  /** Preferred to the name, because it is never translated and never edited. */
  readonly code?: string | null | undefined;
}

// Words that can't stand alone in code (`const { class } = lead.fields`), and members that every object has.
const TAKEN = new Set(
  (
    'break case catch class const continue debugger default delete do else enum export extends false finally for function if ' +
    'import in instanceof new null return super switch this throw true try typeof var void while with yield let static await ' +
    'implements interface package private protected public arguments eval ' +
    'constructor toString toLocaleString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable then toJSON'
  ).split(' '),
);

/**
 * Names to write in code, by id: `Loss date` is `lossDate`, `Orçamento` is `orcamento`, `Бюджет` is `бюджет`, `🔥` is `field7`.
 * If two share a name, both get their ids: `budget_1` and `budget_2`.
 */
export function identifiers(items: readonly Named[], fallback: string): Map<number, string> {
  const names = items.map(({ code, name, id }) => [id, identifier(code || name) || `${fallback}${id}`] as const);
  return distinctNames(names, { withId: (name, id) => `${name}_${id}` });
}

/** Names as they are in Kommo, for quoted keys, with tidy spaces. If two share a name, both get their ids: `Sales (7)`. */
export const labels = (items: readonly Named[]): Map<number, string> =>
  distinctNames(items.map(({ name, id }) => [id, tidy(name) || `#${id}`]));

function identifier(text: string): string {
  const words = unaccented(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  const name = words.map((word, i) => (i === 0 ? lowerFirst(word) : upperFirst(calm(word)))).join('');
  if (name === '') return '';
  if (/^\p{N}/u.test(name)) return `_${name}`;
  return TAKEN.has(name) ? `${name}_` : name;
}

// Marks on Latin letters only: the й of Cyrillic is a letter of its own.
const unaccented = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC');

const isShout = (word: string): boolean => word.length > 1 && word === word.toUpperCase() && /\p{L}/u.test(word);
const calm = (word: string): string => (isShout(word) ? word.toLowerCase() : word);
const lowerFirst = (word: string): string =>
  isShout(word) ? word.toLowerCase() : word.charAt(0).toLowerCase() + word.slice(1);
const upperFirst = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
// Invisible characters would make two names look the same.
const tidy = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
