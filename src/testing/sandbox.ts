import { checkKeys } from '../util/check.js';
import type { WebhookEventInput } from '../webhooks/encode.js';
import type { WebhookEntities, WebhookEventType } from '../webhooks/events.js';
import type { Db } from './db/db.js';
import { DEFAULT_BASE_URL, DEFAULT_TOKEN, SandboxState } from './db/state.js';
import { type EmitOptions, type EmitResult, emitWebhook } from './emit.js';
import { type IncomingMessage, receiveMessage } from './handlers/talks.js';
import { exchange } from './http/exchange.js';
import type { FaultHandle, FaultOptions } from './http/faults.js';
import type { Incoming, Outcome } from './http/incoming.js';
import type { LoggedRequest, SandboxStats } from './http/log.js';
import { loadMsw, type Msw, mswHandlers } from './http/msw.js';
import type { ListeningSandbox, SandboxClientOptions, SandboxOptions } from './http/options.js';
import { turn } from './http/wait.js';
import { applySeed, type SeedData } from './seed/data.js';

/**
 * An in-memory Kommo account, made by {@link createSandbox}.
 *
 * ```ts
 * const sandbox = createSandbox();
 * const kommo = new Kommo(sandbox.options);
 * const { id } = await kommo.leads.create({ name: 'x' });
 * sandbox.db.leads.get(id);
 * ```
 */
export class Sandbox {
  /** `{ baseUrl, accessToken, fetch }`, to spread into `new Kommo({ ... })`. */
  readonly options: SandboxClientOptions;
  readonly #state: SandboxState;

  /** @internal use `createSandbox` */
  constructor(options: SandboxOptions) {
    this.#state = new SandboxState(options);
    this.options = {
      baseUrl: options.baseUrl ?? DEFAULT_BASE_URL,
      accessToken: options.accessToken ?? DEFAULT_TOKEN,
      fetch: this.fetch,
    };
  }

  /**
   * A `fetch` that the sandbox answers for any host. It is bound, so you can pass it on.
   * Rejects as `fetch` does: with the signal's reason, or with a `TypeError` if a fault breaks the connection.
   */
  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const relative = typeof input === 'string' && input.startsWith('/');
    const request = new Request(relative ? `${this.options.baseUrl}${input}` : input, init);
    const signal = init?.signal ?? request.signal;
    signal.throwIfAborted();
    await turn();
    const { method, headers } = request;
    const bytes = new Uint8Array(await request.arrayBuffer());
    const outcome = await exchange(this.#state, { method, url: new URL(request.url), headers, bytes, signal });
    return toResponse(outcome, signal);
  };

  /** The same as a web handler. */
  readonly handle = (request: Request): Promise<Response> => this.fetch(request);

  /** The tables. Tests can read and change them. `reset` replaces them with new ones. */
  get db(): Db {
    return this.#state.db;
  }

  /** Requests that came in, oldest first. */
  get requests(): readonly LoggedRequest[] {
    return this.#state.requests;
  }

  /** Counts of the requests that came in. */
  stats(): SandboxStats {
    return this.#state.stats();
  }

  /** Sets up a fault for the next matching request. Faults apply in the order in which they were set up. */
  fail(fault: FaultOptions): FaultHandle {
    return this.#state.faults.add(fault);
  }

