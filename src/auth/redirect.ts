import { InputError } from '../errors.js';
import { isKommoUrl } from '../transport/origin.js';
import { checkKeys } from '../util/check.js';
import { equalsConstantTime } from '../util/hmac.js';
import { AuthorizationDeniedError, StateMismatchError } from './errors.js';

/** Options of {@link authorizeUrl}. */
export interface AuthorizeOptions {
  /** Comes back with the code. Make it with `createState()` and keep it in the user's session. */
  readonly state: string;
  /** `popup` (default): the opener is redirected. `post_message`: the popup is. */
  readonly mode?: 'popup' | 'post_message' | undefined;
  /** Host of the page. Default `www.kommo.com`. */
  readonly host?: 'www.kommo.com' | 'www.amocrm.ru' | 'www.amocrm.com' | undefined;
}

/** What a redirect back from the authorization page carries. */
export interface AuthorizationCode {
  /** Good for one use, within 20 minutes. */
  readonly code: string;
  /** Address of the account, from the `referer` parameter. */
  readonly baseUrl: string;
  readonly state: string | undefined;
  /** True if Kommo's server sent it after a widget was installed. Such a request has no session, so it has no state to check. */
  readonly fromWidget: boolean;
}

/**
 * Address of the page on which a user of an account authorizes the integration.
 * @see https://developers.kommo.com/docs/oauth-20
 */
export function authorizeUrl(clientId: string, options: AuthorizeOptions): string {
  checkKeys(options, 'options', ['state', 'mode', 'host']);
  const { state, mode = 'popup', host = 'www.kommo.com' } = options;
  if (typeof state !== 'string' || state.length < 16) {
    throw new InputError('state', 'must be a secret of at least 16 characters. Make it with createState()');
  }
  return `https://${host}/oauth?${new URLSearchParams({ client_id: clientId, state, mode })}`;
}

/** A `state` that nobody can guess. Keep it in the user's session until the redirect comes. */
export function createState(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/={1,2}$/, '');
}

/**
 * Checks the `state` of a redirect against that of the user's session, in constant time.
 * @throws StateMismatchError
 */
export function verifyState(given: string | null | undefined, expected: string | null | undefined): void {
  if (!given || !expected || !equalsConstantTime(given, expected)) throw new StateMismatchError();
}

/**
 * Reads a redirect back from the authorization page. It accepts only addresses of Kommo and amoCRM, since the secret key is sent
 * there next. Check the `state` with `verifyState`.
 * @throws AuthorizationDeniedError if the user refused; InputError if something is missing or foreign
 */
export function parseRedirect(url: string | URL, clientId?: string): AuthorizationCode {
  const query = new URL(url, 'http://localhost').searchParams;
  const error = query.get('error');
  if (error !== null) throw new AuthorizationDeniedError(/^[\w-]{1,60}$/.test(error) ? error : 'unknown reason');
  const code = query.get('code');
  if (!code) throw new InputError('code', 'is missing in the redirect');
  const client = query.get('client_id');
  if (clientId !== undefined && client !== null && client !== clientId) {
    throw new InputError('client_id', 'in the redirect belongs to another integration');
  }
  // The docs spell it both ways.
  const referer = query.get('referer') ?? query.get('referrer') ?? '';
  const address = referer.includes('://') ? referer : `https://${referer}`;
  if (!isKommoUrl(address)) throw new InputError('referer', 'in the redirect is not an account of Kommo or amoCRM');
  return {
    code,
    baseUrl: new URL(address).origin,
    state: query.get('state') ?? undefined,
    fromWidget: query.has('from_widget'),
  };
}
