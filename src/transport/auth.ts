import { InputError } from '../errors.js';
import type { PreparedRequest } from './request.js';

/**
 * Where the client gets its access token. `accessToken: '...'` makes one that never changes.
 * `kommo-sdk/auth` makes a provider that refreshes its token.
 */
export interface AuthProvider {
  /** Address of the account that the tokens belong to. The client uses it if it has no address of its own. */
  readonly baseUrl?: string | undefined;
  /** Returns a token to send now. The client calls it before each attempt, so it must be cheap while the token is good. */
  getToken(signal?: AbortSignal): string | Promise<string>;
  /**
   * Returns the token that is good at this moment, without waiting, or undefined if `getToken` has to be awaited first.
   * The client calls it when the limiter lets an attempt start, because nothing may be awaited between that moment and `fetch`.
   * So a call that waited in the queue never sends a token that was replaced meanwhile. Without `peek`, the client calls
   * only `getToken`.
   */
  peek?(): string | undefined;
  /**
   * The client calls it once if Kommo answers 401 to `rejected`. It returns another token to try, or undefined if there is none.
   * Calls that come together must share one refresh.
   */
  onRejected?(rejected: string, signal?: AbortSignal): Promise<string | undefined>;
}

// If its turn comes later than this, a token that was fetched before the queue is fetched again.
const FRESH_MS = 10_000;

/**
 * The token of one attempt. `now` never waits, so that the attempt can read it at its turn. If it is undefined, the attempt gives
 * its turn away and waits for `fetch` outside the queue.
 */
export class AttemptToken {
  readonly #auth: AuthProvider;
  // What the provider gave to this attempt, and when.
  #held: { readonly token: string; readonly at: number } | undefined;
  readonly #isReplaced: boolean;

  /** @param fresh - the token to send in place of one that Kommo refused */
  constructor(auth: AuthProvider, fresh: string | undefined) {
    this.#auth = auth;
    this.#isReplaced = fresh !== undefined;
    if (fresh !== undefined) this.#hold(fresh);
  }

  /** The token to send now. */
  now(): string | undefined {
    const held = this.#held && performance.now() - this.#held.at < FRESH_MS ? this.#held.token : undefined;
    return this.#isReplaced ? (held ?? this.#auth.peek?.()) : (this.#auth.peek?.() ?? held);
  }

  /** Waits until there is a token. */
  async fetch(signal: AbortSignal | undefined): Promise<void> {
    const token: unknown = await this.#auth.getToken(signal);
    if (typeof token !== 'string')
      throw new InputError('auth', `${NO_TOKEN}, got ${token === null ? 'null' : typeof token}`);
    this.#hold(token);
  }

  #hold(token: string): void {
    this.#held = { token, at: performance.now() };
  }
}

const NO_TOKEN = 'must return the bare token: a text without spaces, line breaks or "Bearer" before it';

/** The value of the header that carries a token. Throws InputError, because the error of `Headers` would show the token. */
export function bearer(token: string): string {
  if (typeof token === 'string' && /^[\x21-\x7e]*$/.test(token)) return `Bearer ${token}`;
  throw new InputError('auth', NO_TOKEN);
}

/** The parts of a web page that are used here. Neither workers nor Node have a document. */
interface WebPage {
  readonly document?: unknown;
  readonly location?: { readonly origin: string };
  readonly process?: { readonly versions?: { readonly node?: string } };
}

const webPage = (): WebPage => globalThis as WebPage;

/**
 * Returns true in a browser page, or in a worker that a web page has started. Node with a simulated page (jsdom) does not count, because
 * nobody else sees its tokens.
 */
export function isBrowserPage(): boolean {
  const { document, location, process } = webPage();
  const isWorker = /^(Dedicated|Shared)Worker/.test(globalThis.constructor?.name);
  const isOfPage = document !== undefined || (isWorker && /^https?:/.test(location?.origin ?? ''));
  return isOfPage && process?.versions?.node === undefined;
}

/** How calls carry the cookie of the user who is signed in to the page. */
export interface PageSession {
  readonly auth: AuthProvider;
  /** Prepares a request. @throws InputError if it would leave the page's origin */
  readonly sign: (request: PreparedRequest) => Promise<void>;
  /** @throws InputError if the account is not that of the page */
  check(baseUrl: string): void;
}

/** Returns the session of this page. @throws InputError outside a browser page */
export function pageSession(): PageSession {
  const origin = webPage().location?.origin;
  // A page in a sandbox, or a file, has the origin "null".
  if (webPage().document === undefined || origin === undefined || origin === 'null') {
    throw new InputError('auth', "is 'session', which works only inside a page of Kommo. Pass accessToken here");
  }
  const check = (address: string): void => {
    if (new URL(address).origin === origin) return;
    throw new InputError(
      'auth',
      `is 'session', so calls reach only ${origin}, the origin of this page, and not ${new URL(address).origin}. Call that address from your server with a token`,
    );
  };
  return {
    // There is no token: the browser adds the cookie.
    auth: { baseUrl: origin, getToken: () => '', peek: () => '' },
    check,
    sign: async (request) => {
      check(request.url);
      request.headers.set('x-requested-with', 'XMLHttpRequest');
    },
  };
}
