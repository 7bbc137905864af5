import { resolve } from 'node:path';
import { MirrorError, type MirrorErrorCode } from '../../sync/errors.js';
import { variable } from '../connect.js';
import { EXIT, Failure } from '../failure.js';
import type { Io } from '../io.js';

export const DEFAULT_TARGET = './crm';

/** Where a mirror is, as the command line names it. */
export interface TargetOptions {
  readonly to?: string | undefined;
  readonly schema: string;
  /** Seconds. */
  readonly wait: number;
}

export function targetOf(io: Io, { to, schema, wait }: TargetOptions): { to: string; schema: string; waitMs: number } {
  const named = to ?? variable(io, 'KOMMO_MIRROR') ?? DEFAULT_TARGET;
  return { to: /^[a-z]+:\/\//i.test(named) ? named : resolve(io.cwd, named), schema, waitMs: wait * 1000 };
}

// What the user can correct on the command line. The rest is up to the database or the network.
const USAGE: readonly MirrorErrorCode[] = ['target', 'missing_package', 'permission', 'read_only', 'newer_schema'];

/** What an error of a mirror that `flag` names means to the user. Other errors pass unchanged. */
export const mirrorFailure = (error: unknown, flag = '--to'): unknown =>
  error instanceof MirrorError
    ? new Failure(
        error.message.replaceAll('`to`', flag),
        undefined,
        USAGE.includes(error.code) ? EXIT.usage : EXIT.kommo,
      )
    : error;

/** Runs work over a mirror. Its errors become those of the command line. @throws Failure */
export async function explained(work: () => Promise<void>, flag?: string): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw mirrorFailure(error, flag);
  }
}
