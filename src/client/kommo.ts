import { InputError } from '../errors.js';
import type { FieldCache, FieldScope, FieldsOptions } from '../fields/field-cache.js';
import type { FieldSet } from '../fields/field-set.js';
import type { FieldTypes, NoFieldTypes } from '../fields/types.js';
import type { paths } from '../generated/schema.js';
import { rawClient, type TypedClient } from '../http/raw-client.js';
import { type AccountBinding, BIND_ACCOUNT, type NamedResources } from '../names/account-binding.js';
import * as resources from '../resources/all.js';
import type { Resource, ResourceType } from '../resources/resource.js';
import type { KommoOptions } from '../transport/config.js';
import { checkAddresses, variableOf } from './environment.js';
import { KommoCore } from './kommo-core.js';

/** A typed client over every path of the spec, called as openapi-fetch's is. */
export type RawClient = TypedClient<paths>;

/** Stands in for what the environment lacks: every call fails and names the variable. */
function unsetVariables({ baseUrl, subdomain, domain, accessToken, auth }: KommoOptions): KommoOptions {
  const known = auth === 'session' ? auth : auth?.baseUrl;
  const hasAddress = Boolean(baseUrl || subdomain || String(domain).includes('://') || known);
  if (hasAddress && (accessToken || auth)) return {};
  const getToken = (): never => {
    if (hasAddress) {
      throw new InputError('KOMMO_ACCESS_TOKEN', 'is not set. Set it to a long-lived token of a private integration');
    }
    throw new InputError('KOMMO_SUBDOMAIN', 'is not set. Set it to "acme" for https://acme.kommo.com');
  };
  // The top-level domain `invalid` belongs to nobody, and no call gets as far as the address.
  return { auth: { getToken }, accessToken: undefined, ...(!hasAddress && { baseUrl: 'https://unset.invalid' }) };
}

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
   * Options override the environment. Blank variables count as unset, and quotes around a value are dropped. If a variable is missing, the
   * first call throws, not this method, so that a client at module scope survives a build without secrets.
   * @throws InputError if a variable or an option is not valid, or if `KOMMO_BASE_URL` and `KOMMO_SUBDOMAIN` name different accounts
   */
  static fromEnv<N extends NamedResources = NamedResources>(
    options: KommoOptions & { account?: AccountBinding<N> } = {},
  ): Kommo<N> {
    const env = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
    const read = (name: string): string | undefined => variableOf(env, name);
    const found: KommoOptions = {
      baseUrl: options.subdomain ? undefined : read('KOMMO_BASE_URL'),
      subdomain: read('KOMMO_SUBDOMAIN'),
      domain: read('KOMMO_DOMAIN'),
      ...(options.auth ? {} : { accessToken: read('KOMMO_ACCESS_TOKEN') }),
      ...options,
    };
    if (options.baseUrl === undefined) checkAddresses(found.baseUrl, found.subdomain);
    return new Kommo<N>({ ...found, ...unsetVariables(found), account: options.account } as KommoOptions & {
      account?: AccountBinding<N>;
    });
  }

  /**
   * Calls any path of the spec, with types: `api.GET(path, { params: { path, query }, body })`. Checks, retries, limiter and token are those
   * of the resources. Errors are thrown. Options of a call (`signal`, `retries`, `priority` and others) stand next to `params`.
   */
  get api(): RawClient {
    this.#api ??= rawClient(this.http);
    return this.#api;
  }

  /**
   * The custom fields of a kind of entity, to read and write values by code, id or name:
   * `(await kommo.fields('leads')).get(lead, 'BUDGET')`. Definitions are read once and kept for ten minutes.
   * @throws InputError if the account has no field that `types` names, KommoApiError
   */
  async fields<const T extends FieldTypes = NoFieldTypes>(
    scope: FieldScope,
    options?: FieldsOptions<T>,
  ): Promise<FieldSet<T>> {
    // Loaded when first needed: it is much for a program that only lists leads.
    this.#fields ??= import('../fields/field-cache.js').then((loaded) => new loaded.FieldCache(this));
    return (await this.#fields).get(scope, options);
  }

  /** The account itself. */
  get account(): resources.AccountResource {
    return this.use(resources.AccountResource);
  }

  /** Knowledge of Kommo AI. */
  get ai(): resources.Ai {
    return this.use(resources.Ai);
  }

  /** AI agents with tools of an MCP server (amoCRM only). */
  get aiAgents(): resources.AiAgents {
    return this.use(resources.AiAgents);
  }

  /** Salesbots. */
  get bots(): resources.Bots {
    return this.use(resources.Bots);
  }

  /** Pop-ups about calls that come in. */
  get callEvents(): resources.CallEvents {
    return this.use(resources.CallEvents);
  }

  /** The log of calls. */
  get calls(): resources.Calls {
    return this.use(resources.Calls);
  }

  /** Custom fields of lists. */
  get catalogCustomFields(): resources.CatalogCustomFields {
    return this.use(resources.CatalogCustomFields);
  }

  /** Groups of the custom fields of lists (amoCRM only). */
  get catalogFieldGroups(): resources.CatalogFieldGroups {
    return this.use(resources.CatalogFieldGroups);
  }

  /** Lists (catalogs) and their elements, products among them. */
  get catalogs(): N['catalogs'] {
    return this.use(resources.Catalogs) as N['catalogs'];
  }

  /** Companies. */
  get companies(): N['companies'] {
    return this.use(resources.Companies) as N['companies'];
  }

  /** Contacts. */
  get contacts(): N['contacts'] {
    return this.use(resources.Contacts) as N['contacts'];
  }

  /** Currencies of the account (amoCRM only). */
  get currencies(): resources.Currencies {
    return this.use(resources.Currencies);
  }

  /** Custom fields of leads, contacts, companies and customers. For values by name see {@link Kommo.fields}. */
  get customFields(): resources.CustomFields {
    return this.use(resources.CustomFields);
  }

  /** Statuses of customers (amoCRM only). */
  get customerStatuses(): resources.CustomerStatuses {
    return this.use(resources.CustomerStatuses);
  }

  /** Customers (amoCRM only). */
  get customers(): N['customers'] {
    return this.use(resources.Customers) as N['customers'];
  }

  /** Files of leads, contacts and companies. */
  get entityFiles(): resources.EntityFiles {
    return this.use(resources.EntityFiles);
  }

  /** Events: what happened to whom and when. */
  get events(): resources.Events {
    return this.use(resources.Events);
  }

  /** Groups of custom fields. */
  get fieldGroups(): resources.FieldGroups {
    return this.use(resources.FieldGroups);
  }

  /** Files of the drive: upload, list, versions, bin. */
  get files(): resources.Files {
    return this.use(resources.Files);
  }

  /** Leads. */
  get leads(): N['leads'] {
    return this.use(resources.Leads) as N['leads'];
  }

  /** Links between entities. */
  get links(): resources.Links {
    return this.use(resources.Links);
  }

  /** Loss reasons. */
  get lossReasons(): resources.LossReasons {
    return this.use(resources.LossReasons);
  }

  /** Notes on leads, contacts and companies. */
  get notes(): resources.Notes {
    return this.use(resources.Notes);
  }

  /** Pipelines and their stages. */
  get pipelines(): resources.Pipelines {
    return this.use(resources.Pipelines);
  }

  /** Settings of products (amoCRM only). */
  get products(): resources.Products {
    return this.use(resources.Products);
  }

  /** Roles of users. */
  get roles(): resources.Roles {
    return this.use(resources.Roles);
  }

  /** Custom fields of segments of customers (amoCRM only). */
  get segmentCustomFields(): resources.SegmentCustomFields {
    return this.use(resources.SegmentCustomFields);
  }

  /** Segments of customers (amoCRM only). */
  get segments(): resources.Segments {
    return this.use(resources.Segments);
  }

  /** Short links (amoCRM only). */
  get shortLinks(): resources.ShortLinks {
    return this.use(resources.ShortLinks);
  }

  /** Sources of leads. */
  get sources(): resources.Sources {
    return this.use(resources.Sources);
  }

  /** Who is told of what happens to an entity (amoCRM only). */
  get subscriptions(): resources.Subscriptions {
    return this.use(resources.Subscriptions);
  }

  /** Tags. */
  get tags(): resources.Tags {
    return this.use(resources.Tags);
  }

  /** Conversations in chats. */
  get talks(): resources.Talks {
    return this.use(resources.Talks);
  }

  /** Tasks. */
  get tasks(): N['tasks'] {
    return this.use(resources.Tasks) as N['tasks'];
  }

  /** Chat templates. */
  get templates(): resources.Templates {
    return this.use(resources.Templates);
  }

  /** Purchases of customers (amoCRM only). */
  get transactions(): resources.Transactions {
    return this.use(resources.Transactions);
  }

  /** Incoming leads. */
  get unsorted(): resources.UnsortedLeads {
    return this.use(resources.UnsortedLeads);
  }

  /** Users of the account. */
  get users(): resources.Users {
    return this.use(resources.Users);
  }

  /** Webhook subscriptions. */
  get webhooks(): resources.Webhooks {
    return this.use(resources.Webhooks);
  }

  /** Website buttons (CRM plugins). */
  get websiteButtons(): resources.WebsiteButtons {
    return this.use(resources.WebsiteButtons);
  }

  /** Widgets. */
  get widgets(): resources.Widgets {
    return this.use(resources.Widgets);
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
