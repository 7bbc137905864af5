import { RedirectError } from '../errors.js';

/** An address that an answer gave; `what` names it. Throws RedirectError where it leads elsewhere, since the token would go along. */
export function sameOrigin(href: string, baseUrl: string, what: string): URL {
  if (!URL.canParse(href, baseUrl)) throw new RedirectError(what, href);
  const url = new URL(href, baseUrl);
  if (url.origin !== new URL(baseUrl).origin) throw new RedirectError(what, url.origin);
  return url;
}
