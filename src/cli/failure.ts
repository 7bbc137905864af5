import {
  AbortError,
  AuthenticationError,
  ConnectionError,
  ForbiddenError,
  InputError,
  KommoApiError,
  KommoError,
  NotFoundError,
  PaymentRequiredError,
  RateLimitError,
} from '../errors.js';
import { REPOSITORY } from '../version.js';
import { harmless } from './terminal.js';

/** Exit codes, as `docs/cli.md` lists them. */
export const EXIT = { ok: 0, unexpected: 1, usage: 2, access: 3, kommo: 4, stale: 5, interrupted: 130 } as const;

/** A failure that the user can mend: one line with a remedy. */
export class Failure extends Error {
  override name = 'Failure';
  readonly exitCode: number;
  readonly remedy: string | undefined;

  constructor(message: string, remedy?: string, exitCode: number = EXIT.usage) {
    super(message);
    this.remedy = remedy;
    this.exitCode = exitCode;
  }
}

/** Whether an error of one read says that the token may not read this, while the token itself is valid. Kommo answers 401 or 403. */
export const isNotAllowed = (error: unknown): boolean =>
  error instanceof ForbiddenError || error instanceof AuthenticationError;

/** What any error means to the user. */
export function explain(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const message = error instanceof Error ? error.message : String(error);
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  if (error instanceof AbortError || name === 'AbortError')
    return new Failure('interrupted', undefined, EXIT.interrupted);
  if (error instanceof InputError) return new Failure(message, undefined, EXIT.usage);
  if (error instanceof AuthenticationError) {
    return new Failure(message, 'check KOMMO_ACCESS_TOKEN, or run "kommo-sdk login"', EXIT.access);
  }
  // Their messages say what to do.
  if (error instanceof ForbiddenError || error instanceof PaymentRequiredError)
    return new Failure(message, undefined, EXIT.access);
  if (name === 'TokensMissingError') {
    return new Failure(message, 'run "kommo-sdk login"', EXIT.access);
  }
  if (error instanceof NotFoundError) return new Failure(message, 'check the id', EXIT.kommo);
  if (error instanceof RateLimitError) return new Failure(message, 'wait a while and run it again', EXIT.kommo);
  if (error instanceof ConnectionError)
    return new Failure(message, 'check KOMMO_SUBDOMAIN or KOMMO_BASE_URL, and the network', EXIT.kommo);
  if (error instanceof KommoApiError || error instanceof KommoError) return new Failure(message, undefined, EXIT.kommo);
  const { syscall } = (error ?? {}) as { syscall?: unknown };
  if (syscall === 'uv_cwd') return new Failure('the current folder was deleted', 'change to another folder');
  if (syscall === 'listen' || syscall === 'bind' || code === 'ERR_SOCKET_BAD_PORT') {
    return new Failure(message, 'choose another --port', EXIT.usage);
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Failure(message, 'make room on the disk and run it again');
  // The operating system refused a file or a folder.
  if (typeof syscall === 'string') return new Failure(message, 'check the path', EXIT.usage);
  return new Failure(
    message,
    `this looks like a bug, or like an answer that Kommo does not document: run "kommo-sdk doctor" and report it at ${REPOSITORY}/issues; KOMMO_DEBUG=1 prints the stack`,
    EXIT.unexpected,
  );
}

/** The one line of a failure, after the name of the command line. */
export function oneLine({ message, remedy }: Failure, name = 'kommo-sdk'): string {
  const text = harmless(message.replace(/\s+/g, ' ').trim());
  return `${name}: ${remedy ? `${text.replace(/\.$/, '')}; ${harmless(remedy)}` : text}`;
}

/** A failure for the error stream: as JSON with `--json`, otherwise as one line. */
export function shownFailure(failure: Failure, json: boolean, name?: string): string {
  const { message, remedy, exitCode } = failure;
  return `${json ? JSON.stringify({ error: { message, remedy, exitCode } }) : oneLine(failure, name)}\n`;
}
