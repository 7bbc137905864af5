import { EntityBulk } from '../bulk/entity-bulk.js';
import type { ContactWithTable } from '../generated/wire.js';
import type { ApiPromise } from '../http/api-promise.js';
import { Changes, type ChangesOptions, updatedSince } from '../http/changes.js';
import type { PagePromise } from '../http/page.js';
import type { DuplicateGroup, DuplicatesParams } from '../people/duplicates.js';
import type { FindBy, Found, PhoneOptions } from '../people/find.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject, checkUpdates } from '../util/check.js';
import type { Narrow } from './narrow.js';
import { countryOf, EntityResource, type Named, reading, writing } from './resource.js';
import type { ListQuery, Query, Schema, Schemas } from './schemas.js';

/** A contact as it is read. Moments are unix seconds. */
export interface Contact extends Schema<'Contact'> {}
/** What a contact can be created with; nothing is required. */
export interface ContactCreate extends Schema<'ContactCreate'> {}
/** What a create returns: the id. */
export interface ContactCreated extends Schema<'ContactCreated'> {}
/** What can be changed of a contact; what you leave out does not change. */
export interface ContactUpdate extends Schema<'ContactUpdate'> {}
/** A change together with the id of its contact. */
export interface ContactUpdateItem extends Schema<'ContactUpdateItem'> {}
/** What an update returns: id and time. */
export interface ContactUpdated extends Schema<'ContactUpdated'> {}
/** Values of `with`. */
export type ContactWith = Schemas['ContactWith'];
/** Filters of a list. */
export interface ContactFilter extends Schema<'ContactFilter'> {}
/** A chat linked to a contact. */
export interface ContactChat extends Schema<'ContactChat'> {}
/** A chat to link to a contact. */
export interface ContactChatLink extends Schema<'ContactChatLink'> {}
/** Which chats to list: of one contact, or the one by its id. */
export type ContactChatsParams = Query<'contacts.listChats'>;

/** A contact. What `with` asked for is not optional in its type. */
export type ContactResult<W extends readonly ContactWith[]> = Narrow<Contact, ContactWithTable, W>;

/** Parameters of {@link Contacts.list}. */
export interface ContactListParams<W extends readonly ContactWith[] = readonly ContactWith[], Filter = unknown>
  extends Omit<ListQuery<'contacts.list'>, 'filter'> {
  with?: W;
  filter?: ContactFilter & Filter;
}

/** Parameters of {@link Contacts.get}. */
export interface ContactGetParams<W extends readonly ContactWith[] = readonly ContactWith[]> {
  with?: W;
}

/** Parameters of {@link Contacts.find}. */
export interface ContactFindParams<W extends readonly ContactWith[] = readonly ContactWith[]> extends PhoneOptions {
  with?: W;
}

/**
 * Contacts: people. Phone and e-mail are custom fields with the codes PHONE and EMAIL. They can't be deleted through the API.
 * @see https://developers.kommo.com/reference/contacts
 */
export class Contacts<N extends Named = Named> extends EntityResource {
  /** Bulk writes from any iterable: create, update, upsert, reconcile; each input ends with its own outcome. */
  get bulk(): EntityBulk<
    Contact & N['read'],
    ContactCreate & N['write'],
    ContactCreated,
    ContactUpdateItem & N['write'],
    ContactUpdated
  > {
    return new EntityBulk(this, {
      of: 'contacts',
      wire: (input) => this.codec.write(input),
      country: (options) => countryOf(this.http, options),
    });
  }

  /**
   * Lists contacts. Await it for the first page, iterate it for all (250 a page, by ascending id); nothing found is an empty page.
   * @throws InputError on a filter that can't be sent, KommoApiError
   * @see https://developers.kommo.com/reference/contacts-list
   */
  list<const W extends readonly ContactWith[] = []>(
    params: ContactListParams<W, N['filter']> = {},
    options?: ListOptions,
  ): PagePromise<ContactResult<W> & N['read']> {
    return this.#list<W>(this.codec.query(params), options);
  }

  /**
   * Finds contacts by one of phone, email, name and a custom field: `find({ phone: '+55 11 91234-5678' })`. All that match, the newest first.
   * Kommo's search looks into all fields, so each hit is checked: a contact is a match only if its own phone, e-mail, name or field is.
   * Phones compare as numbers, everything else as text without case. One search reads 250 hits; `truncated` says if there were more.
   * A phone or e-mail that is found costs one call, a phone that is not found up to three. The first phone costs one more, for the country.
   * @throws InputError unless exactly one criterion is given and not empty, KommoApiError
   * @see https://developers.kommo.com/reference/contacts-list
   */
  async find<const W extends readonly ContactWith[] = []>(
    by: FindBy,
    params: ContactFindParams<W> = {},
    options?: RequestOptions,
  ): Promise<Found<ContactResult<W> & N['read']>> {
    const { find } = await import('../people/find.js');
    return find<ContactResult<W> & N['read'] & Contact>(
      this.#source(checkObject(params, 'params').with),
      by,
      params,
      options,
    );
  }

