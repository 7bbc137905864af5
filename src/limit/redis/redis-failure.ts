import { ForeignError, foreignError } from '../../util/foreign-error.js';

const NOT_FOUND = 'its host name was not found; correct the address';
const REFUSED_LOGIN = 'it refused the user name or the password; correct them';
const TLS = 'the TLS handshake failed; check whether this port speaks TLS';

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at its address; start Redis or correct the address',
  ENOTFOUND: NOT_FOUND,
  EAI_AGAIN: NOT_FOUND,
  WRONGPASS: REFUSED_LOGIN,
  NOAUTH: 'it needs a password; add it to the address',
  EPROTO: TLS,
  ECONNRESET: 'the connection was closed',
};

/**
 * Why Redis is unavailable, as a sentence with the remedy. Nothing of the driver's own message is kept, since it may hold the password.
 * Without a reason, Redis did not answer within `timeoutMs`.
 */
export function explained(reason: unknown, timeoutMs: number): ForeignError {
  if (reason === undefined) {
    return new ForeignError('TimeoutError', 'ETIMEDOUT', `ETIMEDOUT: it did not answer within ${timeoutMs} ms`);
  }
  const { name, code = codeOf(reason), message } = foreignError(reason);
  const known = REASONS[code] ?? tlsReason(code);
  return new ForeignError(name, code, known === undefined ? message : `${code}: ${known}`);
}

// ioredis gives no code to a connection that was closed. Before version 6, Redis gave none to a wrong password.
function codeOf(reason: unknown): string {
  const message = reason instanceof Error ? reason.message : '';
  return /invalid password/i.test(message) ? 'WRONGPASS' : 'ECONNRESET';
}

function tlsReason(code: string): string | undefined {
  if (/CERT|SIGNATURE|ISSUER/.test(code)) {
    return 'its certificate is not trusted; give a client of ioredis whose `tls.ca` holds the certificate of its authority';
  }
  return /^ERR_(SSL|TLS)/.test(code) ? TLS : undefined;
}
