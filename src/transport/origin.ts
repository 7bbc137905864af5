import { InputError, RedirectError } from '../errors.js';

const DOMAINS = ['kommo.com', 'amocrm.com', 'amocrm.ru'];

/**
 * Returns true if an address is https on a host of Kommo or amoCRM. An address that comes from outside (a redirect, an answer, a webhook)
 * must be one before a token or a secret is sent to it. The addresses that the caller sets need not.
 */
export function isKommoUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  if (protocol !== 'https:' || port !== '' || username !== '' || password !== '') return false;
  return DOMAINS.some((domain) => hostname.endsWith(`.${domain}`));
}

/** Returns true if an address is http(s) on this machine. */
export function isLoopbackUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return /^https?:$/.test(protocol) && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Checks an address that a token may be sent to. Returns it without a slash at the end. Throws InputError. */
export function checkUrl(text: string, field: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new InputError(field, `must be an http(s) address, got "${text}"`);
  if (url.username || url.password) throw new InputError(field, 'must not hold a user name or password');
  if (url.protocol === 'http:' && !isLoopbackUrl(text))
    throw new InputError(
      field,
      'must be https, because the token is sent to it. http is allowed for this machine only',
    );
  return withoutSlashes(url.origin + url.pathname);
}

/** An address without the slashes at its end. */
export function withoutSlashes(url: string): string {
  let end = url.length;
  while (url[end - 1] === '/') end--;
  return url.slice(0, end);
}

/** Stands in an error for an address that can't be read. The address may hold a secret. */
export const UNREADABLE = 'an invalid address';

/** Checks an address that an answer contains. `what` names it. Throws RedirectError if it leads to another origin, because the token would go there. */
export function sameOrigin(href: string, baseUrl: string, what: string): URL {
  if (!URL.canParse(href, baseUrl)) throw new RedirectError(what, UNREADABLE);
  const url = new URL(href, baseUrl);
  if (url.origin !== new URL(baseUrl).origin) throw new RedirectError(what, url.origin);
  // fetch refuses an address with a password, and shows it.
  url.username = url.password = '';
  return url;
}
