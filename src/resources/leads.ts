import { type BulkRun, bulkRun } from '../bulk/bulk-run.js';
import { EntityBulk, jobs } from '../bulk/entity-bulk.js';
import type { BulkInputs, BulkOptions } from '../bulk/types.js';
import { InputError } from '../errors.js';
import type { LeadWithTable } from '../generated/wire.js';
import type { ApiPromise } from '../http/api-promise.js';
import { Changes, type ChangesOptions, updatedSince } from '../http/changes.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject, checkUpdates, MAX_COMPLEX } from '../util/check.js';
import type { LeadEnsured, LeadEnsureParams } from './lead-ensure.js';
import type { Narrow } from './narrow.js';
import { EntityResource, reading, writing } from './resource.js';
import type { ListQuery, Schemas } from './schemas.js';

/** A lead as it is read. Moments are unix seconds. */
export type Lead = Schemas['Lead'];
/** What `with: ['only_deleted']` returns for each lead. */
export type DeletedLead = Schemas['DeletedLead'];
/** What a lead can be created with; nothing is required. */
export type LeadCreate = Schemas['LeadCreate'];
/** What a create answers: the id. */
export type LeadCreated = Schemas['LeadCreated'];
/** What can be changed of a lead; what is left out stays. */
export type LeadUpdate = Schemas['LeadUpdate'];
/** A change together with the id of its lead. */
export type LeadUpdateItem = Schemas['LeadUpdateItem'];
/** What an update answers: id and time. */
export type LeadUpdated = Schemas['LeadUpdated'];
/** A lead with a contact and a company, each new or by id. */
export type LeadComplexCreate = Schemas['LeadComplexCreate'];
/** Ids that a complex create answers. */
export type LeadComplexCreated = Schemas['LeadComplexCreated'];
/** Values of `with`. */
export type LeadWith = Schemas['LeadWith'];
/** Values of `with` that suit leads which still exist. */
export type LiveLeadWith = Exclude<LeadWith, 'only_deleted'>;
/** Filters of a list of leads. */
export type LeadFilter = Schemas['LeadFilter'];
export type { EnsuredStep, LeadEnsureContact, LeadEnsured, LeadEnsureParams } from './lead-ensure.js';

/** A lead with what `with` asked for made certain in its type. */
export type LeadResult<W extends readonly LeadWith[]> = 'only_deleted' extends (
  number extends W['length']
    ? never
    : W[number]
)
  ? DeletedLead
  : Narrow<Lead, LeadWithTable, W>;

/** Parameters of {@link Leads.list}. */
export interface LeadListParams<W extends readonly LeadWith[] = readonly LeadWith[]> extends ListQuery<'leads.list'> {
  with?: W;
}

/** Parameters of {@link Leads.get}. */
export interface LeadGetParams<W extends readonly LeadWith[] = readonly LeadWith[]> {
  with?: W;
}

/**
 * Leads: deals on their way through the stages of a pipeline. They can't be deleted through the API.
 * @see https://developers.kommo.com/reference/leads
 */
export class Leads extends EntityResource {
  /** Bulk writes from any iterable: create, update, upsert, createComplex, reconcile; each input ends with its own outcome. */
  get bulk(): LeadBulk {
    return new LeadBulk(this);
  }

  /**
   * Lists leads. Await it for the first page, iterate it for all; nothing found is an empty page.
   * Iteration asks for 250 a page by ascending id, unless you pass something else, so that leads which change meanwhile do not shift the pages.
   * @throws InputError on a filter that can't be sent, KommoApiError
   * @see https://developers.kommo.com/reference/leads-list
   */
  list<const W extends readonly LeadWith[] = []>(
    params: LeadListParams<W> = {},
    options?: ListOptions,
  ): PagePromise<LeadResult<W>> {
    return this.http.list('/api/v4/leads', { query: params, options }, reading<LeadResult<W>>(this.codec, tidy));
  }

