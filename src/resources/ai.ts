import { BadRequestError } from '../errors.js';
import type { ApiPromise } from '../http/api-promise.js';
import { isResult } from '../http/hal.js';
import type { RequestOptions } from '../transport/options.js';
import { checkObject } from '../util/check.js';
import { isRecord, textOf } from '../util/is-record.js';
import { Resource } from './resource.js';
import type { Schema, Schemas } from './schemas.js';

/** A text that the AI may use. */
export interface AiTextSource extends Schema<'AiTextSource'> {}
/** A page or a site that the AI may use. */
export interface AiUrlSource extends Schema<'AiUrlSource'> {}
/** A file of the drive that the AI may use. */
export interface AiFileSource extends Schema<'AiFileSource'> {}
/** What an import returns. */
export interface AiResponse extends Schema<'AiResponse'> {}
/** Answer to an added source. Kommo does not document where it holds the source. */
export interface AiSourceResponse extends Schema<'AiSourceResponse'> {}
/** Languages of messages and sources. */
export type AiLanguage = Schemas['AiLanguage'];

/** Options of the calls to the AI. */
export interface AiOptions extends RequestOptions {
  /** Language of the messages in the answer. Default: `en`. */
  language?: AiLanguage | undefined;
}

/**
 * Sources that Kommo AI may use: up to 100, or 10 on trial. The API can only add them.
 * @see https://developers.kommo.com/reference/ai-api-methods
 */
export class Ai extends Resource {
  /**
   * Adds a text that the AI may use: 10 to 5000 characters, or up to 2000 for suggested replies.
   * @throws BadRequestError, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/ai-add-source-text
   */
  addTextSource(source: AiTextSource, options?: AiOptions): ApiPromise<AiSourceResponse> {
    const body = checkObject(source, 'source');
    return this.http.send('POST', TEXT, { body, options: optionsOf(options) }, accepted(TEXT), expects);
  }

  /**
   * Adds a page that the AI may use, or with `with_nested` a whole site.
   * @throws BadRequestError, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/ai-add-source-url
   */
  addUrlSource(source: AiUrlSource, options?: AiOptions): ApiPromise<AiSourceResponse> {
    const body = checkObject(source, 'source');
    return this.http.send('POST', URL_PATH, { body, options: optionsOf(options) }, accepted(URL_PATH), expects);
  }

  /**
   * Adds a file of the drive that the AI may use, by its uuid and its download link.
   * @throws BadRequestError, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/ai-add-source-file
   */
  addFileSource(source: AiFileSource, options?: AiOptions): ApiPromise<AiSourceResponse> {
    const body = checkObject(source, 'source');
    return this.http.send('POST', FILE, { body, options: optionsOf(options) }, accepted(FILE), expects);
  }

  /**
   * Starts the import of the products of the account.
   * @throws BadRequestError, ForbiddenError
   * @see https://developers.kommo.com/reference/launch-import-of-products-from-crm-to-ai
   */
  importProducts(options?: AiOptions): ApiPromise<AiResponse> {
    return this.http.send('POST', IMPORT, { options: optionsOf(options) }, accepted(IMPORT), expects);
  }
}

const TEXT = '/api/v2/sources/text';
const URL_PATH = '/api/v2/sources/url';
const FILE = '/api/v2/sources/file';
const IMPORT = '/api/v2/agent/knowledges/products/import';

/** The language goes into a header. */
function optionsOf(given: AiOptions = {}): RequestOptions {
  const { language, ...options } = checkObject(given, 'options');
  return language ? { ...options, headers: { ...options.headers, 'x-language': language } } : options;
}

/** Where the envelope holds a new source is not documented, so its id counts too. */
const expects = (answer: unknown): string | undefined =>
  isRecord(answer) &&
  (['success', 'error'].includes(textOf(answer['status'])) || isResult(answer, { key: 'id' }, 'POST'))
    ? undefined
    : 'a "status" or an "id"';

/** The older API may refuse in the envelope of a good answer. */
const accepted =
  (path: string) =>
  <T extends AiResponse>(answer: T, response: Response): T => {
    const { status, detail, error_reason } = answer as T & Schemas['AiProblem'];
    if (status !== 'error') return answer;
    const init = { status: response.status, method: 'POST', path, detail: detail ?? error_reason };
    throw new BadRequestError({ ...init, body: answer, response });
  };
