/**
 * The whole error tree.
 *
 * ```
 * KommoError
 *   InputError            the caller's input is not valid; no request was sent
 *   KommoApiError         Kommo answered with an error status
 *     BadRequestError 400 > ValidationError
 *     AuthenticationError 401, PaymentRequiredError 402, ForbiddenError 403 > IpBlockedError,
 *     NotFoundError 404, ConflictError 409, RateLimitError 429, ServerError 5xx
 *   ConnectionError       no answer, or a part of one > TimeoutError
 *   AbortError            the caller's signal
 *   DecodeError           the answer is not JSON: an HTML page, a cut body
 *   RateLimiterUnavailableError   the Redis that shares the limit does not answer
 *   RedirectError         a redirect or a `next` link to another origin
 * ```
 */

// Under this key an error says of which classes it is, to every copy of the package.
const KINDS = Symbol.for('kommo-sdk.error');

/**
 * Base of every error that the SDK throws. Each class has `is(error)`. Unlike `instanceof`, it also recognises errors of another copy of
 * the package: a program may load it both as ESM and as CJS.
 */
export class KommoError extends Error {
  /** Name of the class, which errors also have as `name`. It stays the same if a bundler renames the class. */
  static readonly kind: string = 'KommoError';

  constructor(message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.kind;
  }

  /** Whether a value is an error of this class or of one below it: `NotFoundError.is(error)`. */
  static is<T extends KommoError>(this: ErrorClass<T>, error: unknown): error is T {
    if (error instanceof this) return true;
    const kinds = (error as { readonly [KINDS]?: unknown } | null | undefined)?.[KINDS];
    // A class of yours that extends one of these has no kind of its own.
    return Object.hasOwn(this, 'kind') && Array.isArray(kinds) && kinds.includes(this.kind);
  }
}

/** A class of errors. */
export interface ErrorClass<T extends KommoError> {
  new (...args: never[]): T;
  readonly kind: string;
}

Object.defineProperty(KommoError.prototype, KINDS, {
  get(this: KommoError): string[] {
    const kinds: string[] = [];
    for (let at: unknown = this.constructor; typeof at === 'function'; at = Object.getPrototypeOf(at))
      if (Object.hasOwn(at, 'kind')) kinds.push((at as { kind?: unknown }).kind as string);
    return kinds;
  },
});

/**
 * The input was refused before a request was sent.
 * `field` names it (`leads.0.id`, `filter.created_at.from`). The message is a full sentence that says the remedy.
 */
export class InputError extends KommoError {
  static override readonly kind: string = 'InputError';
  readonly field: string;

  /** @param problem - what is wrong and what to do, so that "`field` `problem`." is a sentence: "must be a number, got null" */
  constructor(field: string, problem: string) {
    super(`${field} ${problem}${/[.!?]$/.test(problem) ? '' : '.'}`);
    this.field = field;
  }
}

/** One validation error of one item of the request. */
export interface ValidationIssue {
  /** `request_id` of the item: what the caller sent, else its index. */
  readonly requestId: string;
  /** Index of the item in the caller's input, if it is known. */
  readonly index: number | undefined;
  /** The caller's own item, if it is known. */
  readonly input: unknown;
  /** Dotted path inside the item, for example `custom_fields_values.0.field_id`. */
  readonly path: string;
  /** Kommo's code, such as `NotSupportedChoice`, `InvalidType`, `FieldMissing` or `NotBlank`. Others are possible. */
  readonly code: string;
  readonly detail: string;
}

/** Values of a {@link KommoApiError}. */
export interface ApiErrorInit {
  readonly status: number;
  readonly method: string;
  /** Path without the query, which may hold personal data. */
  readonly path: string;
  readonly title?: string | undefined;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly validationErrors?: readonly ValidationIssue[] | undefined;
  readonly requestId?: string | undefined;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
  /** The first 200 characters of a body that is not problem+json. */
  readonly bodyText?: string | undefined;
  /** The parsed body. */
  readonly body?: unknown;
  readonly response?: Response | undefined;
}

/**
 * Kommo answered with an error status.
 * @see https://developers.kommo.com/docs/http-codes
 */
