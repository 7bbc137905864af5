import { InputError } from '../errors.js';
import { accountOf } from '../http/account.js';
import type { Http } from '../http/client.js';
import type { RateLimiterStats } from '../limit/types.js';
import type { Resource, ResourceType } from '../resources/resource.js';
import type { KommoOptions } from '../transport/config.js';
import type { AttemptFigures } from '../transport/observability.js';
import { checkUser } from '../transport/request.js';

/** Figures of this moment: of the limiter, which other clients may share, and of this client's attempts. */
export interface KommoStats extends RateLimiterStats, AttemptFigures {}

/**
 * A Kommo account without its resources: each one is named where it is used, so that a bundler leaves the others out.
 *
 * ```ts
 * const leads = new KommoCore({ subdomain: 'acme', accessToken }).use(Leads);
 * for await (const lead of leads.list({ with: ['contacts'] })) console.log(lead.name);
 * ```
 * @see https://developers.kommo.com/reference/kommo-api-reference
 */
export class KommoCore {
  /** Address of the account, without a slash at the end. */
  readonly baseUrl: string;
  /** @internal */
  protected readonly http: Http;
  readonly #options: KommoOptions;
  readonly #resources = new Map<unknown, Resource>();

  /** @throws InputError that names the option */
  constructor(options: KommoOptions) {
    if (options === null || typeof options !== 'object') {
      throw new InputError('options', 'are missing. Give at least { subdomain, accessToken }');
    }
    this.http = accountOf(options);
    this.baseUrl = this.http.config.base as string;
    this.#options = options;
  }

  /**
   * The same account with the rights of another user: its calls carry `X-Context-User-ID`. The token must be an administrator's.
   * The limiter and the tokens are shared with this client.
   *
   * ```ts
   * const leads = await kommo.actAs(501).leads.list();
   * ```
   * @param userId - id of a user of the account
   * @throws InputError if it is not a whole number above 0
   */
  actAs(userId: number): this {
    checkUser(userId);
    const Client = this.constructor as new (options: KommoOptions) => this;
    return new Client({ ...this.#options, rateLimit: this.http.config.transport.limiter, actAs: userId });
  }

  /** Figures of the limiter that this client passes (queued, running, started, pauses), and of its own attempts. */
  stats(): KommoStats {
    const { limiter, stats } = this.http.config.transport;
    return { ...limiter.stats(), ...stats.figures() };
  }

  /** The resource of a class: `use(Leads)`. Made when first asked for, so that a client costs nothing for what it does not use. */
  use<R extends Resource>(type: ResourceType<R>): R {
    const found = this.#resources.get(type) ?? this.make(type);
    this.#resources.set(type, found);
    return found as R;
  }

  /**
   * Closes the Redis connection of a shared limit, after the waiting calls are done. You need not call it: an open client does not keep the
   * process alive. A later call opens the connection again.
   */
  async close(): Promise<void> {
    await this.http.config.transport.limiter.close?.();
  }

  /** The same as {@link KommoCore.close}, for `await using kommo = new Kommo(...)`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** @internal */
  protected make<R extends Resource>(type: ResourceType<R>): R {
    return new type(this.http as never);
  }

  /** @internal */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Kommo { baseUrl: '${this.baseUrl}' }`;
  }
}
