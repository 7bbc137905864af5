import type { Client } from 'openapi-fetch';
import { type AccountBinding, BIND_ACCOUNT, type NamedResources, type ResourceType } from './core/account-binding.js';
import type { KommoOptions } from './core/client-options.js';
import { KommoCore } from './core/kommo-core.js';
import type { Resource } from './core/resource.js';
import { InputError } from './errors.js';
import type { FieldCache, FieldScope, FieldsOptions } from './fields/field-cache.js';
import type { FieldSet } from './fields/field-set.js';
import type { FieldTypes, NoFieldTypes } from './fields/types.js';
import type { paths } from './generated/schema.js';
import { AccountResource } from './resources/account.js';
import { Ai } from './resources/ai.js';
import { Bots } from './resources/bots.js';
import { CallEvents } from './resources/call-events.js';
import { Calls } from './resources/calls.js';
import { CatalogCustomFields } from './resources/catalog-custom-fields.js';
import { CatalogFieldGroups } from './resources/catalog-field-groups.js';
import { Catalogs } from './resources/catalogs.js';
import { Companies } from './resources/companies.js';
import { Contacts } from './resources/contacts.js';
import { Currencies } from './resources/currencies.js';
import { CustomFields } from './resources/custom-fields.js';
import { CustomerStatuses } from './resources/customer-statuses.js';
import { Customers } from './resources/customers.js';
import { EntityFiles } from './resources/entity-files.js';
import { Events } from './resources/events.js';
import { FieldGroups } from './resources/field-groups.js';
import { Files } from './resources/files.js';
import { Leads } from './resources/leads.js';
import { Links } from './resources/links.js';
import { LossReasons } from './resources/loss-reasons.js';
import { Notes } from './resources/notes.js';
import { Pipelines } from './resources/pipelines.js';
import { Products } from './resources/products.js';
import { Roles } from './resources/roles.js';
import { SegmentCustomFields } from './resources/segment-custom-fields.js';
import { Segments } from './resources/segments.js';
import { ShortLinks } from './resources/short-links.js';
import { Sources } from './resources/sources.js';
import { Subscriptions } from './resources/subscriptions.js';
import { Tags } from './resources/tags.js';
import { Talks } from './resources/talks.js';
import { Tasks } from './resources/tasks.js';
import { Templates } from './resources/templates.js';
import { Transactions } from './resources/transactions.js';
import { UnsortedLeads } from './resources/unsorted.js';
import { Users } from './resources/users.js';
import { Webhooks } from './resources/webhooks.js';
import { WebsiteButtons } from './resources/website-buttons.js';
import { Widgets } from './resources/widgets.js';

/** openapi-fetch's typed client over every path of the spec. */
export type RawClient = Client<paths>;

/**
 * A Kommo account.
 *
 * ```ts
 * const kommo = new Kommo({ subdomain: 'acme', accessToken });
 * for await (const lead of kommo.leads.list({ with: ['contacts'] })) console.log(lead.name);
 * ```
 * @see https://developers.kommo.com/reference/kommo-api-reference
 */
export class Kommo<N extends NamedResources = NamedResources> extends KommoCore {
  readonly #account: AccountBinding | undefined;
  #api: RawClient | undefined;
  #fields: Promise<FieldCache> | undefined;

  /** @throws InputError that names the option */
  constructor(options: KommoOptions & { account?: AccountBinding<N> }) {
    super(options);
    this.#account = checkAccount(options.account);
  }

  /**
   * A client from environment variables: `KOMMO_SUBDOMAIN` or `KOMMO_BASE_URL`, `KOMMO_DOMAIN`, and `KOMMO_ACCESS_TOKEN`.
   * Options win over the environment; blank variables count as unset.
   * @throws InputError that names what is missing
   */
  static fromEnv<N extends NamedResources = NamedResources>(
    options: KommoOptions & { account?: AccountBinding<N> } = {},
  ): Kommo<N> {
    const env = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
    const read = (name: string): string | undefined => env[name]?.trim() || undefined;
    const own = options.auth ? {} : { accessToken: read('KOMMO_ACCESS_TOKEN') };
    return new Kommo<N>({
      baseUrl: options.subdomain ? undefined : read('KOMMO_BASE_URL'),
      subdomain: read('KOMMO_SUBDOMAIN'),
      domain: read('KOMMO_DOMAIN'),
      ...own,
      ...options,
    });
  }

  /**
   * Typed escape hatch: openapi-fetch's client over every path of the spec, through the same retry, limiter and token.
   * Errors are thrown as everywhere else. Its options also take `timeoutMs`, `totalTimeoutMs`, `retries` and `retryUnsafe`.
   */
  get api(): RawClient {
    this.#api ??= this.http.escapeHatch();
    return this.#api;
  }

