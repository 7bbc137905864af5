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
import { type EntityCodec, EntityResource, type Named, reading, writing } from './resource.js';
import type { ListQuery, Schema, Schemas } from './schemas.js';

/** A lead as it is read. Moments are unix seconds. */
export interface Lead extends Schema<'Lead'> {}
/** What `with: ['only_deleted']` returns for each lead. */
export interface DeletedLead extends Schema<'DeletedLead'> {}
/** What a lead can be created with; nothing is required. */
export interface LeadCreate extends Schema<'LeadCreate'> {}
/** What a create returns: the id. */
export interface LeadCreated extends Schema<'LeadCreated'> {}
/** What can be changed of a lead; what you leave out does not change. */
export interface LeadUpdate extends Schema<'LeadUpdate'> {}
/** A change together with the id of its lead. */
export interface LeadUpdateItem extends Schema<'LeadUpdateItem'> {}
/** What an update returns: id and time. */
export interface LeadUpdated extends Schema<'LeadUpdated'> {}
/** A lead with a contact and a company, each new or by id. */
export interface LeadComplexCreate extends Schema<'LeadComplexCreate'> {}
/** Ids that a complex create answers. */
export interface LeadComplexCreated extends Schema<'LeadComplexCreated'> {}
/** Values of `with`. */
export type LeadWith = Schemas['LeadWith'];
/** Values of `with` that suit leads which still exist. */
export type LiveLeadWith = Exclude<LeadWith, 'only_deleted'>;
/** Filters of a list of leads. */
export interface LeadFilter extends Schema<'LeadFilter'> {}
export type { EnsuredStep, LeadEnsureContact, LeadEnsured, LeadEnsureParams } from './lead-ensure.js';

/** A lead. What `with` asked for is not optional in its type. */
export type LeadResult<W extends readonly LeadWith[]> = 'only_deleted' extends (
  number extends W['length']
    ? never
    : W[number]
)
  ? DeletedLead
  : Narrow<Lead, LeadWithTable, W>;

/** Parameters of {@link Leads.list}. */
export interface LeadListParams<W extends readonly LeadWith[] = readonly LeadWith[], Filter = unknown>
  extends Omit<ListQuery<'leads.list'>, 'filter'> {
  with?: W;
  filter?: LeadFilter & Filter;
}

/** Parameters of {@link Leads.get}. */
export interface LeadGetParams<W extends readonly LeadWith[] = readonly LeadWith[]> {
  with?: W;
}

/** What the names of an account add to the types of {@link Leads}. */
export interface NamedLead extends Named {
  /** To the lead of `ensure`. */
  readonly ensure: unknown;
  /** To the contacts and companies that are created with a lead. */
  readonly contact: unknown;
  readonly company: unknown;
}

type ComplexEmbedded = NonNullable<LeadComplexCreate['_embedded']>;
type ItemsOf<T> = NonNullable<T> extends readonly (infer I)[] ? I : never;

/** A complex lead with the names of an account. */
export type NamedComplex<N extends NamedLead> = Omit<LeadComplexCreate, '_embedded'> &
  N['write'] & {
    _embedded?: Omit<ComplexEmbedded, 'contacts' | 'companies'> & {
      contacts?: (ItemsOf<ComplexEmbedded['contacts']> & N['contact'])[];
      companies?: (ItemsOf<ComplexEmbedded['companies']> & N['company'])[];
    };
  };

/**
 * Leads: deals on their way through the stages of a pipeline. They can't be deleted through the API.
 * @see https://developers.kommo.com/reference/leads
 */
export class Leads<N extends NamedLead = NamedLead> extends EntityResource {
  /** Bulk writes from any iterable: create, update, upsert, createComplex, reconcile; each input ends with its own outcome. */
  get bulk(): LeadBulk<N> {
    return new LeadBulk(this, this.codec);
  }

  /**
   * Lists leads. Await it for the first page, iterate it for all; nothing found is an empty page.
   * Iteration asks for 250 a page by ascending id, unless you pass something else, so that leads which change meanwhile do not shift the pages.
   * @throws InputError on a filter that can't be sent, KommoApiError
   * @see https://developers.kommo.com/reference/leads-list
   */
  list<const W extends readonly LeadWith[] = []>(
    params: LeadListParams<W, N['filter']> = {},
    options?: ListOptions,
  ): PagePromise<LeadResult<W> & N['read']> {
    return this.#list<W>(this.codec.query(params), options);
  }

