import { ForeignError } from '../../util/foreign-error.js';
import { storeFailure } from '../../util/store-failure.js';

const ADDRESS = 'Correct the address.';
const CLOSED = ['It closed the connection', 'Check whether it is up, and whether its port speaks TLS.'] as const;
const NOT_FOUND = ['Its host name was not found', ADDRESS] as const;
const UNTRUSTED = [
  'Its certificate is not trusted',
  'Give a client of ioredis whose `tls.ca` holds the certificate of its authority.',
] as const;
const TLS = ['The TLS handshake failed', 'Check whether its port speaks TLS.'] as const;

const REASONS: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  ECONNREFUSED: ['Nothing listens at its address', 'Start Redis, or correct the address.'],
  ENOTFOUND: NOT_FOUND,
  EAI_AGAIN: NOT_FOUND,
  WRONGPASS: ['It refused the user name or the password', 'Correct them.'],
  NOAUTH: ['It needs a password', 'Add the password to the address.'],
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
  EPROTO: TLS,
};

/**
 * Explains why Redis is unavailable, with a remedy. The driver's own message is dropped, because it may hold the password.
 * Without a reason, Redis did not answer within `timeoutMs`.
 */
export function explained(reason: unknown, timeoutMs: number): ForeignError {
  const late = reason === undefined ? { name: 'TimeoutError', code: 'ETIMEDOUT', message: '' } : undefined;
  const { name, code = codeOf(reason), message } = late ?? storeFailure(reason);
  if (code === 'ETIMEDOUT') {
    const what = `It did not answer within ${timeoutMs} ms (${code}).`;
    return new ForeignError(name, code, `${what} Check its address, and whether its port speaks TLS.`);
  }
  const [what, remedy] = REASONS[code] ?? tlsReason(code) ?? [];
  return new ForeignError(
    name,
    code,
    what === undefined ? `It failed with ${message}.` : `${what} (${code}). ${remedy}`,
  );
}

// ioredis sets no code if a connection was closed. Before version 6, Redis sent none for a wrong password.
function codeOf(reason: unknown): string {
  const message = reason instanceof Error ? reason.message : '';
  return /invalid password/i.test(message) ? 'WRONGPASS' : 'ECONNRESET';
}

function tlsReason(code: string): readonly [what: string, remedy: string] | undefined {
  if (/CERT|SIGNATURE|ISSUER/.test(code)) return UNTRUSTED;
  return /^ERR_(SSL|TLS)/.test(code) ? TLS : undefined;
}
