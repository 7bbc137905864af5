import { KommoApiError, RateLimitError, RedirectError } from '../errors.js';
import { PausedError, type RateLimiter } from '../limit/types.js';
import { abortable } from '../util/abort.js';
import { CallSignal } from '../util/call-signal.js';
import { checkAmount, checkCount } from '../util/check.js';
import { attempt, type FetchLike, type Received } from './attempt.js';
import type { AuthProvider } from './auth-provider.js';
import { pauseAfter429 } from './backoff.js';
import { decode, tryParse } from './decode.js';
import type { Logger } from './logger.js';
import { sameOrigin } from './origin.js';
import { Outgoing } from './outgoing.js';
import { readable } from './readable.js';
import { redactor } from './redact.js';
import type { RequestOptions } from './request-options.js';
import { retryAfterSeconds } from './retry-after.js';
import { Meter } from './stats.js';
import { attemptChannel, callChannel, type TraceContext, traced } from './tracing.js';

/** What the transport is made of; every part comes from the client's options. */
export interface TransportConfig {
  readonly fetch: FetchLike;
  readonly auth: AuthProvider;
  readonly limiter: RateLimiter;
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly retries: number;
  readonly maxRetryAfterMs: number;
  readonly maxResponseBytes: number;
  readonly logger: Logger | undefined;
}

/** An answer that is not an error. */
export interface Sent {
  /** Its JSON; undefined where the body is empty, or of no use. */
  readonly data: unknown;
  /** Its body is read: `readable(response, body)` opens it again. */
  readonly response: Response;
  /** The JSON, or the text where it was not parsed. */
  readonly body: unknown;
}

/** One call on its way through the attempts. */
interface Call {
  readonly request: Outgoing;
  readonly options: RequestOptions;
  /** The body as the caller gave it, for validation errors to point into. */
  readonly items: unknown;
  /** The answer holds nothing of use, and may be a bare word. */
  readonly ignoreBody: boolean;
  readonly signal: AbortSignal | undefined;
}

const MAX_REDIRECTS = 5;

/** The way of one request: retry, then limiter, then token, then fetch, then decode or error. */
export class Transport {
  readonly #config: TransportConfig;
  /** Figures of the attempts. */
  readonly meter = new Meter();
  readonly #trusted = new Set<string>();

  constructor(config: TransportConfig) {
    this.#config = config;
  }

  /** The limiter that the attempts pass. */
  get limiter(): RateLimiter {
    return this.#config.limiter;
  }

  /** Lets the token go to the origin of an address; it goes nowhere else. */
  trust(baseUrl: string): void {
    this.#trusted.add(`${new URL(baseUrl).origin}/`);
  }

  /** Sends a request until it is answered, must not be retried, or is aborted. */
  async send(request: Outgoing, options: RequestOptions, items?: unknown, ignoreBody = false): Promise<Sent> {
    this.#checkTrust(request.url);
    return traced(
      callChannel,
      () => contextOf(request),
      () => this.#retried(request, options, items, ignoreBody),
      statusOf,
    );
  }

