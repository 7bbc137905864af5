import { InputError } from '../errors.js';
import type { AuthProvider } from './auth-provider.js';
import type { PreparedRequest } from './request.js';

/** A web page, as far as this file needs one. Neither workers nor Node have a document. */
interface Page {
  readonly document?: unknown;
  readonly location?: { readonly origin: string };
  readonly process?: { readonly versions?: { readonly node?: string } };
}

const page = (): Page => globalThis as Page;

/** Whether this runs in a browser page. Node with a simulated page (jsdom) does not count: no reader sees its tokens. */
export function isBrowserPage(): boolean {
  const { document, process } = page();
  return document !== undefined && process?.versions?.node === undefined;
}

/** How calls go out that carry the cookie of the user who is signed in to the page. */
export interface PageSession {
  readonly auth: AuthProvider;
  /** Prepares a request. @throws InputError if it would leave the page's origin */
  readonly sign: (request: PreparedRequest) => Promise<void>;
  /** @throws InputError if the account is not that of the page */
  check(baseUrl: string): void;
}

/** The session of this page. @throws InputError if there is no page */
export function pageSession(): PageSession {
  const origin = page().location?.origin;
  if (page().document === undefined || origin === undefined) {
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
