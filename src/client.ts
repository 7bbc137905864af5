import type { Client } from 'openapi-fetch';
import type { KommoOptions } from './core/client-options.js';
import type { RateLimiterStats } from './core/rate-limiter.js';
import type { Resource } from './core/resource.js';
import { InputError } from './errors.js';
import type { paths } from './generated/schema.js';
import { resolveConfig } from './internal/config.js';
import { Http } from './internal/http.js';
import type { AttemptFigures } from './internal/meter.js';
import { Transport } from './internal/transport.js';
import { AccountResource } from './resources/account.js';
import { CatalogCustomFields } from './resources/catalog-custom-fields.js';
import { CatalogFieldGroups } from './resources/catalog-field-groups.js';
import { Catalogs } from './resources/catalogs.js';
import { Companies } from './resources/companies.js';
import { Contacts } from './resources/contacts.js';
import { Currencies } from './resources/currencies.js';
import { CustomFields } from './resources/custom-fields.js';
import { CustomerStatuses } from './resources/customer-statuses.js';
import { Customers } from './resources/customers.js';
import { Events } from './resources/events.js';
import { FieldGroups } from './resources/field-groups.js';
import { Leads } from './resources/leads.js';
import { Links } from './resources/links.js';
import { LossReasons } from './resources/loss-reasons.js';
import { Notes } from './resources/notes.js';
import { Pipelines } from './resources/pipelines.js';
import { Products } from './resources/products.js';
import { Roles } from './resources/roles.js';
import { SegmentCustomFields } from './resources/segment-custom-fields.js';
import { Segments } from './resources/segments.js';
import { Subscriptions } from './resources/subscriptions.js';
import { Tags } from './resources/tags.js';
import { Tasks } from './resources/tasks.js';
import { Transactions } from './resources/transactions.js';
import { Users } from './resources/users.js';
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
export class Kommo {
  readonly #http: Http;
  readonly #resources = new Map<unknown, Resource>();
  #api: RawClient | undefined;

  /** @throws InputError that names the option */
  constructor(options: KommoOptions) {
    if (options === null || typeof options !== 'object') {
      throw new InputError('options', 'are missing; give at least { subdomain, accessToken }');
    }
    const { baseUrl, transport } = resolveConfig(options);
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
  static fromEnv(options: KommoOptions = {}): Kommo {
    const env = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
    const read = (name: string): string | undefined => env[name]?.trim() || undefined;
    const own = options.auth ? {} : { accessToken: read('KOMMO_ACCESS_TOKEN') };
    return new Kommo({
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

  /** The account itself. */
  get account(): AccountResource {
    return this.#resource(AccountResource);
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
  get companies(): Companies {
    return this.#resource(Companies);
  }

  /** Contacts. */
  get contacts(): Contacts {
    return this.#resource(Contacts);
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

  /** Events: what happened to whom and when. */
  get events(): Events {
    return this.#resource(Events);
  }

  /** Groups of custom fields. */
  get fieldGroups(): FieldGroups {
    return this.#resource(FieldGroups);
  }

  /** Leads. */
  get leads(): Leads {
    return this.#resource(Leads);
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

  /** Who is told of what happens to an entity (amoCRM only). */
  get subscriptions(): Subscriptions {
    return this.#resource(Subscriptions);
  }

  /** Tags. */
  get tags(): Tags {
    return this.#resource(Tags);
  }

  /** Tasks. */
  get tasks(): Tasks {
    return this.#resource(Tasks);
  }

  /** Purchases of customers (amoCRM only). */
  get transactions(): Transactions {
    return this.#resource(Transactions);
  }

  /** Users of the account. */
  get users(): Users {
    return this.#resource(Users);
  }

  // Made when first asked for, so that a client costs nothing for what it does not use.
  #resource<R extends Resource>(type: new (http: Http) => R): R {
    const found = this.#resources.get(type) ?? new type(this.#http);
    this.#resources.set(type, found);
    return found as R;
  }

  /** @internal */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Kommo { baseUrl: '${this.baseUrl}' }`;
  }
}
