import { IpBlockedError, KommoApiError, KommoError } from '../errors.js';

/**
 * Reason of a {@link MirrorError}:
 * - `target`: `to` names a place that can't hold a mirror, or that holds the mirror of another account.
 * - `missing_package`: the package for this kind of database is not installed.
 * - `locked`: another process has the mirror.
 * - `connection`: the database does not answer, or the connection was lost.
 * - `read_only`, `permission`, `disk_full`: the database refuses to write.
 * - `newer_schema`: a newer version of the SDK wrote the tables.
 * - `database`: anything else that the database refused.
 */
export type MirrorErrorCode =
  | 'target'
  | 'missing_package'
  | 'locked'
  | 'connection'
  | 'read_only'
  | 'permission'
  | 'disk_full'
  | 'newer_schema'
  | 'database';

/** The mirror can't continue. The message names the remedy. The next run continues where this one stopped. */
export class MirrorError extends KommoError {
  static override readonly kind: string = 'MirrorError';
  override name = 'MirrorError';
  readonly code: MirrorErrorCode;

  constructor(code: MirrorErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

// No right, no such list in this account, or a list that its settings turn off.
const REFUSALS: readonly number[] = [403, 404, 405, 422];

/** Whether Kommo refuses a list, so that another attempt soon is of no use. */
export const isRefusal = (error: unknown): error is KommoApiError =>
  error instanceof KommoApiError && !(error instanceof IpBlockedError) && REFUSALS.includes(error.status);

const GOES_ON = 'then run the sync again. It continues where it stopped.';

const BY_STATE: Readonly<Record<string, readonly [MirrorErrorCode, string]>> = {
  '25006': ['read_only', `is read-only. Point \`to\` at a database that accepts writes, ${GOES_ON}`],
  EROFS: ['read_only', `is on a read-only disk. Point \`to\` at a folder that accepts writes, ${GOES_ON}`],
  EACCES: ['permission', `may not be written by this user. Change the rights of the folder, ${GOES_ON}`],
  EPERM: ['permission', `may not be written by this user. Change the rights of the folder, ${GOES_ON}`],
  '42501': [
    'permission',
    'refuses this user. The user must own the schema of the mirror, or have CREATE on the database.',
  ],
  '53100': ['disk_full', `is on a full disk. Free some space, ${GOES_ON}`],
  ENOSPC: ['disk_full', `is on a full disk. Free some space, ${GOES_ON}`],
  '28P01': ['target', 'refuses the user or the password of `to`. Check both.'],
  '28000': ['target', 'refuses the user of `to`. Check the user and the rules of the server.'],
  '3D000': ['target', 'does not exist on the server. Create it, or name another one in `to`.'],
  ECONNREFUSED: ['connection', 'does not answer. Check the address in `to` and that the server runs.'],
  ENOTFOUND: ['connection', 'has an unknown host. Check the address in `to`.'],
  EAI_AGAIN: ['connection', 'has a host that cannot be looked up. Check the network.'],
  ETIMEDOUT: ['connection', 'does not answer in time. Check the address in `to` and the network.'],
};

// PGlite throws objects that only have a number of WASI.
const WASI_ERRORS: Readonly<Record<number, string>> = { 2: 'EACCES', 51: 'ENOSPC', 63: 'EPERM', 69: 'EROFS' };

const LOST = `lost the connection. Check the server, ${GOES_ON}`;

/** Turns an error of a database into a MirrorError with a remedy. Other errors pass unchanged. */
export function explainDatabase(error: unknown, what: string): unknown {
  if (error instanceof KommoError || (error as { name?: unknown })?.name === 'AbortError') return error;
  const { code, message, errno } = (error ?? {}) as { code?: unknown; message?: unknown; errno?: unknown };
  const state = typeof code === 'string' ? code : (WASI_ERRORS[Number(errno)] ?? '');
  const text = String(message ?? error);
  const known = BY_STATE[state] ?? (/no space left/i.test(text) ? BY_STATE['ENOSPC'] : undefined);
  // The database names the object.
  const says = state === '42501' ? ` The database says: ${text}.` : '';
  if (known) return new MirrorError(known[0], `${what} ${known[1]}${says}`, error);
  const gone =
    /^(57P0|08)/.test(state) || ['ECONNRESET', 'EPIPE'].includes(state) || /connection (terminated|ended)/i.test(text);
  if (gone || /not queryable|PGlite is clos/i.test(text))
    return new MirrorError('connection', `${what} ${LOST}`, error);
  // The state of a refused statement has five characters.
  return /^[0-9A-Z]{5}$/.test(state)
    ? new MirrorError('database', `${what} refused a statement: ${text}.`, error)
    : error;
}
