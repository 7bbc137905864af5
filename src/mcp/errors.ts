import {
  AbortError,
  AuthenticationError,
  ConnectionError,
  DecodeError,
  ForbiddenError,
  InputError,
  IpBlockedError,
  KommoApiError,
  NotFoundError,
  PaymentRequiredError,
  RateLimitError,
  ServerError,
  ValidationError,
} from '../errors.js';
import type { Denial } from './policy.js';
import { LocalError } from './send.js';

/** What went wrong and what to do, for the model. Fixed sentences: nothing that a customer or a server wrote, and no token. */
export function explain(error: unknown, write: boolean): string {
  const unsure = write ? ' It may have been done: look before you repeat it.' : ' Try again later.';
  if (error instanceof LocalError) return error.message;
  if (error instanceof InputError) return `${error.message}. Nothing was sent.`;
  if (error instanceof ValidationError)
    return `Kommo refused the values (400). Correct and call again: ${issues(error)}.`;
  if (error instanceof AuthenticationError)
    return 'Kommo does not take the token (401). The operator has to renew it; a retry does not help.';
  if (error instanceof PaymentRequiredError)
    return 'The account is not paid, or its plan lacks this (402). A retry does not help.';
  if (error instanceof IpBlockedError)
    return 'Kommo blocks this address (403). Stop calling; the operator has to ask its support.';
  if (error instanceof ForbiddenError)
    return 'The token has no right to this (403). Use another tool, or ask the operator for rights.';
  if (error instanceof NotFoundError)
    return 'There is nothing with this id (404). Find the right one with a list tool.';
  if (error instanceof RateLimitError)
    return `Too many requests (429). Wait ${error.retryAfter ?? 1} s, then call again; retry_after_s=${error.retryAfter ?? 1}.`;
  if (error instanceof ServerError) return `Kommo has a fault of its own (${error.status}).${unsure}`;
  if (error instanceof KommoApiError)
    return `Kommo refused the request (${error.status}). Check the ids and values against the schema.`;
  if (error instanceof ConnectionError) return `Kommo gave no answer.${unsure}`;
  if (error instanceof DecodeError) return `Kommo answered with something that is not JSON.${unsure}`;
  if (error instanceof AbortError) return 'The call was cancelled.';
  return 'The adapter failed. The operator finds the cause in its log; try another tool.';
}

// Paths and codes only, and only what looks like one.
function issues({ validationErrors }: ValidationError): string {
  const shown = validationErrors.slice(0, 5).map(({ path, code, index }) => {
    const where = path.replace(/[^\w.[\]-]/g, '').slice(0, 80) || 'the item';
    return `${index !== undefined && index > 0 ? `item ${index}: ` : ''}${where} (${code.replace(/\W/g, '').slice(0, 40) || 'invalid'})`;
  });
  return shown.join('; ') || 'no field is named';
}

/** A denial, as text with a fixed prefix. Argument values are not in it. */
export function denied(tool: string, { rule, message, retryAfterS }: Denial): string {
  const retry =
    retryAfterS === undefined
      ? 'A retry does not help.'
      : `Retry after ${retryAfterS} s; retry_after_s=${retryAfterS}.`;
  return `[POLICY DENIED] ${tool}: ${message}. Rule: ${rule}. ${retry}`;
}
