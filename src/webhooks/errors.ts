import { KommoError } from '../errors.js';
import { checkAmount, checkKeys } from '../util/check.js';

/** Limits on a body, so that a hostile one stays cheap. */
export interface ParseLimits {
  /** Bytes of the body. Default 1 048 576. */
  readonly maxBytes?: number | undefined;
  /** Values, lists and objects in it. Default 20 000; a body of 1 MB as Kommo writes it has fewer. */
  readonly maxKeys?: number | undefined;
  /** Levels of nesting: `a[b][c]` has three. Default 32, at most 256. */
  readonly maxDepth?: number | undefined;
}

/** Name of a limit. */
export type LimitName = keyof ParseLimits;

/** The limits, with their defaults filled in. */
export type ResolvedLimits = { readonly [K in LimitName]-?: number };

/** Fills in the default limits. */
export function resolveLimits(given?: ParseLimits | null): ResolvedLimits {
  const limits = given ?? {};
  checkKeys(limits, 'limits', ['maxBytes', 'maxKeys', 'maxDepth']);
  return {
    maxBytes: checkAmount(limits.maxBytes ?? 1_048_576, 'limits.maxBytes'),
    maxKeys: checkAmount(limits.maxKeys ?? 20_000, 'limits.maxKeys'),
    maxDepth: Math.min(checkAmount(limits.maxDepth ?? 32, 'limits.maxDepth'), 256),
  };
}

/** A body that cannot be read as a webhook: it is over a limit, or malformed. */
export class WebhookParseError extends KommoError {
  static override readonly kind: string = 'WebhookParseError';
  override name = 'WebhookParseError';
  /** The limit that the body is over; undefined if the body is malformed. */
  readonly limit: LimitName | undefined;

  constructor(message: string, limit?: LimitName) {
    super(message);
    this.limit = limit;
  }
}

/** Makes the error of a body over a limit. */
export function overLimit(limit: LimitName, limits: ResolvedLimits): WebhookParseError {
  const unit = { maxBytes: 'bytes', maxKeys: 'keys', maxDepth: 'levels of nesting' }[limit];
  return new WebhookParseError(`The body has more than ${limits[limit]} ${unit} (limits.${limit}).`, limit);
}
