import { InputError } from '../errors.js';

/** An address that a token may be sent to, without a slash at the end. Throws InputError. */
export function checkUrl(text: string, field: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new InputError(field, `must be an http(s) address, got "${text}"`);
  if (url.username || url.password) throw new InputError(field, 'must not hold a user name or password');
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol === 'http:' && !local)
    throw new InputError(field, 'must be https, since the token goes along; http is only for this machine');
  return (url.origin + url.pathname).replace(/\/+$/, '');
}
