/** One request that came in. Tokens and secrets are never kept. */
export interface LoggedRequest {
  /** `X-Request-Id` of the answer. */
  readonly id: string;
  readonly method: string;
  /** Full address with its query. */
  readonly url: string;
  readonly path: string;
  readonly operationId: string | undefined;
  /** Status of the answer. Undefined before the answer, and if a fault sent no answer (`hang`, `reset`). */
  status: number | undefined;
  /** When it arrived, in milliseconds of the sandbox's monotonic clock. */
  readonly at: number;
  /** Headers in lower case, without authorization and cookies. */
  readonly headers: Readonly<Record<string, string>>;
  /** Body: parsed if it is JSON, else the text. */
  body: unknown;
  /** Why it went no further than the limiter. */
  refused?: 'limited' | 'blocked';
  /** Kind of the fault that it met. */
  fault?: string;
}

/** What came in, in numbers. */
export interface SandboxStats {
  /** Requests that the limiter let through. */
  readonly accepted: number;
  /** Requests answered 429 by the limiter. */
  readonly refused429: number;
  /** Requests answered 403 because of too many 429s. */
  readonly refused403: number;
  /** Most requests that arrived within one window of the limiter, refused ones included. */
  readonly maxPerWindow: number;
}

const SECRET_HEADERS = new Set(['authorization', 'cookie', 'x-auth-token', 'x-signature', 'x-refresh-token']);
const SECRET_KEYS = new Set(['client_secret', 'refresh_token', 'access_token', 'code', 'password', 'api_key']);

/** Headers worth keeping. */
export function shownHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !SECRET_HEADERS.has(name)));
}

/** A body for the log: parsed, and without secrets if it is a request for tokens. */
export function shownBody(path: string, text: string): unknown {
  if (text === '') return undefined;
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // What is not JSON is shown as it is.
  }
  return path.startsWith('/oauth2/') || path.startsWith('/api/v4/users') ? redact(body) : body;
}

function redact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value === 'string') return '[redacted]';
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      SECRET_KEYS.has(key) ? '[redacted]' : typeof item === 'string' ? item : redact(item),
    ]),
  );
}