  /**
   * Gets one lead.
   * @throws NotFoundError on an unknown id (Kommo answers 204), InputError on an id that is not a whole number above 0
   * @see https://developers.kommo.com/reference/getting-a-lead-by-its-id
   */
  get<const W extends readonly LeadWith[] = []>(
    id: number,
    params: LeadGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<LeadResult<W>> {
    return this.http.get(
      '/api/v4/leads/{id}',
      { path: { id }, query: params, options },
      reading<LeadResult<W>>(this.codec, tidy),
    );
  }

  /**
   * Creates one lead and returns its id.
   * Not retried after a failure that may have come too late (5xx, timeout, cut connection), unless `retryUnsafe` is set.
   * @throws ValidationError
   * @see https://developers.kommo.com/reference/adding-leads
   */
  create(lead: LeadCreate, options?: RequestOptions): ApiPromise<LeadCreated> {
    checkObject(lead, 'lead');
    return this.http.one('POST', '/api/v4/leads', { body: [lead], options }, writing(this.codec));
  }

  /**
   * Creates up to 250 leads in one call (Kommo recommends 50) and returns their ids, in the order of the input.
   * All or nothing: one bad item refuses the call.
   * @throws ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/adding-leads
   */
  createMany(leads: readonly LeadCreate[], options?: RequestOptions): ApiPromise<LeadCreated[]> {
    return this.http.many('POST', '/api/v4/leads', { body: checkBatch(leads, 'leads'), options }, writing(this.codec));
  }

  /**
   * Changes one lead; what is not named stays. `_embedded.tags` replaces all tags.
   * @throws InputError on an empty change, ValidationError, NotFoundError
   * @see https://developers.kommo.com/reference/updating-single-lead
   */
  update(id: number, changes: LeadUpdate, options?: RequestOptions): ApiPromise<LeadUpdated> {
    return this.http.one(
      'PATCH',
      '/api/v4/leads/{id}',
      {
        path: { id },
        body: checkChanges(changes, 'changes'),
        options,
      },
      writing(this.codec),
    );
  }

  /**
   * Changes up to 250 leads in one call, each named by its id.
   * @throws InputError, ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/updating-leads
   */
  updateMany(leads: readonly LeadUpdateItem[], options?: RequestOptions): ApiPromise<LeadUpdated[]> {
    return this.http.many(
      'PATCH',
      '/api/v4/leads',
      { body: checkUpdates(leads, 'leads'), options },
      writing(this.codec),
    );
  }

  /**
   * Everything that changed since a moment, or since the cursor of the last run: created, updated and deleted leads.
   * Entries of the last minute are read again and left out if they were seen, so that nothing stored late is lost.
   * @throws InputError on an invalid moment or cursor
   * @see https://developers.kommo.com/reference/leads-list
   */
  changes<const W extends readonly LiveLeadWith[] = []>(
    params: ChangesOptions & { with?: W; filter?: Omit<LeadFilter, 'updated_at'> },
    options?: RequestOptions,
  ): Changes<LeadResult<W> & Lead, DeletedLead> {
    const { with: wanted, filter = {} } = params;
    if ('updated_at' in filter) throw new InputError('filter.updated_at', 'is set by since; leave it out');
    return new Changes(
      params,
      {
        live: (from, page) =>
          this.list({ ...updatedSince(from, page, filter), ...(wanted ? { with: wanted } : {}) }, options) as never,
        deleted: (from, page) => this.list({ ...updatedSince(from, page, filter), with: ['only_deleted'] }, options),
      },
      ['with', 'filter'],
    );
  }

  /**
   * Makes sure that someone has an open lead in a pipeline, with a note and a task: finds or creates the contact, reuses its newest open
   * lead there or creates one, and adds the note and the task if they are not there yet. The result says what was done for each.
   *
   * It can be repeated after a crash: it then does what is missing, and nothing twice. Calls of one client for the same phone or e-mail
   * wait for each other. Two processes at the same time can still create two contacts or two leads.
   * @throws InputError on a contact without an id, a phone and an e-mail, and on what can't be sent; KommoApiError
   * @see https://developers.kommo.com/reference/adding-leads
   */
  async ensure(params: LeadEnsureParams, options?: RequestOptions): Promise<LeadEnsured> {
    const { ensureLead } = await import('./lead-ensure.js');
    const lead = params?.lead;
    return ensureLead(this.http, lead ? { ...params, lead: this.codec.write(lead) } : params, options);
  }

  /**
   * Creates up to 50 leads, each with at most one contact and one company, new or by id; at most 40 custom field values an entity.
   * With `_embedded.metadata` a lead becomes an incoming one. Duplicate control of the account applies.
   * @throws InputError on more than 50, ValidationError
   * @see https://developers.kommo.com/reference/complex-leads
   */
  createComplex(leads: readonly LeadComplexCreate[], options?: RequestOptions): ApiPromise<LeadComplexCreated[]> {
    return this.http.many(
      'POST',
      '/api/v4/leads/complex',
      { body: checkBatch(leads, 'leads', MAX_COMPLEX), options },
      writing(this.codec),
    );
  }
}

/** Bulk writes of leads. */
export class LeadBulk extends EntityBulk<Lead, LeadCreate, LeadCreated, LeadUpdateItem, LeadUpdated> {
  readonly #leads: Leads;

  /** @internal */
  constructor(leads: Leads) {
    super(leads);
    this.#leads = leads;
  }

  /**
   * Creates leads with their contacts and companies, 50 in a call at most. Where duplicate control merges several inputs into one lead,
   * each of them has that lead for its result.
   * @see https://developers.kommo.com/reference/complex-leads
   */
  createComplex(
    inputs: BulkInputs<LeadComplexCreate>,
    options?: BulkOptions,
  ): BulkRun<LeadComplexCreate, LeadComplexCreated> {
    const createMany = (items: readonly LeadComplexCreate[], own?: RequestOptions) =>
      this.#leads.createComplex(items, own);
    return bulkRun(inputs, async () => (await jobs()).createJob({ createMany }, undefined, MAX_COMPLEX), options);
  }
}

// The docs call loss_reason an object where every payload has an array; the type is an array, so the value is one too.
function tidy<T>(lead: T): T {
  const holder = (lead as Lead)._embedded as { loss_reason?: unknown } | undefined;
  const reason = holder?.loss_reason;
  if (holder && reason !== undefined && !Array.isArray(reason)) holder.loss_reason = reason === null ? [] : [reason];
  return lead;
}