  async #retried(request: Outgoing, options: RequestOptions, items: unknown, ignoreBody: boolean): Promise<Sent> {
    const config = this.#config;
    const retries = checkCount(options.retries ?? config.retries, 'retries', 0);
    const call = new CallSignal(options.signal, options.totalTimeoutMs ?? config.totalTimeoutMs, request);
    const { signal } = call;
    const nth = (number: number): Promise<Sent> =>
      this.#attempt({ request, options, items, ignoreBody, signal }, number);
    const first = nth(1);
    try {
      return await first;
    } catch (error) {
      // Loaded now, as most calls succeed at once; where that fails too, the error of the call says more.
      const { retry } = await import('./retry.js').catch(() => {
        throw error;
      });
      return await retry(first, nth, {
        retries,
        safe: request.method !== 'POST' || options.retryUnsafe === true,
        maxRetryAfterMs: config.maxRetryAfterMs,
        signal,
        onRetry: ({ message }, number, delayMs) =>
          config.logger?.warn('retrying', {
            method: request.method,
            path: request.path,
            attempt: number,
            delayMs,
            error: message,
          }),
      });
    } finally {
      call.dispose();
    }
  }

  #checkTrust(url: string): void {
    for (const origin of this.#trusted) if (url.startsWith(origin)) return;
    throw new RedirectError('a request', new URL(url).origin);
  }

  async #attempt({ request, options, items, ignoreBody, signal }: Call, number: number): Promise<Sent> {
    const { auth } = this.#config;
    const token = await abortable(Promise.resolve(auth.getToken(signal)), signal);
    request.attempts = number;
    let received = await this.#exchange(request, token, options, signal, number);
    let redact = redactor(token);
    if (received.response.status === 401 && auth.onRejected) {
      const fresh = await abortable(auth.onRejected(token, signal), signal);
      if (fresh !== undefined && fresh !== token) {
        redact = redactor(token, fresh);
        received = await this.#exchange(request, fresh, options, signal, number);
      }
    }
    if (received.response.ok) {
      const { response, text } = received;
      if (ignoreBody) return { data: undefined, response, body: text };
      const data = decode(received, request, redact);
      return { data, response, body: data };
    }
    // A page may echo the request, token and all.
    const { response } = received;
    const text = redact(received.text);
    // At once, since others may be about to start.
    if (response.status === 429) {
      const seconds = retryAfterSeconds(response.headers, tryParse(text));
      this.#config.limiter.pause(seconds === undefined ? pauseAfter429(number) : seconds * 1000);
    }
    const { apiError } = await import('./api-error.js').catch(() => {
      // As where the package was replaced under a running process.
      throw new KommoApiError({ status: response.status, method: request.method, path: request.path, response });
    });
    throw apiError({ response: readable(response, text), text }, request, items);
  }

  /** One attempt, and the redirects that it meets on its own origin. */
  async #exchange(
    request: Outgoing,
    token: string,
    options: RequestOptions,
    signal: AbortSignal | undefined,
    number: number,
  ): Promise<Received> {
    let target = request;
    for (let hops = 0; ; hops++) {
      const received = await this.#limited(target, token, options, signal, number);
      const location = received.response.headers.get('location');
      if (
        received.response.status < 300 ||
        received.response.status > 399 ||
        location === null ||
        hops === MAX_REDIRECTS
      )
        return received;
      target = redirected(target, location, received.response.status);
    }
  }

  async #limited(
    request: Outgoing,
    token: string,
    options: RequestOptions,
    signal: AbortSignal | undefined,
    number: number,
  ): Promise<Received> {
    const { fetch, limiter, logger, timeoutMs, maxResponseBytes, maxRetryAfterMs } = this.#config;
    const attemptMs = checkAmount(options.timeoutMs ?? timeoutMs, 'timeoutMs');
    request.headers.set('authorization', `Bearer ${token}`);
    const run = (): Promise<Received> =>
      attempt(request, {
        fetch,
        timeoutMs: attemptMs,
        maxResponseBytes,
        signal,
        redact: redactor(token),
      });
    const job = (): Promise<Received> =>
      this.meter.measured(
        traced(attemptChannel, () => contextOf(request, number), run, statusOf),
        statusOf,
      );
    const started = logger ? performance.now() : 0;
    try {
      const received = await limiter.run(job, { signal, maxPauseMs: maxRetryAfterMs });
      logger?.debug('answered', {
        method: request.method,
        path: request.path,
        status: received.response.status,
        ms: Math.round(performance.now() - started),
      });
      return received;
    } catch (error) {
      throw error instanceof PausedError ? unsent(request, error) : error;
    }
  }
}

const statusOf = ({ response }: { response: Response }): number => response.status;

function contextOf({ url, method, path }: Outgoing, attempt?: number): TraceContext {
  return { method, path, host: new URL(url).host, ...(attempt === undefined ? {} : { attempt }) };
}

function redirected(from: Outgoing, location: string, status: number): Outgoing {
  const target = sameOrigin(location, from.url, from.path);
  // 307 and 308 keep the method; the others ask for a GET, as browsers do.
  const keep = status === 307 || status === 308 || from.method === 'GET';
  return new Outgoing(target, {
    method: keep ? from.method : 'GET',
    headers: from.headers,
    ...(keep && from.body ? { body: from.body } : {}),
  });
}

function unsent(request: Outgoing, { pausedForMs }: PausedError): RateLimitError {
  const retryAfter = Math.ceil(pausedForMs / 1000);
  return new RateLimitError(
    { status: 429, method: request.method, path: request.path, retryAfter },
    `${request.method} ${request.path} was not sent: Kommo asked to wait another ${retryAfter} s, which is over maxRetryAfterMs`,
  );
}