  /**
   * Gets one lead.
   * @throws NotFoundError on an unknown id (Kommo answers 204), InputError on an impossible id: 0, 1.5, an empty text or
   * one with slashes
   * @see https://developers.kommo.com/reference/getting-a-lead-by-its-id
   */
  get<const W extends readonly LeadWith[] = []>(
    id: number,
    params: LeadGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<LeadResult<W> & N['read']> {
    return this.http.get(
      '/api/v4/leads/{id}',
      { path: { id }, query: params, options },
      reading<LeadResult<W> & N['read']>(this.codec, tidy),
    );
  }

  /**
   * Creates one lead and returns its id.
   * Not retried if Kommo may have processed the call (5xx, timeout, cut connection), unless `retryUnsafe` is set.
   * @throws ValidationError
   * @see https://developers.kommo.com/reference/adding-leads
   */
  create(lead: LeadCreate & N['write'], options?: RequestOptions): ApiPromise<LeadCreated> {
    checkObject(lead, 'lead');
    return this.http.one('POST', '/api/v4/leads', { body: [lead], options }, writing(this.codec));
  }

  /**
   * Creates up to 250 leads in one call (Kommo recommends 50) and returns their ids, in the order of the input.
   * All or nothing: one bad item refuses the call.
   * @throws ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/adding-leads
   */
  createMany(leads: readonly (LeadCreate & N['write'])[], options?: RequestOptions): ApiPromise<LeadCreated[]> {
    return this.http.many('POST', '/api/v4/leads', { body: checkBatch(leads, 'leads'), options }, writing(this.codec));
  }

  /**
   * Changes one lead; what you leave out does not change. `_embedded.tags` replaces all tags.
   * @throws InputError on an empty change, ValidationError, NotFoundError
   * @see https://developers.kommo.com/reference/updating-single-lead
   */
  update(id: number, changes: LeadUpdate & N['write'], options?: RequestOptions): ApiPromise<LeadUpdated> {
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
  updateMany(leads: readonly (LeadUpdateItem & N['write'])[], options?: RequestOptions): ApiPromise<LeadUpdated[]> {
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
    params: ChangesOptions & { with?: W; filter?: Omit<LeadFilter, 'updated_at'> & N['filter'] },
    options?: RequestOptions,
  ): Changes<LeadResult<W> & Lead & N['read'], DeletedLead> {
    const { with: wanted } = checkObject(params, 'params');
    if (params.filter !== undefined) checkObject(params.filter, 'filter');
    const { filter = {} } = this.codec.query<{ filter?: LeadFilter }>({ filter: params.filter });
    if ('updated_at' in filter) throw new InputError('filter.updated_at', 'is set by since. Leave it out');
    return new Changes(
      params,
      {
        live: (from, page, signal) =>
          this.#list(
            { ...updatedSince(from, page, filter), ...(wanted ? { with: wanted } : {}) },
            { ...options, signal },
          ) as never,
        deleted: (from, page, signal) =>
          this.#list({ ...updatedSince(from, page, filter), with: ['only_deleted'] }, { ...options, signal }),
        signal: options?.signal,
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
  async ensure(params: LeadEnsureParams & { lead?: N['ensure'] }, options?: RequestOptions): Promise<LeadEnsured> {
    const { ensureLead } = await import('./lead-ensure.js');
    const lead = params?.lead;
    return ensureLead(this.http, lead ? { ...params, lead: this.codec.write(lead) } : params, options);
  }

  /**
   * Creates up to 50 leads, each with at most one contact and one company, new or by id; at most 40 custom field values for each entity.
   * With `_embedded.metadata` a lead becomes an incoming one. Duplicate control of the account applies.
   * @throws InputError on more than 50, ValidationError
   * @see https://developers.kommo.com/reference/complex-leads
   */
  createComplex(leads: readonly NamedComplex<N>[], options?: RequestOptions): ApiPromise<LeadComplexCreated[]> {
    return this.http.many(
      'POST',
      '/api/v4/leads/complex',
      { body: checkBatch(leads, 'leads', MAX_COMPLEX), options },
      writing(this.codec),
    );
  }

  /** As the wire has the parameters. */
  #list<const W extends readonly LeadWith[] = []>(
    query: LeadListParams<W>,
    options?: ListOptions,
  ): PagePromise<LeadResult<W> & N['read']> {
    return this.http.list('/api/v4/leads', { query, options }, reading<LeadResult<W> & N['read']>(this.codec, tidy));
  }
}

/** Bulk writes of leads. */
export class LeadBulk<N extends NamedLead = NamedLead> extends EntityBulk<
  Lead & N['read'],
  LeadCreate & N['write'],
  LeadCreated,
  LeadUpdateItem & N['write'],
  LeadUpdated
> {
  readonly #leads: Leads<N>;
  readonly #wire: (input: object) => object;

  /** @internal */
  constructor(leads: Leads<N>, codec: EntityCodec) {
    const wire = <Input extends object>(input: Input): Input => codec.write(input);
    super(leads, { of: 'leads', wire });
    this.#leads = leads;
    this.#wire = wire;
  }

  /**
   * Creates leads with their contacts and companies, 50 in a call at most. If duplicate control merges several inputs into one lead,
   * each of them has that lead for its result.
   * @see https://developers.kommo.com/reference/complex-leads
   */
  createComplex(
    inputs: BulkInputs<NamedComplex<N>>,
    options?: BulkOptions,
  ): BulkRun<NamedComplex<N>, LeadComplexCreated> {
    const createMany = (items: readonly NamedComplex<N>[], own?: RequestOptions) =>
      this.#leads.createComplex(items, own);
    return bulkRun(
      inputs,
      async () => (await jobs()).createJob('complex leads', { createMany }, this.#wire, MAX_COMPLEX),
      options,
    );
  }
}

// The docs call loss_reason an object where every payload has an array; the type is an array, so the value is one too.
function tidy<T>(lead: T): T {
  const holder = (lead as Lead)._embedded as { loss_reason?: unknown } | undefined;
  const reason = holder?.loss_reason;
  if (holder && reason !== undefined && !Array.isArray(reason)) holder.loss_reason = reason === null ? [] : [reason];
  return lead;
}
