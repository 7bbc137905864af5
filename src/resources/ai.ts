import { BadRequestError } from '../errors.js';
import type { ApiPromise } from '../http/api-promise.js';
import { readable } from '../transport/readable.js';
import type { RequestOptions } from '../transport/request-options.js';
import { checkObject } from '../util/check.js';
import { Resource } from './resource.js';
import type { Schemas } from './schemas.js';

/** A text that the AI may draw on. */
export type AiTextSource = Schemas['AiTextSource'];
/** A page or a site that the AI may draw on. */
export type AiUrlSource = Schemas['AiUrlSource'];
/** A file of the drive that the AI may draw on. */
export type AiFileSource = Schemas['AiFileSource'];
/** What an import answers. */
export type AiResponse = Schemas['AiResponse'];
/** What an added source answers. Where the source stands in it is not published. */
export type AiSourceResponse = Schemas['AiSourceResponse'];
/** Languages of messages and sources. */
export type AiLanguage = Schemas['AiLanguage'];

/** Options of the calls to the AI. */
export interface AiOptions extends RequestOptions {
  /** Language of the messages in the answer. Default: `en`. */
  language?: AiLanguage | undefined;
}

/**
 * What Kommo AI knows: 100 sources, 10 on trial. They can only be added through the API.
 * @see https://developers.kommo.com/reference/ai-api-methods
 */
export class Ai extends Resource {
  /**
   * Adds a text that the AI may draw on: 10 to 5000 characters, 2000 for suggested replies.
   * @throws BadRequestError, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/ai-add-source-text
   */
  addTextSource(source: AiTextSource, options?: AiOptions): ApiPromise<AiSourceResponse> {
    return this.#post('/api/v2/sources/text', checkObject(source, 'source'), options);
  }

  /**
   * Adds a page, or with `with_nested` a site, that the AI may draw on.
   * @throws BadRequestError, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/ai-add-source-url
   */
  addUrlSource(source: AiUrlSource, options?: AiOptions): ApiPromise<AiSourceResponse> {
    return this.#post('/api/v2/sources/url', checkObject(source, 'source'), options);
  }

  /**
   * Adds a file of the drive that the AI may draw on: its uuid, and its download link.
   * @throws BadRequestError, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/ai-add-source-file
   */
  addFileSource(source: AiFileSource, options?: AiOptions): ApiPromise<AiSourceResponse> {
    return this.#post('/api/v2/sources/file', checkObject(source, 'source'), options);
  }

  /**
   * Starts the import of the products of the account.
   * @throws BadRequestError, ForbiddenError
   * @see https://developers.kommo.com/reference/launch-import-of-products-from-crm-to-ai
   */
  importProducts(options?: AiOptions): ApiPromise<AiResponse> {
    return this.#post('/api/v2/agent/knowledges/products/import', undefined, options);
  }

  #post<T extends AiResponse>(path: AiPath, body: object | undefined, options: AiOptions = {}): ApiPromise<T> {
    const { language, ...request } = options;
    const headers = { ...request.headers, ...(language && { 'x-language': language }) };
    return this.http.send('POST', path, { body, options: { ...request, headers } }, (data, response) => {
      const answer = data as T & Schemas['AiProblem'];
      if (answer.status !== 'error') return answer;
      // The older API may refuse in the envelope of a good answer.
      const detail = answer.detail ?? answer.error_reason;
      throw new BadRequestError({
        status: response.status,
        method: 'POST',
        path,
        detail,
        body: data,
        response: readable(response, data),
      });
    });
  }
}

type AiPath =
  | '/api/v2/sources/text'
  | '/api/v2/sources/url'
  | '/api/v2/sources/file'
  | '/api/v2/agent/knowledges/products/import';
