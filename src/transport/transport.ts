import { type KommoApiError, RateLimitError, RedirectError } from '../errors.js';
import { checkPriority } from '../limit/call-list.js';
import { PausedError, type Priority, type RateLimiter } from '../limit/types.js';
import { abortable, CallSignal } from '../util/abort.js';
import { checkAmount, checkCount } from '../util/check.js';
import { apiError } from './api-error.js';
import { attempt, type FetchLike, type RawResponse } from './attempt.js';
import { AttemptToken, type AuthProvider, bearer } from './auth.js';
import { decode, type ParsedResponse, parsedResponse, replayed, tryParse } from './decode.js';
import { FilterWatch, type Logger } from './logger.js';
import { type Middleware, throughMiddleware } from './middleware.js';
import { AttemptStats, attemptChannel, callChannel, type TraceContext, traced } from './observability.js';
import { sameOrigin } from './origin.js';
import { redactor } from './redact.js';
import { PreparedRequest, type Sign } from './request.js';
import { pauseAfter429, retry, retryAfterSeconds } from './retry.js';

/** Parts of a transport. Each comes from the options of the client. */
export interface TransportConfig {
  readonly fetch: FetchLike;
  readonly middleware: readonly Middleware[];
  readonly auth: AuthProvider;
  /** Signs each request before its turn, in place of the token in a header. */
  readonly sign?: Sign | undefined;
  readonly limiter: RateLimiter;
  readonly priority: Priority;
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly retries: number;
  readonly maxRetryAfterMs: number;
  readonly maxResponseBytes: number;
  readonly logger: Logger | undefined;
}

/** An answer, and the token that it was asked for with. */
interface AttemptAnswer extends RawResponse {
  readonly token: string;
}

const MAX_REDIRECTS = 5;

/** The road of one request: retry, then middleware, then limiter, then token, then fetch, then decode or throw. */
export class Transport {
  readonly #config: TransportConfig;
  /** Figures of the attempts. */
  readonly stats = new AttemptStats();
  readonly #trusted = new Set<string>();
  readonly #filters: FilterWatch | undefined;

  constructor(config: TransportConfig) {
    this.#config = config;
    this.#filters = config.logger && new FilterWatch(config.logger);
  }

  /** The limiter that the attempts pass. */
  get limiter(): RateLimiter {
    return this.#config.limiter;
  }

  /** Lets the token go to the origin of an address. It goes nowhere else. */
  trust(baseUrl: string): void {
    this.#trusted.add(`${new URL(baseUrl).origin}/`);
  }

  /** Sends a request until it is answered, must not be retried, or is aborted. This is the `fetch` of openapi-fetch. */
  async send(request: PreparedRequest): Promise<ParsedResponse> {
    this.#checkTrust(request.url);
    const answer = await traced(
      callChannel,
      () => contextOf(request),
      () => this.#retried(request),
      ({ status }) => status,
    );
    this.#filters?.saw(request, answer.value);
    return answer;
  }

  #checkTrust(url: string): void {
    for (const origin of this.#trusted) if (url.startsWith(origin)) return;
    throw new RedirectError('a request', new URL(url).origin);
  }

