import { type ApiErrorInit, ForbiddenError, KommoApiError, PaymentRequiredError, ValidationError } from '../errors.js';

const QUOTA =
  'Sending messages is a paid add-on with a monthly quota (trial 100, Pro and Enterprise 500). Buy the add-on or wait for the next month';

/** 402: the plan of the account cannot send messages, or the quota of the month is used up. Nothing was sent. */
export class MessageQuotaError extends PaymentRequiredError {
  static override readonly kind: string = 'MessageQuotaError';
}

/** 403: the token lacks a scope. Nothing was read or sent. */
export class MissingScopeError extends ForbiddenError {
  static override readonly kind: string = 'MissingScopeError';

  constructor(
    init: ApiErrorInit,
    /** The scope that the integration needs. */
    readonly scope: string,
  ) {
    super(init);
  }
}

/** 422: the conversation is closed. It opens again if the client writes. Nothing was sent. */
export class TalkClosedError extends ValidationError {
  static override readonly kind: string = 'TalkClosedError';
}

/** Returns the typed form of a refusal. Other errors stay as they are. */
export function talkError(error: unknown, scope: string): unknown {
  if (!(error instanceof KommoApiError)) return error;
  const say = (remedy: string): ApiErrorInit => ({ ...initOf(error), hint: `${remedy}.` });
  // A blocked IP address has nothing to do with scopes.
  if (error.status === 403 && error.bodyText === undefined)
    return new MissingScopeError(
      say(`Give the integration the scope \`${scope}\`, install it again and use the new token`),
      scope,
    );
  if (error.status === 402) return new MessageQuotaError(say(QUOTA));
  if (error.status === 422) return new TalkClosedError(say('The conversation may be closed. Send to an open one'));
  return error;
}

// `body` and `response` are not enumerable, so that a spread would lose them.
const initOf = (error: KommoApiError): ApiErrorInit => ({ ...error, body: error.body, response: error.response });
