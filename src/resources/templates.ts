import type { TemplateWithTable } from '../generated/wire.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { Codec } from '../http/types.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkIds, checkObject, checkUpdates } from '../util/check.js';
import type { Narrow } from './narrow.js';
import { Resource } from './resource.js';
import type { ListQuery, Schema, Schemas } from './schemas.js';

/** A chat template. */
export interface Template extends Schema<'Template'> {}
/** What a template is created with. */
export interface TemplateCreate extends Schema<'TemplateCreate'> {}
/** What can be changed of a template. */
export interface TemplateUpdate extends Schema<'TemplateUpdate'> {}
/** A change together with the id of its template. */
export interface TemplateUpdateItem extends Schema<'TemplateUpdateItem'> {}
/** A review of a WhatsApp template, for one source. */
export interface TemplateReview extends Schema<'TemplateReview'> {}
/** The result of a review. */
export interface TemplateReviewUpdate extends Schema<'TemplateReviewUpdate'> {}
/** Values of `with`. */
export type TemplateWith = Schemas['TemplateWith'];

/** A template. What `with` asked for is not optional in its type. */
export type TemplateResult<W extends readonly TemplateWith[]> = Narrow<Template, TemplateWithTable, W>;

/** Parameters of {@link Templates.list}. */
export interface TemplateListParams<W extends readonly TemplateWith[] = readonly TemplateWith[]>
  extends ListQuery<'templates.list'> {
  with?: W;
}

/** Parameters of {@link Templates.get}. */
export interface TemplateGetParams<W extends readonly TemplateWith[] = readonly TemplateWith[]> {
  with?: W;
}

const ALL = '/api/v4/chats/templates';
const ONE = '/api/v4/chats/templates/{id}';
const REVIEW = '/api/v4/chats/templates/{id}/review';

/**
 * Chat templates of the integration; administrators only.
 * @see https://developers.kommo.com/reference/get-templates
 */
export class Templates extends Resource {
  /**
   * Lists templates, 50 a page at most.
   * @see https://developers.kommo.com/reference/get-templates
   */
  list<const W extends readonly TemplateWith[] = []>(
    params: TemplateListParams<W> = {},
    options?: ListOptions,
  ): PagePromise<TemplateResult<W>> {
    return this.http.list(ALL, { query: params, options }, codec);
  }

  /**
   * Gets one template.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/get-template
   */
  get<const W extends readonly TemplateWith[] = []>(
    id: number,
    params: TemplateGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<TemplateResult<W>> {
    return this.http.get(ONE, { path: { id }, query: params, options }, codec);
  }

  /**
   * Creates one template and returns it in full.
   * @throws ValidationError, also if the account has as many as it can
   * @see https://developers.kommo.com/reference/add-templates
   */
  create(template: TemplateCreate, options?: RequestOptions): ApiPromise<Template> {
    return this.http.one('POST', ALL, { body: [checkObject(template, 'template')], options }, codec);
  }

  /**
   * Creates several templates in one call.
   * @throws ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/add-templates
   */
  createMany(templates: readonly TemplateCreate[], options?: RequestOptions): ApiPromise<Template[]> {
    return this.http.many('POST', ALL, { body: checkBatch(templates, 'templates'), options }, codec);
  }

  /**
   * Changes one template (amoCRM only). A WhatsApp template can be changed only while it is a draft.
   * @throws InputError on an empty change, ValidationError
   * @see https://www.amocrm.ru/developers/content/crm_platform/chat-templates-api
   */
  update(id: number, changes: TemplateUpdate, options?: RequestOptions): ApiPromise<Template> {
    return this.http.one('PATCH', ONE, { path: { id }, body: checkChanges(changes, 'changes'), options }, codec);
  }

  /**
   * Changes several templates in one call, each named by its id.
   * @throws InputError, ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/edit-templates
   */
  updateMany(templates: readonly TemplateUpdateItem[], options?: RequestOptions): ApiPromise<Template[]> {
    return this.http.many('PATCH', ALL, { body: checkUpdates(templates, 'templates'), options }, codec);
  }

  /**
   * Deletes one template.
   * @throws NotFoundError, ForbiddenError
   * @see https://developers.kommo.com/reference/get-templates
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ONE, { path: { id }, options });
  }

  /**
   * Deletes several templates in one call, by id.
   * @throws ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/get-templates
   */
  deleteMany(ids: readonly number[], options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ALL, { body: checkIds(ids, 'ids'), options });
  }

  /**
   * Submits a WhatsApp template for approval and returns its reviews, one for each source.
   * @throws ValidationError, NotFoundError
   * @see https://developers.kommo.com/reference/get-templates
   */
  sendReview(id: number, options?: RequestOptions): ApiPromise<TemplateReview[]> {
    return this.http.many('POST', REVIEW, { path: { id }, options });
  }

  /**
   * Sets the result of a review. For integrations that get templates approved themselves.
   * @throws InputError on an empty change, ValidationError, NotFoundError
   * @see https://developers.kommo.com/reference/get-templates
   */
  updateReview(
    id: number,
    reviewId: number,
    changes: TemplateReviewUpdate,
    options?: RequestOptions,
  ): ApiPromise<TemplateReview> {
    const path = { id, review_id: reviewId };
    const body = checkChanges(changes, 'changes');
    return this.http.one('POST', `${REVIEW}/{review_id}`, { path, body, options });
  }
}

// Kommo sends `[]` for "no examples".
function tidy<T>(template: T): T {
  const holder = template as { waba_examples?: unknown };
  if (Array.isArray(holder.waba_examples)) holder.waba_examples = { ...holder.waba_examples };
  return template;
}

const codec: Codec = { read: tidy };