export class KommoApiError extends KommoError {
  static override readonly kind: string = 'KommoApiError';
  readonly status: number;
  readonly method: string;
  readonly path: string;
  readonly title: string | undefined;
  readonly detail: string | undefined;
  /** What the error means and what to do: on a 401, 402, 403 and 404, and Kommo's own hint on OAuth errors. */
  readonly hint: string | undefined;
  /** Empty unless items did not pass validation. */
  readonly validationErrors: readonly ValidationIssue[];
  /** `X-Request-Id` of the answer, for Kommo's support. */
  readonly requestId: string | undefined;
  /** Seconds that the server asks to wait, from the `Retry-After` header or the body's `retry_after`. */
  readonly retryAfter: number | undefined;
  /** The first 200 characters of a body that is not problem+json. */
  readonly bodyText: string | undefined;
  /** The parsed body; not enumerable, so that it stays out of logs. */
  declare readonly body: unknown;
  /** The answer, its body already read; not enumerable. */
  declare readonly response: Response | undefined;

  constructor(init: ApiErrorInit, message?: string) {
    super(message ?? messageOf(init));
    this.status = init.status;
    this.method = init.method;
    this.path = init.path;
    this.title = init.title;
    this.detail = init.detail;
    this.hint = init.hint;
    this.validationErrors = init.validationErrors ?? [];
    this.requestId = init.requestId;
    this.retryAfter = init.retryAfter;
    this.bodyText = init.bodyText;
    Object.defineProperty(this, 'body', { value: init.body });
    Object.defineProperty(this, 'response', { value: init.response });
  }
}

function messageOf(init: ApiErrorInit): string {
  const what = init.detail ?? init.title ?? init.bodyText ?? 'no details';
  const issues = (init.validationErrors ?? []).map((issue) => {
    const item = issue.index === undefined ? `item ${issue.requestId}` : `item ${issue.index}`;
    return `${item}: ${issue.path}: ${issue.detail} (${issue.code})`;
  });
  const shown = issues.length > 3 ? [...issues.slice(0, 3), `${issues.length - 3} more`] : issues;
  const said = `${init.method} ${init.path} answered ${init.status}: ${[what, ...shown].join('; ')}`;
  return init.hint === undefined ? said : `${said.replace(/[.!?]$/, '')}. ${init.hint}`;
}

/** 400: the request is malformed. */
export class BadRequestError extends KommoApiError {
  static override readonly kind: string = 'BadRequestError';
}

/** 400 or 422: items did not pass validation; see `validationErrors`. Nothing of the request was stored. */
export class ValidationError extends BadRequestError {
  static override readonly kind: string = 'ValidationError';
}

/** 401: the token is wrong, expired or revoked, or belongs to another account. */
export class AuthenticationError extends KommoApiError {
  static override readonly kind: string = 'AuthenticationError';
}

/** 402: the account is not paid, or its plan does not include the feature. */
export class PaymentRequiredError extends KommoApiError {
  static override readonly kind: string = 'PaymentRequiredError';
}

/** 403: the user or the integration lacks a right or a scope. */
export class ForbiddenError extends KommoApiError {
  static override readonly kind: string = 'ForbiddenError';
}

/**
 * 403 that is not problem+json: Kommo has blocked the IP address, usually after repeated 429s. Stop all calls: each one makes it worse.
 * Only Kommo's support can lift the block.
 * @see https://developers.kommo.com/docs/limitations
 */
export class IpBlockedError extends ForbiddenError {
  static override readonly kind: string = 'IpBlockedError';
}

/** 404, or the 204 that Kommo returns for an unknown id. */
export class NotFoundError extends KommoApiError {
  static override readonly kind: string = 'NotFoundError';
}

/** 409: the request conflicts with the state of the account. */
export class ConflictError extends KommoApiError {
  static override readonly kind: string = 'ConflictError';
}

/**
 * 429: too many requests. Thrown if no retry is left, or if the server asks for a longer wait than `maxRetryAfterMs`. In the second case,
 * later calls fail immediately and are not sent until the wait is over. Their `response` is undefined.
 */
export class RateLimitError extends KommoApiError {
  static override readonly kind: string = 'RateLimitError';
}

/** 5xx. After a POST the outcome is unknown: Kommo may have processed it. */
export class ServerError extends KommoApiError {
  static override readonly kind: string = 'ServerError';
}

/** There was no answer, or only a part of it. `maybeProcessed` says whether the request may have reached Kommo. */
export class ConnectionError extends KommoError {
  static override readonly kind: string = 'ConnectionError';
  readonly method: string;
  readonly path: string;
  readonly maybeProcessed: boolean;

