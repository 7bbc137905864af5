import {
  type ApiErrorInit,
  ForbiddenError,
  IpBlockedError,
  KommoApiError,
  KommoError,
  NotFoundError,
} from '../errors.js';
import { isRecord } from '../util/is-record.js';
import type { ChatAccepted } from './answers.js';

/** 403: the signature is wrong, or its date is more than 15 minutes off. Check the channel secret and the clock. */
export class ChatSignatureError extends ForbiddenError {
  static override readonly kind: string = 'ChatSignatureError';
  override name = 'ChatSignatureError';

  constructor(init: ApiErrorInit) {
    super(
      init,
      `${init.method} ${init.path} answered 403: ${init.detail ?? 'invalid signature'}; check the channel secret and the clock`,
    );
  }
}

/** 404 `ORIGIN_NOT_REGISTERED`: the channel does not exist, or it is not connected with this account. */
export class ChannelNotRegisteredError extends NotFoundError {
  static override readonly kind: string = 'ChannelNotRegisteredError';
  override name = 'ChannelNotRegisteredError';
}

/** An import stopped at one message. The messages before it are in the chat. `cause` says why. */
export class ChatImportError extends KommoError {
  static override readonly kind: string = 'ChatImportError';
  override name = 'ChatImportError';
  /** Index of the message, in the order of time. */
  readonly index: number;
  /** What was imported before it. */
  readonly accepted: readonly ChatAccepted[];

  constructor(index: number, accepted: readonly ChatAccepted[], cause: unknown) {
    super(`The import stopped at message ${index}; ${accepted.length} before it are in the chat`, { cause });
    this.index = index;
    this.accepted = accepted;
  }
}

/** A request that is not a webhook, or is not signed with the secret of the channel. */
export class ChatWebhookError extends KommoError {
  static override readonly kind: string = 'ChatWebhookError';
  override name = 'ChatWebhookError';
  readonly reason: 'signature' | 'malformed';

  constructor(reason: 'signature' | 'malformed', message: string) {
    super(message);
    this.reason = reason;
  }
}

/** What an error of the transport is on the Chats API, which names the kinds of its errors in `error_type`. */
export function refine(error: unknown): unknown {
  if (!(error instanceof KommoApiError) || (error.status !== 403 && error.status !== 404)) return error;
  const { body, response, bodyText } = error;
  const type = isRecord(body) ? body['error_type'] : undefined;
  const init = { ...error, title: typeof type === 'string' ? type : error.title, body, response };
  if (error.status === 404) {
    return new (type === 'ORIGIN_NOT_REGISTERED' ? ChannelNotRegisteredError : NotFoundError)(init);
  }
  // The only documented meaning of a 403 is the signature, and its body may be empty.
  const isEmpty = body === undefined && bodyText === undefined;
  if (type === 'ORIGIN_INVALID_SIGNATURE' || isEmpty) return new ChatSignatureError(init);
  return error instanceof IpBlockedError ? error : new ForbiddenError(init);
}
