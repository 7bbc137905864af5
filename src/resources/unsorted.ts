import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkObject } from '../util/check.js';
import { Resource } from './resource.js';
import type { Query, Schema, Schemas, UnionSchema } from './schemas.js';

/** An incoming lead: compare `category`, and `metadata` is what that category has. */
export type Unsorted = UnionSchema<'Unsorted'>;
/** Where an incoming lead came from. */
export type UnsortedCategory = Schemas['UnsortedCategory'];
/** An incoming lead from a form, to create. */
export interface UnsortedFormsCreate extends Schema<'UnsortedFormsCreate'> {}
/** An incoming lead from an inbound call, to create. */
export interface UnsortedSipCreate extends Schema<'UnsortedSipCreate'> {}
/** What a create returns: the uid, and the ids of what belongs to it. */
export interface UnsortedCreated extends Schema<'UnsortedCreated'> {}
/** The user who accepts, and the stage of the new lead. */
export interface UnsortedAccept extends Schema<'UnsortedAccept'> {}
/** The result of accepting. */
export interface UnsortedAccepted extends Schema<'UnsortedAccepted'> {}
/** The user who declines. */
export interface UnsortedDecline extends Schema<'UnsortedDecline'> {}
/** What was moved to the bin. */
export interface UnsortedDeclined extends Schema<'UnsortedDeclined'> {}
/** What to link an incoming lead to. */
export interface UnsortedLink extends Schema<'UnsortedLink'> {}
/** The entity that an incoming lead was linked to. */
export interface UnsortedLinked extends Schema<'UnsortedLinked'> {}
/** Counts of incoming leads. */
export interface UnsortedSummary extends Schema<'UnsortedSummary'> {}
/** Filters of a list. */
export interface UnsortedFilter extends Schema<'UnsortedFilter'> {}
/** Parameters of {@link UnsortedLeads.list}. */
export type UnsortedListParams = Query<'unsorted.list'>;
/** Parameters of {@link UnsortedLeads.summary}. */
export type UnsortedSummaryParams = Query<'unsorted.summary'>;

const LIST = '/api/v4/leads/unsorted';
const FORMS = '/api/v4/leads/unsorted/forms';
const SIP = '/api/v4/leads/unsorted/sip';

/**
 * Incoming leads, before somebody accepts or declines them. Their key is a text, `uid`; only those of forms and calls can be created.
 * @see https://developers.kommo.com/reference/incoming-leads
 */
export class UnsortedLeads extends Resource {
  /**
   * Lists incoming leads.
   * @see https://developers.kommo.com/reference/incoming-leads-list
   */
  list(params: UnsortedListParams = {}, options?: ListOptions): PagePromise<Unsorted> {
    return this.http.list(LIST, { query: params, options }, codec);
  }

  /**
   * Gets one incoming lead.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/incoming-lead-uid
   */
  get(uid: string, options?: RequestOptions): ApiPromise<Unsorted> {
    return this.http.get('/api/v4/leads/unsorted/{uid}', { path: { uid }, options }, codec);
  }

  /**
   * Creates one incoming lead that came over a form. Not retried if Kommo may have processed the call, unless `retryUnsafe` is set.
   * @throws ValidationError
   * @see https://developers.kommo.com/reference/incoming-leads-form
   */
  createForm(form: UnsortedFormsCreate, options?: RequestOptions): ApiPromise<UnsortedCreated> {
    return this.http.one('POST', FORMS, { body: [checkObject(form, 'form')], options });
  }

  /**
   * Creates up to 250 incoming leads from forms and returns them in the order of the input.
   * @throws ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/incoming-leads-form
   */
  createForms(forms: readonly UnsortedFormsCreate[], options?: RequestOptions): ApiPromise<UnsortedCreated[]> {
    return this.http.many('POST', FORMS, { body: checkBatch(forms, 'forms'), options });
  }

  /**
   * Creates one incoming lead out of an inbound call.
   * @throws ValidationError
   * @see https://developers.kommo.com/reference/incoming-leads-call
   */
  createSip(call: UnsortedSipCreate, options?: RequestOptions): ApiPromise<UnsortedCreated> {
    return this.http.one('POST', SIP, { body: [checkObject(call, 'call')], options });
  }

  /**
   * Creates up to 250 incoming leads from inbound calls and returns them in the order of the input.
   * @throws ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/incoming-leads-call
   */
  createSipMany(calls: readonly UnsortedSipCreate[], options?: RequestOptions): ApiPromise<UnsortedCreated[]> {
    return this.http.many('POST', SIP, { body: checkBatch(calls, 'calls'), options });
  }

  /**
   * Accepts an incoming lead: it becomes a lead of its pipeline, with its contact and company.
   * @throws NotFoundError, ValidationError
   * @see https://developers.kommo.com/reference/accepting-incoming-leads
   */
  accept(uid: string, params: UnsortedAccept = {}, options?: RequestOptions): ApiPromise<UnsortedAccepted> {
    return this.http.one('POST', '/api/v4/leads/unsorted/{uid}/accept', {
      path: { uid },
      body: checkObject(params, 'params'),
      options,
    });
  }

  /**
   * Declines an incoming lead and moves what belongs to it to the bin. Kommo's docs require `user_id`, amoCRM's do not.
   * @throws NotFoundError, ValidationError
   * @see https://developers.kommo.com/reference/declining-incoming-leads
   */
  decline(uid: string, params: UnsortedDecline = {}, options?: RequestOptions): ApiPromise<UnsortedDeclined> {
    return this.http.one('DELETE', '/api/v4/leads/unsorted/{uid}/decline', {
      path: { uid },
      body: checkObject(params, 'params'),
      options,
    });
  }

  /**
   * Links an incoming lead of the category chats to a lead or customer that exists.
   * @throws NotFoundError, ValidationError
   * @see https://developers.kommo.com/reference/linking-incoming-leads
   */
  link(uid: string, link: UnsortedLink, options?: RequestOptions): ApiPromise<UnsortedLinked> {
    const body = checkObject(link, 'link');
    return this.http.one('POST', '/api/v4/leads/unsorted/{uid}/link', { path: { uid }, body, options });
  }

  /**
   * Counts incoming leads: accepted, declined, by category.
   * @see https://developers.kommo.com/reference/incoming-leads
   */
  summary(params: UnsortedSummaryParams = {}, options?: RequestOptions): ApiPromise<UnsortedSummary> {
    return this.http.get('/api/v4/leads/unsorted/summary', { query: params, options });
  }
}

// Moments and durations come as numbers or as text, phones too; the types say which.
function tidy(lead: Unsorted): Unsorted {
  const metadata = lead.metadata as Record<string, unknown>;
  for (const key of ['form_sent_at', 'duration']) {
    const value = metadata?.[key];
    if (typeof value === 'string' && /^\d+$/.test(value)) metadata[key] = Number(value);
  }
  if (typeof metadata?.['phone'] === 'number') metadata['phone'] = String(metadata['phone']);
  return lead;
}

const codec = { read: tidy };