  /**
   * Adds rows to the tables. A property that a row leaves out gets a default. A row replaces the one that has its id.
   * @throws InputError that names the place, such as `seed.leads[0].price`, if a table or a cell is wrong. Nothing is added then.
   */
  seed(data: SeedData): void {
    applySeed(this.db, data, Math.floor(this.#state.now() / 1000));
  }

  /**
   * Posts an event as Kommo does, to every subscription that asks for it or to `options.to`. The tables stay as they are.
   * ```ts
   * await sandbox.emit('lead.status_changed', { id: 1, status_id: 142 }, { to: 'http://127.0.0.1:3000/hook' });
   * ```
   */
  emit<T extends WebhookEventType>(type: T, entity: WebhookEntities[T], options?: EmitOptions): Promise<EmitResult[]> {
    const { id, subdomain } = this.db.account;
    const account = { id, subdomain, url: `https://${subdomain}.kommo.com` };
    const event = { type, entity } as unknown as WebhookEventInput;
    return emitWebhook({ account, subscriptions: this.db.webhooks.filter(() => true) }, event, options);
  }

  /**
   * A client writes: the message is stored in the conversation, which opens again if it was closed, and the webhook
   * `message.added` goes to every subscription that asks for it or to `options.to`.
   * ```ts
   * await sandbox.receive(3001, 'Hello', { to: 'http://127.0.0.1:3000/hook' });
   * ```
   * @throws Error if there is no conversation of this id, or neither text nor attachment
   */
  async receive(talkId: number, message: string | IncomingMessage, options?: EmitOptions): Promise<EmitResult[]> {
    const given = typeof message === 'string' ? { text: message } : message;
    const row = receiveMessage(this.db, talkId, given, Math.floor(this.#state.now() / 1000));
    const talk = this.db.talks.get(talkId);
    const { delivery_status: _status, attachment, author, ...rest } = row;
    const entity = {
      ...rest,
      author: { id: author.id, type: author.type, name: author.name },
      ...(attachment && { attachment }),
      contact_id: talk?.contact_id,
      ...(talk?.entity_id && {
        element_type: 2,
        element_id: talk.entity_id,
        entity_type: 'lead',
        entity_id: talk.entity_id,
      }),
    } as WebhookEntities['message.added'];
    return this.emit('message.added', entity, options);
  }

  /** Accepts another access token, for a user of the account (default: the current one). Returns the token. */
  addToken(token: string, options: { userId?: number; expiresAt?: Date } = {}): string {
    const { userId, expiresAt } = options;
    this.#state.tokens.add(token, { ...(userId && { userId }), ...(expiresAt && { expiresAt: expiresAt.getTime() }) });
    return token;
  }

  /** Returns a new authorization code for the integration of `options.oauth`. It works once, within 20 minutes. */
  newCode(userId?: number): string {
    return this.#state.oauth.newCode(userId);
  }

  /** Refuses an access token from now on. */
  revokeToken(token: string): void {
    this.#state.tokens.revoke(token);
  }

  /** Ends the block that follows too many 429s. */
  unblock(): void {
    this.#state.limiter?.unblock();
  }

  /** Restores rows, log and limiter to their state at the start, and removes faults that were set up later. */
  reset(): void {
    this.#state.reset();
  }

  /**
   * Request handlers for msw that answer everything below `origin` (default: `options.baseUrl`; `*` accepts any host).
   * If you pass the exports of msw, it is synchronous: `setupServer(...sandbox.handlers({ http }))`.
   * Otherwise it imports msw: `setupServer(...(await sandbox.handlers()))`. It rejects if msw is not installed.
   */
  handlers<H>(msw: Msw<H>, origin?: string): H[];
  handlers(): Promise<never[]>;
  handlers<H>(msw?: Msw<H>, origin = this.options.baseUrl): H[] | Promise<never[]> {
    if (msw) return mswHandlers(msw, this.fetch, origin);
    return loadMsw().then((loaded) => mswHandlers(loaded, this.fetch, origin));
  }

  /**
   * Serves the sandbox over HTTP on 127.0.0.1, in Node only. `port` 0 (default) picks a free port. `onAnswer` is called with each
   * request after its answer.
   * ```ts
   * await using server = await sandbox.listen();
   * const kommo = new Kommo(server.options);
   * ```
   */
  async listen(
    options: { port?: number; onAnswer?: (request: LoggedRequest) => void } = {},
  ): Promise<ListeningSandbox> {
    checkKeys(options, 'options', ['port', 'onAnswer']);
    const { listen } = await import('./http/node-server.js');
    const { onAnswer } = options;
    const answer = async (incoming: Incoming): Promise<Outcome> => {
      const outcome = await exchange(this.#state, incoming);
      const id = 'headers' in outcome ? outcome.headers?.['x-request-id'] : undefined;
      const logged = onAnswer && this.requests.findLast((request) => request.id === id);
      if (logged) onAnswer(logged);
      return outcome;
    };
    const server = await listen(answer, options.port ?? 0);
    return { ...server, options: { baseUrl: server.url, accessToken: this.options.accessToken } };
  }
}

/**
 * Makes a sandbox: a Kommo account in memory, with its own data. See {@link SandboxOptions} for the defaults.
 * @throws InputError on an unknown option or a wrong seed
 * @see the guide docs/testing.md in this package
 */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  return new Sandbox(options);
}

async function toResponse(outcome: Outcome, signal: AbortSignal): Promise<Response> {
  switch (outcome.kind) {
    case 'reset':
      throw networkError('fetch failed');
    case 'hang':
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    case 'cut': {
      const { status, headers, bytes = new Uint8Array() } = outcome;
      return new Response(cutStream(bytes), { status, headers });
    }
    default: {
      const { status, headers, bytes } = outcome;
      return new Response((bytes as Uint8Array<ArrayBuffer> | undefined) ?? null, { status, headers });
    }
  }
}

// Node's fetch names the cause of a broken connection the same way.
function networkError(message: string): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) });
}

function cutStream(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) controller.error(networkError('terminated'));
      else controller.enqueue(bytes.slice(0, Math.ceil(bytes.length / 2)));
      sent = true;
    },
  });
}
