import { decodePhpForm, FormLimitError, type FormObject } from '../../util/php-form.js';

/** What a bracket query decodes to: strings at the leaves; lists if the keys count from 0. */
export type QueryValue = string | QueryValue[] | { [key: string]: QueryValue };

/** Refused query: too many values or nested too deep. */
export class QueryLimitError extends Error {}

const LIMITS = { maxKeys: 1000, maxDepth: 8 };

/**
 * Decodes a query as PHP does: `filter[id][]=1`, `filter[statuses][0][status_id]=142`.
 * Throws {@link QueryLimitError} over 1000 values, lists and objects or 8 levels.
 */
export function decodeQuery(search: string): { [key: string]: QueryValue } {
  try {
    // A form holds only strings.
    return decodePhpForm(search.replace(/^\?/, ''), LIMITS) as FormObject & { [key: string]: QueryValue };
  } catch (error) {
    throw error instanceof FormLimitError ? new QueryLimitError(`The query: ${error.message}`) : error;
  }
}