  constructor(message: string, init: { method: string; path: string; maybeProcessed: boolean; cause?: unknown }) {
    super(message, init.cause === undefined ? undefined : { cause: init.cause });
    this.method = init.method;
    this.path = init.path;
    this.maybeProcessed = init.maybeProcessed;
  }
}

/** An attempt took longer than `timeoutMs`, or the whole call longer than `totalTimeoutMs`. `scope` says which. */
export class TimeoutError extends ConnectionError {
  static override readonly kind: string = 'TimeoutError';
  readonly scope: 'attempt' | 'total';
  readonly timeoutMs: number;

  constructor(
    scope: 'attempt' | 'total',
    timeoutMs: number,
    init: { method: string; path: string; maybeProcessed: boolean },
  ) {
    super(
      `${init.method} ${init.path} gave no answer within ${timeoutMs} ms (${scope === 'total' ? 'whole call' : 'attempt'})`,
      init,
    );
    this.scope = scope;
    this.timeoutMs = timeoutMs;
  }
}

/** The caller's signal was aborted. `cause` is its reason. */
export class AbortError extends KommoError {
  static override readonly kind: string = 'AbortError';
  /** Whether the request may have reached Kommo. False if it was still waiting for its turn. */
  readonly maybeProcessed: boolean;

  constructor(reason?: unknown, maybeProcessed = true) {
    super('The call was aborted by its signal', { cause: reason });
    this.maybeProcessed = maybeProcessed;
  }
}

/** The answer can't be used: an HTML page, a cut or empty body, or a body over `maxResponseBytes`. */
export class DecodeError extends KommoError {
  static override readonly kind: string = 'DecodeError';
  readonly status: number;
  readonly method: string;
  readonly path: string;
  readonly contentType: string | undefined;
  /** The first 200 characters of the body. */
  readonly bodyText: string;
  /**
   * `cut`: JSON that ends too early. `not-json`: something else. `empty`: nothing. `too-large`: over the limit.
   * `unexpected`: JSON, but not what this operation answers, or about another entity than the call.
   */
  readonly reason: 'cut' | 'not-json' | 'empty' | 'too-large' | 'unexpected';
  declare readonly response: Response | undefined;

  constructor(
    reason: DecodeError['reason'],
    init: {
      status: number;
      method: string;
      path: string;
      contentType?: string | undefined;
      bodyText: string;
      /** What the answer should be, for `unexpected`. */
      expected?: string | undefined;
      response?: Response;
    },
  ) {
    const what = {
      cut: 'JSON that is cut',
      'not-json': `${init.contentType ?? 'something without a type'} instead of JSON`,
      empty: 'an empty body',
      'too-large': 'a body over maxResponseBytes',
      unexpected: `something else than ${init.expected ?? 'expected'}`,
    }[reason];
    const shown = init.bodyText === '' ? '' : `: ${init.bodyText}`;
    super(`${init.method} ${init.path} answered ${init.status} with ${what}${shown}`);
    this.reason = reason;
    this.status = init.status;
    this.method = init.method;
    this.path = init.path;
    this.contentType = init.contentType;
    this.bodyText = init.bodyText;
    Object.defineProperty(this, 'response', { value: init.response });
  }
}

/** A redirect or a `next` link leads to another origin. The SDK does not follow it, because it would send the token there. */
export class RedirectError extends KommoError {
  static override readonly kind: string = 'RedirectError';
  /** The other origin. Empty in a browser, which hides where a redirect leads. */
  readonly target: string;

  constructor(from: string, target: string) {
    const where = target ? `leads to another origin, ${target},` : 'was answered with a redirect';
    super(`${from} ${where} and was not followed; if the account was renamed, set \`subdomain\` or \`baseUrl\``);
    this.target = target;
  }
}

/**
 * The Redis that the limit is shared through is away, so the call was not sent: without it nobody knows what the other processes
 * send. `rateLimit: { onUnavailable: 'local-share', workers }` goes on with a share instead.
 */
export class RateLimiterUnavailableError extends KommoError {
  static override readonly kind: string = 'RateLimiterUnavailableError';

  constructor(cause?: unknown) {
    const why = cause instanceof Error ? ` ${cause.message}` : '';
    super(`Request not sent: the Redis server for the shared rate limit is unavailable.${why}`, { cause });
  }
}
