import {
  type ApiErrorInit,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  ForbiddenError,
  IpBlockedError,
  KommoApiError,
  NotFoundError,
  PaymentRequiredError,
  RateLimitError,
  ServerError,
  ValidationError,
  type ValidationIssue,
} from '../errors.js';
import { isRecord, textOf } from '../util/is-record.js';
import { DOCS } from '../version.js';
import type { RawResponse } from './attempt.js';
import { SNIPPET, tryParse } from './decode.js';
import type { PreparedRequest } from './request.js';
import { retryAfterSeconds } from './retry.js';

/**
 * Turns an answer with an error status into the error to throw. Its text must hold no secrets any more.
 * `items` is what the caller sent, to point back into.
 */
export function apiError(received: RawResponse, request: PreparedRequest, items: unknown): KommoApiError {
  const { response, text } = received;
  const body = tryParse(text);
  const problem = isRecord(body) ? body : undefined;
  // amojo has error_description, the AI endpoints have error_reason; sources put theirs under `errors`.
  const init: ApiErrorInit = {
    status: response.status,
    method: request.method,
    path: request.path,
    title: string(problem?.['title']),
    detail: string(
      problem?.['detail'] ?? problem?.['error_description'] ?? problem?.['message'] ?? problem?.['error_reason'],
    ),
    hint: string(problem?.['hint']) ?? remedyOf(response.status, problem !== undefined, request.path),
    validationErrors: validationIssues(problem?.['validation-errors'] ?? problem?.['errors'], items),
    requestId: response.headers.get('x-request-id') ?? string(problem?.['trace_id']),
    retryAfter: retryAfterSeconds(response.headers, problem),
    bodyText: problem ? undefined : text.slice(0, SNIPPET) || undefined,
    body,
    response,
  };
  return new (classOf(init, problem !== undefined))(init);
}

type ErrorOf = new (init: ApiErrorInit) => KommoApiError;

const CLASSES: Readonly<Record<number, ErrorOf>> = {
  400: BadRequestError,
  401: AuthenticationError,
  402: PaymentRequiredError,
  403: ForbiddenError,
  404: NotFoundError,
  409: ConflictError,
  422: ValidationError,
  429: RateLimitError,
};

function classOf({ status, validationErrors }: ApiErrorInit, isProblem: boolean): ErrorOf {
  if (status === 400 && validationErrors?.length) return ValidationError;
  if (status === 403 && !isProblem) return IpBlockedError;
  return CLASSES[status] ?? (status >= 500 ? ServerError : KommoApiError);
}

// Kommo says "Invalid user name or password" of a wrong token, and often nothing at all.
function remedyOf(status: number, isProblem: boolean, path: string): string | undefined {
  // The token endpoint and the Chats API have errors of their own.
  if (/\/oauth2\/|^\/v2\/origin\//.test(path)) return undefined;
  const remedy = REMEDIES[status === 403 && !isProblem ? 'blocked' : status];
  if (status !== 404) return remedy && `${remedy} See ${DOCS}/auth.md#getting-in.`;
  const id = /\/(\d+)$/.exec(path)?.[1];
  return id === undefined ? undefined : missing(id);
}

/** The hint of an error about an id that nothing has. */
export const missing = (id: unknown): string =>
  `Nothing has the id ${String(id)}, or the user of the token may not see it.`;

const REMEDIES: Readonly<Record<string | number, string>> = {
  401: 'The token is wrong, expired, revoked or of another account, or its user is not an administrator. Check that subdomain and token belong together, or make a new token.',
  402: 'The account is not paid, or its plan lacks this feature. Pay the account or change the plan; a retry does not help.',
  403: 'The user or the integration lacks a right or a scope. Use the token of an administrator, or add the scope and authorize again.',
  blocked:
    "Kommo has blocked this IP address after too many requests. Stop all calls, and ask Kommo's support to lift the block.",
};

function validationIssues(groups: unknown, items: unknown): ValidationIssue[] {
  if (!Array.isArray(groups)) return [];
  return groups.filter(isRecord).flatMap((group) => {
    const requestId = textOf(group['request_id'] ?? '0');
    const index = indexOf(requestId, items);
    const input = Array.isArray(items) ? (index === undefined ? undefined : items[index]) : items;
    // One alone may come without its array.
    const errors = [group['errors']].flat().filter(isRecord);
    return errors.map((error) => ({
      requestId,
      index,
      input,
      path: textOf(error['path'] ?? ''),
      code: textOf(error['code'] ?? ''),
      detail: textOf(error['detail'] ?? ''),
    }));
  });
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Index of the item that Kommo names: by the request_id it was sent with, else by its index. */
export function indexOf(requestId: string, items: unknown): number | undefined {
  if (!Array.isArray(items)) return undefined;
  const named = items.findIndex((item) => isRecord(item) && textOf(item['request_id']) === requestId);
  if (named !== -1) return named;
  const index = /^(0|[1-9]\d*)$/.test(requestId) ? Number(requestId) : Number.NaN;
  return index < items.length ? index : undefined;
}
