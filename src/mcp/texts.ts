import { InputError, type ValidationError } from '../errors.js';
import { tables } from '../generated/mcp.js';

type Values = Readonly<Record<string, unknown>>;

/** A text with its gaps, as `{id}`, filled. */
export const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

/** A sentence of openapi/mcp.yaml. A key that it does not have is taken as it is. */
export const say = (key: string, values: Values = {}): string =>
  Object.hasOwn(tables.texts, key) ? fill(tables.texts[key] as string, values) : key;

/** Something that the adapter itself refuses. `sent` says whether Kommo was asked. */
export class LocalError extends Error {
  sent = true;
  /** The rule of the policy that refused an inner call. */
  rule?: string | undefined;
}

/** A sentence to throw. */
export const failure = (key: string, values?: Values): LocalError =>
  Object.assign(new LocalError(say(key, values)), { name: key });
/** The same, before Kommo was asked. */
export const unsent = (key: string, values?: Values): LocalError =>
  Object.assign(failure(key, values), { sent: false });

/** What went wrong and what to do, for the model: a fixed sentence, with nothing in it that Kommo or a customer wrote. */
export function explain(error: unknown, write: boolean): string {
  if (error instanceof LocalError) return error.message;
  const { name, message, retryAfter: retry = 1, validationErrors = [] } = error as ValidationError;
  // Paths and codes only, and only what looks like one.
  const word = (text: string): string => text.replace(/[^\w.[\]-]/g, '').slice(0, 80);
  const issues = validationErrors.slice(0, 5).map(({ path, code }) => `${word(path)} (${word(code)})`);
  const unsure = say(write ? 'unsure_write' : 'unsure_read');
  const own = error instanceof InputError ? message : '';
  return say(Object.hasOwn(tables.texts, name) ? name : 'Error', {
    message: own,
    issues: issues.join('; ') || '?',
    retry,
    unsure,
  });
}
