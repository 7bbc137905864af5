// Codes of Node, undici and Bun for a connection that did not come about.
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
  'FailedToOpenSocket',
]);

// What tells the same without a code: undici of the TLS handshake and of a port that fetch bars, and Deno.
const NO_CONNECTION = /before secure TLS connection|^bad port$|client error \(Connect\)/;

// What OpenSSL and Node say of a certificate that they don't trust, and of a server that does not speak TLS.
const TLS =
  /^(CERT_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)_|HOSTNAME_MISMATCH|INVALID_CA|ERR_TLS_|ERR_SSL_|EPROTO$)/;

/** Whether a connection failed before the request can have left. */
export const isNeverSent = (error: unknown): boolean =>
  chain(error).some(
    ({ code, syscall, message }) =>
      (typeof code === 'string' && NEVER_SENT.has(code)) ||
      syscall === 'connect' ||
      syscall === 'getaddrinfo' ||
      (typeof message === 'string' && NO_CONNECTION.test(message)),
  ) || isHopeless(error);

/** Whether a connection failed for a reason that the next attempt would meet too: the server's certificate, or no TLS. */
export const isHopeless = (error: unknown): boolean =>
  chain(error).some(({ code }) => typeof code === 'string' && TLS.test(code));

/** The code that a failed connection carries, at any depth of its causes. */
export const codeOf = (error: unknown): string | undefined =>
  chain(error)
    .map(({ code }) => code)
    .find((code) => typeof code === 'string');

interface Failure {
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly message?: unknown;
}

/** An error and its causes. Of the addresses of a host that were tried, the last one counts: all of them failed. */
function chain(error: unknown): Failure[] {
  const found: Failure[] = [];
  let at: unknown = error;
  while (at !== null && typeof at === 'object' && found.length < 6) {
    found.push(at);
    const { cause, errors } = at as { cause?: unknown; errors?: unknown };
    at = cause ?? (Array.isArray(errors) ? errors.at(-1) : undefined);
  }
  return found;
}