  /**
   * The custom fields of a kind of entity, to read and write values by code, id or name:
   * `(await kommo.fields('leads')).get(lead, 'BUDGET')`. Definitions are read once for all who ask, and kept for ten minutes.
   * @throws InputError on types to count on that the account does not have, KommoApiError
   */
  async fields<const T extends FieldTypes = NoFieldTypes>(
    scope: FieldScope,
    options?: FieldsOptions<T>,
  ): Promise<FieldSet<T>> {
    // Loaded when first needed: it is much for a program that only lists leads.
    this.#fields ??= import('./fields/field-cache.js').then((loaded) => new loaded.FieldCache(this));
    return (await this.#fields).get(scope, options);
  }

  /** The account itself. */
  get account(): AccountResource {
    return this.use(AccountResource);
  }

  /** Knowledge of Kommo AI. */
  get ai(): Ai {
    return this.use(Ai);
  }

  /** Salesbots. */
  get bots(): Bots {
    return this.use(Bots);
  }

  /** Pop-ups about calls that come in. */
  get callEvents(): CallEvents {
    return this.use(CallEvents);
  }

  /** The log of calls. */
  get calls(): Calls {
    return this.use(Calls);
  }

  /** Custom fields of lists. */
  get catalogCustomFields(): CatalogCustomFields {
    return this.use(CatalogCustomFields);
  }

  /** Groups of the custom fields of lists (amoCRM only). */
  get catalogFieldGroups(): CatalogFieldGroups {
    return this.use(CatalogFieldGroups);
  }

  /** Lists (catalogs) and their elements, products among them. */
  get catalogs(): N['catalogs'] {
    return this.use(Catalogs) as N['catalogs'];
  }

  /** Companies. */
  get companies(): N['companies'] {
    return this.use(Companies) as N['companies'];
  }

  /** Contacts. */
  get contacts(): N['contacts'] {
    return this.use(Contacts) as N['contacts'];
  }

  /** Currencies of the account (amoCRM only). */
  get currencies(): Currencies {
    return this.use(Currencies);
  }

  /** Custom fields of leads, contacts, companies and customers. For values by name see {@link Kommo.fields}. */
  get customFields(): CustomFields {
    return this.use(CustomFields);
  }

  /** Statuses of customers (amoCRM only). */
  get customerStatuses(): CustomerStatuses {
    return this.use(CustomerStatuses);
  }

  /** Customers (amoCRM only). */
  get customers(): N['customers'] {
    return this.use(Customers) as N['customers'];
  }

  /** Files of leads, contacts and companies. */
  get entityFiles(): EntityFiles {
    return this.use(EntityFiles);
  }

  /** Events: what happened to whom and when. */
  get events(): Events {
    return this.use(Events);
  }

  /** Groups of custom fields. */
  get fieldGroups(): FieldGroups {
    return this.use(FieldGroups);
  }

  /** Files of the drive: upload, list, versions, bin. */
  get files(): Files {
    return this.use(Files);
  }

  /** Leads. */
  get leads(): N['leads'] {
    return this.use(Leads) as N['leads'];
  }

  /** Links between entities. */
  get links(): Links {
    return this.use(Links);
  }

  /** Loss reasons. */
  get lossReasons(): LossReasons {
    return this.use(LossReasons);
  }

  /** Notes on leads, contacts and companies. */
  get notes(): Notes {
    return this.use(Notes);
  }

  /** Pipelines and their stages. */
  get pipelines(): Pipelines {
    return this.use(Pipelines);
  }

  /** Settings of products (amoCRM only). */
  get products(): Products {
    return this.use(Products);
  }

  /** Roles of users. */
  get roles(): Roles {
    return this.use(Roles);
  }

  /** Custom fields of segments of customers (amoCRM only). */
  get segmentCustomFields(): SegmentCustomFields {
    return this.use(SegmentCustomFields);
  }

  /** Segments of customers (amoCRM only). */
  get segments(): Segments {
    return this.use(Segments);
  }

  /** Short links (amoCRM only). */
  get shortLinks(): ShortLinks {
    return this.use(ShortLinks);
  }

  /** Sources of leads. */
  get sources(): Sources {
    return this.use(Sources);
  }

  /** Who is told of what happens to an entity (amoCRM only). */
  get subscriptions(): Subscriptions {
    return this.use(Subscriptions);
  }

  /** Tags. */
  get tags(): Tags {
    return this.use(Tags);
  }

  /** Conversations in chats. */
  get talks(): Talks {
    return this.use(Talks);
  }

  /** Tasks. */
  get tasks(): N['tasks'] {
    return this.use(Tasks) as N['tasks'];
  }

  /** Chat templates. */
  get templates(): Templates {
    return this.use(Templates);
  }

  /** Purchases of customers (amoCRM only). */
  get transactions(): Transactions {
    return this.use(Transactions);
  }

  /** Incoming leads. */
  get unsorted(): UnsortedLeads {
    return this.use(UnsortedLeads);
  }

  /** Users of the account. */
  get users(): Users {
    return this.use(Users);
  }

  /** Webhook subscriptions. */
  get webhooks(): Webhooks {
    return this.use(Webhooks);
  }

  /** Website buttons (CRM plugins). */
  get websiteButtons(): WebsiteButtons {
    return this.use(WebsiteButtons);
  }

  /** Widgets. */
  get widgets(): Widgets {
    return this.use(Widgets);
  }

  /** @internal */
  protected override make<R extends Resource>(type: ResourceType<R>): R {
    return (this.#account?.[BIND_ACCOUNT](type, this.http) as R | undefined) ?? super.make(type);
  }
}

function checkAccount(account: AccountBinding | undefined): AccountBinding | undefined {
  if (account === undefined || typeof account[BIND_ACCOUNT] === 'function') return account;
  throw new InputError('account', 'must come from defineAccount(), as `npx kommo-sdk codegen` writes it');
}