  async #retried(request: PreparedRequest): Promise<ParsedResponse> {
    const { options } = request.call;
    const config = this.#config;
    const retries = checkCount(options.retries ?? config.retries, 'retries', 0);
    const call = new CallSignal(options.signal, options.totalTimeoutMs ?? config.totalTimeoutMs, request);
    const { signal } = call;
    try {
      return await retry((number) => this.#attempt(request, signal, number), {
        retries,
        safe: request.method !== 'POST' || options.retryUnsafe === true,
        maxRetryAfterMs: config.maxRetryAfterMs,
        signal,
        onRetry: ({ message }, number, retryAfterMs) =>
          config.logger?.warn('retrying', {
            method: request.method,
            path: request.path,
            attempt: number,
            retryAfterMs,
            error: message,
          }),
      });
    } finally {
      call.dispose();
    }
  }

  /** One attempt: sent through the middleware, then decoded, or thrown as the error that it is. */
  async #attempt(request: PreparedRequest, signal: AbortSignal | undefined, number: number): Promise<ParsedResponse> {
    const { middleware, maxResponseBytes, limiter } = this.#config;
    request.progress.attempts = number;
    const tokens = new Set<string>();
    const raw = await throughMiddleware(middleware, request, signal, maxResponseBytes, (changed) =>
      this.#exchange(changed, signal, number, tokens),
    );
    const { response } = raw;
    const redact = redactor(...tokens);
    if (response.ok) return parsedResponse(response, decode(raw, request, redact), request.url);
    // A page may echo the request, token and all.
    const text = redact(raw.text);
    // The pause starts at once, because other calls may be about to start.
    if (response.status === 429) {
      const seconds = retryAfterSeconds(response.headers, tryParse(text));
      limiter.pause(seconds === undefined ? pauseAfter429(number) : seconds * 1000);
    }
    throw apiError({ response: replayed(raw, redact), text }, request, request.call.items);
  }

  /** Sends a request, once more with another token if Kommo refuses the first, and follows redirects on its own origin. */
  async #exchange(
    request: PreparedRequest,
    signal: AbortSignal | undefined,
    number: number,
    tokens: Set<string>,
  ): Promise<RawResponse> {
    const { auth } = this.#config;
    let target = request;
    let isResent = false;
    let fresh: string | undefined;
    for (let hops = 0; ; ) {
      const answered = await this.#turn(target, signal, number, tokens, fresh);
      const { status } = answered.response;
      if (status === 401 && !isResent && auth.onRejected) {
        isResent = true;
        fresh = await abortable(auth.onRejected(answered.token, signal), signal);
        if (fresh !== undefined && fresh !== answered.token) continue;
      }
      const next = hops < MAX_REDIRECTS ? redirectOf(answered.response, target, request) : undefined;
      if (!next) return answered;
      hops++;
      target = next;
    }
  }

  /** Waits for a turn of the limiter and sends the request in it. Nothing is awaited between the turn and `fetch`. */
  async #turn(
    request: PreparedRequest,
    signal: AbortSignal | undefined,
    number: number,
    tokens: Set<string>,
    fresh: string | undefined,
  ): Promise<AttemptAnswer> {
    const { options } = request.call;
    const { auth, sign, fetch, limiter, logger, timeoutMs, maxResponseBytes, maxRetryAfterMs } = this.#config;
    const attemptMs = checkAmount(options.timeoutMs ?? timeoutMs, 'timeoutMs');
    const priority = checkPriority(options.priority ?? this.#config.priority);
    const tokenOf = new AttemptToken(auth, fresh);
    const job = (): Promise<AttemptAnswer> | undefined => {
      const token = tokenOf.now();
      if (token === undefined) return undefined;
      tokens.add(token);
      if (!sign) request.headers.set('authorization', bearer(token));
      const send = async (): Promise<AttemptAnswer> => {
        const { progress } = request;
        const before = progress.maybeProcessed;
        const sent = attempt(request, {
          fetch,
          timeoutMs: attemptMs,
          maxResponseBytes,
          signal,
          redact: redactor(token),
        });
        const answered = { ...(await sent), token };
        if (isUnprocessed(answered.response.status)) progress.maybeProcessed = before;
        return answered;
      };
      return this.stats.measured(
        traced(attemptChannel, () => contextOf(request, number), send, statusOf),
        statusOf,
      );
    };
    await sign?.(request);
    const started = logger ? performance.now() : 0;
    try {
      for (let front = fresh !== undefined; ; front = true) {
        // Before the first turn too, so that a token that is missing costs no turn.
        if (tokenOf.now() === undefined) await abortable(tokenOf.fetch(signal), signal);
        const answered = await limiter.run(job, { signal, maxPauseMs: maxRetryAfterMs, priority, front });
        if (answered === undefined) continue;
        const { status } = answered.response;
        const ms = Math.round(performance.now() - started);
        logger?.debug('answered', { method: request.method, path: request.path, status, ms });
        return answered;
      }
    } catch (error) {
      throw error instanceof PausedError ? unsent(request, error) : error;
    }
  }
}

/**
 * Returns the request that a redirect asks for, if it must be followed. Throws RedirectError if it leads to another origin, or if a browser
 * hides where it leads.
 */
function redirectOf(response: Response, target: PreparedRequest, first: PreparedRequest): PreparedRequest | undefined {
  const { status, headers, type } = response;
  // All that a browser shows of a redirect.
  if (type === 'opaqueredirect') throw new RedirectError(`${target.method} ${target.path}`, '');
  const location = headers.get('location');
  if (status < 300 || status > 399 || location === null) return undefined;
  const url = sameOrigin(location, target.url, target.path);
  // Other redirects ask for a GET. Its answer would pass for that of a write.
  if (status !== 307 && status !== 308) return undefined;
  const { method, headers: own, body } = target;
  return new PreparedRequest(url, { method, headers: own, ...(body == null ? {} : { body }) }, first);
}

// Kommo refused the request without processing it, or asked for it at another address. A 408 says too little.
const isUnprocessed = (status: number): boolean =>
  status === 307 || status === 308 || (status >= 400 && status < 500 && status !== 408);

const statusOf = ({ response }: { response: Response }): number => response.status;

function contextOf({ url, method, path }: PreparedRequest, attempt?: number): TraceContext {
  return { method, path, host: new URL(url).host, ...(attempt === undefined ? {} : { attempt }) };
}

function unsent(request: PreparedRequest, { pausedForMs }: PausedError): KommoApiError {
  const retryAfter = Math.ceil(pausedForMs / 1000);
  return new RateLimitError(
    { status: 429, method: request.method, path: request.path, retryAfter },
    `${request.method} ${request.path} was not sent: Kommo asked to wait another ${retryAfter} s, which is over maxRetryAfterMs`,
  );
}
