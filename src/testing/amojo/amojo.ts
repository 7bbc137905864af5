import { checkKeys, type KeysOf } from '../../util/check.js';
import { type AmojoHookResult, AmojoHooks } from './hooks.js';
import type { AmojoOptions } from './options.js';
import { type AmojoAnswer, AmojoRefusal, checkSignature } from './signature.js';
import { type AmojoChat, AmojoStore, routeAmojo } from './store.js';

/** A request that came in. */
export interface AmojoRequest {
  method: string;
  path: string;
  query: string;
  body: string;
  status: number;
}

/** The Chats API in memory, made by {@link createAmojo}: it checks signatures, keeps chats, and calls back. */
export class Amojo {
  /** Requests that came in, oldest first. */
  readonly requests: AmojoRequest[] = [];
  readonly #options: AmojoOptions;
  readonly #store = new AmojoStore();
  readonly #hooks: AmojoHooks;

  /** @internal use `createAmojo` */
  constructor(options: AmojoOptions) {
    checkKeys(options, 'options', KNOWN);
    this.#options = options;
    this.#hooks = new AmojoHooks(options, this.#store);
  }

  /** A `fetch` that amojo answers for any host. It is bound, so you can pass it on. */
  readonly fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const bytes = new Uint8Array(await request.arrayBuffer());
    const { status, body } = await this.answer(request.method, new URL(request.url), request.headers, bytes);
    const text = body === undefined ? null : JSON.stringify(body);
    return new Response(text, { status, headers: { 'content-type': 'application/json' } });
  };

  /** Answers one request. */
  async answer(method: string, url: URL, headers: Headers, bytes: Uint8Array): Promise<AmojoAnswer> {
    const body = new TextDecoder().decode(bytes);
    const answer = await this.#answer(method, url, headers, bytes, body);
    this.requests.push({ method, path: url.pathname, query: url.search, body, status: answer.status });
    return answer;
  }

  /** Chats, by your id or Kommo's. */
  chat(conversation: string): AmojoChat | undefined {
    return this.#store.chat(conversation);
  }

  /** Scopes of the accounts that the channel is connected with. */
  get scopes(): string[] {
    return [...this.#store.scopes];
  }

  /** Somebody of the account writes into a chat: sends the webhook, and keeps the message. */
  write(
    conversation: string,
    message: string | { type: string; text?: string; [field: string]: unknown },
  ): Promise<AmojoHookResult> {
    return this.#hooks.write(conversation, typeof message === 'string' ? { type: 'text', text: message } : message);
  }

  /** Somebody of the account is typing. */
  typing(conversation: string): Promise<AmojoHookResult> {
    return this.#hooks.typing(conversation);
  }

  /** A user of the account reacts to the newest message of a chat. Without an emoji, the reaction is removed. */
  react(conversation: string, emoji?: string): Promise<AmojoHookResult> {
    return this.#hooks.react(conversation, emoji);
  }

  /**
   * Serves amojo over HTTP on 127.0.0.1, in Node only. `port` 0 (default) picks a free port.
   */
  async listen(options: { port?: number } = {}): Promise<import('../http/node-server.js').SandboxServer> {
    const { listen } = await import('../http/node-server.js');
    return listen(async ({ method, url, headers, bytes }) => {
      const { status, body } = await this.answer(method, url, headers, bytes);
      const text = body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body));
      const answer = { status, headers: { 'content-type': 'application/json' }, bytes: text };
      return { kind: 'response' as const, ...answer };
    }, options.port ?? 0);
  }

  async #answer(method: string, url: URL, headers: Headers, bytes: Uint8Array, body: string): Promise<AmojoAnswer> {
    const { channelSecret, channelId, now = Date.now } = this.#options;
    try {
      await checkSignature({ method, path: url.pathname, headers, bytes, secret: channelSecret, now: now() });
      return routeAmojo(this.#store, { method, url, body, channelId });
    } catch (error) {
      if (error instanceof AmojoRefusal) return error.answer;
      throw error;
    }
  }
}

/** Makes an amojo to test a channel against: hand its `fetch` to `new KommoChats({ ... })`, or let it listen. */
export function createAmojo(options: AmojoOptions): Amojo {
  return new Amojo(options);
}

const KNOWN = Object.keys({
  channelId: true,
  channelSecret: true,
  hookUrl: true,
  now: true,
  fetch: true,
} satisfies KeysOf<AmojoOptions>);