  /**
   * Streams groups of contacts that share a phone or an e-mail, the largest group first. It reads all contacts before the first group.
   * @throws InputError, KommoApiError
   */
  async *duplicates(
    params: DuplicatesParams,
    options?: RequestOptions,
  ): AsyncGenerator<DuplicateGroup, void, undefined> {
    const { duplicates } = await import('../people/duplicates.js');
    yield* duplicates<Contact>(this.#source(), params, options);
  }

  /**
   * Every contact created or updated since a moment, or since the cursor of the last run. Deleted ones are not reported.
   * @throws InputError on an invalid moment or cursor
   * @see https://developers.kommo.com/reference/contacts-list
   */
  changes(params: ChangesOptions, options?: RequestOptions): Changes<Contact & N['read'], never> {
    return new Changes(params, {
      live: (from, page, signal) => this.#list(updatedSince(from, page), { ...options, signal }),
      signal: options?.signal,
    });
  }

  /**
   * Gets one contact.
   * @throws NotFoundError on an unknown id (Kommo answers 204)
   * @see https://developers.kommo.com/reference/get-contact
   */
  get<const W extends readonly ContactWith[] = []>(
    id: number,
    params: ContactGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<ContactResult<W> & N['read']> {
    return this.http.get(
      '/api/v4/contacts/{id}',
      { path: { id }, query: params, options },
      reading<ContactResult<W> & N['read']>(this.codec),
    );
  }

  /**
   * Creates one contact and returns its id. Not retried if Kommo may have processed the call, unless `retryUnsafe` is set.
   * @throws ValidationError
   * @see https://developers.kommo.com/reference/add-contacts
   */
  create(contact: ContactCreate & N['write'], options?: RequestOptions): ApiPromise<ContactCreated> {
    return this.http.one(
      'POST',
      '/api/v4/contacts',
      { body: [checkObject(contact, 'contact')], options },
      writing(this.codec),
    );
  }

  /**
   * Creates up to 250 contacts in one call (Kommo recommends 50) and returns their ids in the order of the input. All or nothing.
   * @throws ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/add-contacts
   */
  createMany(
    contacts: readonly (ContactCreate & N['write'])[],
    options?: RequestOptions,
  ): ApiPromise<ContactCreated[]> {
    return this.http.many(
      'POST',
      '/api/v4/contacts',
      { body: checkBatch(contacts, 'contacts'), options },
      writing(this.codec),
    );
  }

  /**
   * Changes one contact; what you leave out does not change. `_embedded.tags` replaces all tags.
   * @throws InputError on an empty change, ValidationError
   * @see https://developers.kommo.com/reference/update-contact
   */
  update(id: number, changes: ContactUpdate & N['write'], options?: RequestOptions): ApiPromise<ContactUpdated> {
    return this.http.one(
      'PATCH',
      '/api/v4/contacts/{id}',
      {
        path: { id },
        body: checkChanges(changes, 'changes'),
        options,
      },
      writing(this.codec),
    );
  }

  /**
   * Changes up to 250 contacts in one call, each named by its id.
   * @throws InputError, ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/update-contacts
   */
  updateMany(
    contacts: readonly (ContactUpdateItem & N['write'])[],
    options?: RequestOptions,
  ): ApiPromise<ContactUpdated[]> {
    return this.http.many(
      'PATCH',
      '/api/v4/contacts',
      { body: checkUpdates(contacts, 'contacts'), options },
      writing(this.codec),
    );
  }

  /**
   * Lists the chats of a contact, or the contact of a chat; requires an admin's token and a channel of the same integration.
   * @see https://www.kommo.com/developers/content/chats/linking-chat-to-contact/
   */
  listChats(params: ContactChatsParams, options?: RequestOptions): PagePromise<ContactChat> {
    return this.http.list('/api/v4/contacts/chats', { query: params, options });
  }

  /**
   * Links chats to contacts. A chat belongs to one contact: a second link moves it, under a new link id.
   * @see https://developers.kommo.com/reference/link-chat-contact
   */
  linkChats(links: readonly ContactChatLink[], options?: RequestOptions): ApiPromise<ContactChat[]> {
    return this.http.many('POST', '/api/v4/contacts/chats', { body: checkBatch(links, 'links'), options });
  }

  /** As the wire has the parameters. */
  #list<const W extends readonly ContactWith[] = []>(
    query: ContactListParams<W>,
    options?: ListOptions,
  ): PagePromise<ContactResult<W> & N['read']> {
    return this.http.list('/api/v4/contacts', { query, options }, reading<ContactResult<W> & N['read']>(this.codec));
  }

  /** What `find` and `duplicates` read. */
  #source<const W extends readonly ContactWith[] = []>(wanted?: W) {
    return {
      list: (query: ContactListParams<W>, options?: ListOptions) =>
        this.#list<W>(wanted ? { ...query, with: wanted } : query, options),
      country: (options?: RequestOptions) => countryOf(this.http, options),
    };
  }
}
