import type { Client } from 'openapi-fetch';
import { type AccountBinding, BIND_ACCOUNT, type NamedResources } from './core/account-binding.js';
import type { KommoOptions } from './core/client-options.js';
import type { RateLimiterStats } from './core/rate-limiter.js';
import type { Resource } from './core/resource.js';
import { InputError } from './errors.js';
import type { FieldCache, FieldScope, FieldsOptions } from './fields/field-cache.js';
import type { FieldSet } from './fields/field-set.js';
import type { FieldTypes, NoFieldTypes } from './fields/types.js';
import type { paths } from './generated/schema.js';
import { resolveConfig } from './internal/config.js';
import { Http } from './internal/http.js';
import type { AttemptFigures } from './internal/meter.js';
import { Transport } from './internal/transport.js';
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
import { VERSION } from './version.js';

/** openapi-fetch's typed client over every path of the spec. */
export type RawClient = Client<paths>;

/** Figures of this moment: of the limiter, which other clients may share, and of this client's attempts. */
export interface KommoStats extends RateLimiterStats, AttemptFigures {}

/**
 * A Kommo account.
 *
 * ```ts
 * const kommo = new Kommo({ subdomain: 'acme', accessToken });
 * for await (const lead of kommo.leads.list({ with: ['contacts'] })) console.log(lead.name);
 * ```
 * @see https://developers.kommo.com/reference/kommo-api-reference
 */
export class Kommo<N extends NamedResources = NamedResources> {
  readonly #http: Http;
  readonly #account: AccountBinding | undefined;
  readonly #resources = new Map<unknown, Resource>();
  #api: RawClient | undefined;
  #fields: Promise<FieldCache> | undefined;

  /** @throws InputError that names the option */
  constructor(options: KommoOptions & { account?: AccountBinding<N> }) {
    if (options === null || typeof options !== 'object') {
      throw new InputError('options', 'are missing; give at least { subdomain, accessToken }');
    }
    const { baseUrl, transport } = resolveConfig(options);
    this.#account = checkAccount(options.account);
    this.#http = new Http(
      baseUrl,
      { 'user-agent': `kommo-sdk/${VERSION}`, ...options.headers },
      new Transport(transport),
    );
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

  /** Address of the account, without a slash at the end. */
  get baseUrl(): string {
    return this.#http.baseUrl;
  }

  /**
   * Typed escape hatch: openapi-fetch's client over every path of the spec, through the same retry, limiter and token.
   * Errors are thrown as everywhere else. Its options also take `timeoutMs`, `totalTimeoutMs`, `retries` and `retryUnsafe`.
   */
  get api(): RawClient {
    this.#api ??= this.#http.escapeHatch();
    return this.#api;
  }

  /** Figures of the limiter that this client passes (queued, running, started, pauses), and of its own attempts. */
  stats(): KommoStats {
    return { ...this.#http.limiter.stats(), ...this.#http.figures };
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
    return this.#resource(AccountResource);
  }

  /** Knowledge of Kommo AI. */
  get ai(): Ai {
    return this.#resource(Ai);
  }

  /** Salesbots. */
  get bots(): Bots {
    return this.#resource(Bots);
  }

  /** Pop-ups about calls that come in. */
  get callEvents(): CallEvents {
    return this.#resource(CallEvents);
  }

  /** The log of calls. */
  get calls(): Calls {
    return this.#resource(Calls);
  }

  /** Custom fields of lists. */
  get catalogCustomFields(): CatalogCustomFields {
    return this.#resource(CatalogCustomFields);
  }

  /** Groups of the custom fields of lists (amoCRM only). */
  get catalogFieldGroups(): CatalogFieldGroups {
    return this.#resource(CatalogFieldGroups);
  }

  /** Lists (catalogs) and their elements, products among them. */
  get catalogs(): Catalogs {
    return this.#resource(Catalogs);
  }

  /** Companies. */
  get companies(): N['companies'] {
    return this.#resource(Companies) as N['companies'];
  }

  /** Contacts. */
  get contacts(): N['contacts'] {
    return this.#resource(Contacts) as N['contacts'];
  }

  /**
   * Lets go of what the client holds open: the Redis connection of a shared limit, once the calls that wait are through. Neither it
   * nor an open client keeps the process alive; a later call opens it again.
   */
  async close(): Promise<void> {
    await this.#http.limiter.close?.();
  }

  /** Currencies of the account (amoCRM only). */
  get currencies(): Currencies {
    return this.#resource(Currencies);
  }

  /** Custom fields of leads, contacts, companies and customers. For values by name see {@link Kommo.fields}. */
  get customFields(): CustomFields {
    return this.#resource(CustomFields);
  }

  /** Statuses of customers (amoCRM only). */
  get customerStatuses(): CustomerStatuses {
    return this.#resource(CustomerStatuses);
  }

  /** Customers (amoCRM only). */
  get customers(): Customers {
    return this.#resource(Customers);
  }

  /** Files of leads, contacts and companies. */
  get entityFiles(): EntityFiles {
    return this.#resource(EntityFiles);
  }

  /** Events: what happened to whom and when. */
  get events(): Events {
    return this.#resource(Events);
  }

  /** Groups of custom fields. */
  get fieldGroups(): FieldGroups {
    return this.#resource(FieldGroups);
  }

  /** Files of the drive: upload, list, versions, bin. */
  get files(): Files {
    return this.#resource(Files);
  }

  /** Leads. */
  get leads(): N['leads'] {
    return this.#resource(Leads) as N['leads'];
  }

  /** Links between entities. */
  get links(): Links {
    return this.#resource(Links);
  }

  /** Loss reasons. */
  get lossReasons(): LossReasons {
    return this.#resource(LossReasons);
  }

  /** Notes on leads, contacts and companies. */
  get notes(): Notes {
    return this.#resource(Notes);
  }

  /** Pipelines and their stages. */
  get pipelines(): Pipelines {
    return this.#resource(Pipelines);
  }

  /** Settings of products (amoCRM only). */
  get products(): Products {
    return this.#resource(Products);
  }

  /** Roles of users. */
  get roles(): Roles {
    return this.#resource(Roles);
  }

  /** Custom fields of segments of customers (amoCRM only). */
  get segmentCustomFields(): SegmentCustomFields {
    return this.#resource(SegmentCustomFields);
  }

  /** Segments of customers (amoCRM only). */
  get segments(): Segments {
    return this.#resource(Segments);
  }

  /** Short links (amoCRM only). */
  get shortLinks(): ShortLinks {
    return this.#resource(ShortLinks);
  }

  /** Sources of leads. */
  get sources(): Sources {
    return this.#resource(Sources);
  }

  /** Who is told of what happens to an entity (amoCRM only). */
  get subscriptions(): Subscriptions {
    return this.#resource(Subscriptions);
  }

  /** Tags. */
  get tags(): Tags {
    return this.#resource(Tags);
  }

  /** Conversations in chats. */
  get talks(): Talks {
    return this.#resource(Talks);
  }

  /** Tasks. */
  get tasks(): N['tasks'] {
    return this.#resource(Tasks) as N['tasks'];
  }

  /** Chat templates. */
  get templates(): Templates {
    return this.#resource(Templates);
  }

  /** Purchases of customers (amoCRM only). */
  get transactions(): Transactions {
    return this.#resource(Transactions);
  }

  /** Incoming leads. */
  get unsorted(): UnsortedLeads {
    return this.#resource(UnsortedLeads);
  }

  /** Users of the account. */
  get users(): Users {
    return this.#resource(Users);
  }

  /** Webhook subscriptions. */
  get webhooks(): Webhooks {
    return this.#resource(Webhooks);
  }

  /** Website buttons (CRM plugins). */
  get websiteButtons(): WebsiteButtons {
    return this.#resource(WebsiteButtons);
  }

  /** Widgets. */
  get widgets(): Widgets {
    return this.#resource(Widgets);
  }

  // Made when first asked for, so that a client costs nothing for what it does not use.
  #resource<R extends Resource>(type: new (http: Http) => R): R {
    const found = this.#resources.get(type) ?? this.#account?.[BIND_ACCOUNT](type, this.#http) ?? new type(this.#http);
    this.#resources.set(type, found);
    return found as R;
  }

  /** @internal */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Kommo { baseUrl: '${this.baseUrl}' }`;
  }
}

function checkAccount(account: AccountBinding | undefined): AccountBinding | undefined {
  if (account === undefined || typeof account[BIND_ACCOUNT] === 'function') return account;
  throw new InputError('account', 'must come from defineAccount(), as `npx kommo-sdk codegen` writes it');
}
