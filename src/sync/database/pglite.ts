import { MirrorError } from '../errors.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import {
  BIGINT_OID,
  type MirrorDatabase,
  NUMERIC_OID,
  type PgliteLike,
  type PgliteSession,
  type Session,
} from './types.js';

const PARSERS = { parsers: { [BIGINT_OID]: Number, [NUMERIC_OID]: Number } };

/** A mirror in an open PGlite. It stays open when the mirror is closed, unless `own` says that it is the mirror's. */
export function pgliteDatabase(
  pglite: PgliteLike,
  { label = 'PGlite', own = false, lock }: { label?: string; own?: boolean; lock?: FolderLock | undefined } = {},
): MirrorDatabase {
  const session = (target: PgliteSession): Session => ({
    async query<R extends object>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
      return (await target.query<R>(sql, [...params], PARSERS)).rows;
    },
    async exec(sql) {
      await target.exec(sql);
    },
  });
  const transaction = <T>(work: (inner: Session) => Promise<T>): Promise<T> =>
    pglite.transaction((tx) => work(session(tx)));
  return {
    kind: 'pglite',
    label,
    ...session(pglite),
    transaction,
    // One process at a time has the folder, and within it the mirror runs one sync at a time.
    writer: async () => ({ ...session(pglite), transaction, release: async () => {} }),
    async close() {
      if (own) await pglite.close();
      await lock?.release();
    },
  };
}

/** Opens a folder, or `memory://`, as PGlite. Throws MirrorError. */
export async function openPglite(to: string, waitMs: number, create: boolean): Promise<MirrorDatabase> {
  const [{ PGlite }, fs, path] = await Promise.all([loadPglite(), import('node:fs/promises'), import('node:path')]);
  if (to.startsWith('memory://')) return pgliteDatabase(await PGlite.create(to), { label: to, own: true });
  const folder = path.resolve(to.replace(/^file:\/\//, ''));
  const label = `The folder ${folder}`;
  const names = await fs.readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR')
      throw new MirrorError('target', `${folder} is a file, not a folder. Name a folder in \`to\`.`);
    throw error;
  });
  if (names.length > 0 && !names.includes('PG_VERSION')) {
    throw new MirrorError('target', `${label} is not empty and holds no mirror. Name another folder in \`to\`.`);
  }
  if (names.length === 0 && !create) {
    throw new MirrorError('target', `${label} holds no mirror yet. Run a sync first, or name another folder.`);
  }
  // mkdir of Node says ENOENT of a disk that is read-only.
  await fs.access(await nearestFolder(fs, path.dirname(folder)), fs.constants.W_OK);
  await fs.mkdir(folder, { recursive: true });
  await fs.access(folder, fs.constants.W_OK);
  const lock = await lockFolder(folder, waitMs);
  try {
    if ((await fs.readdir(folder)).length === 0) await createCluster(fs, PGlite, folder);
    return pgliteDatabase(await PGlite.create(folder), { label, own: true, lock });
  } catch (error) {
    await lock.release();
    throw error;
  }
}

type Fs = typeof import('node:fs/promises');

/** The folder itself, or the nearest one above it that exists. */
async function nearestFolder(fs: Fs, folder: string): Promise<string> {
  const { dirname } = await import('node:path');
  const exists = await fs.access(folder).then(
    () => true,
    () => false,
  );
  return exists || dirname(folder) === folder ? folder : nearestFolder(fs, dirname(folder));
}

/** Fills an empty folder in one step, so that a process that dies in between leaves no half of a database. */
async function createCluster(
  fs: Fs,
  PGlite: typeof import('@electric-sql/pglite').PGlite,
  folder: string,
): Promise<void> {
  const fresh = `${folder}.new`;
  await fs.rm(fresh, { recursive: true, force: true });
  try {
    await (await PGlite.create(fresh)).close();
    await fs.rmdir(folder);
    await fs.rename(fresh, folder);
  } catch (error) {
    await fs.rm(fresh, { recursive: true, force: true }).catch(() => {});
    throw error;
  }
}

async function loadPglite(): Promise<typeof import('@electric-sql/pglite')> {
  try {
    return await import('@electric-sql/pglite');
  } catch (cause) {
    throw new MirrorError(
      'missing_package',
      'A mirror in a folder needs the package @electric-sql/pglite. Run `npm install @electric-sql/pglite`.',
      cause,
    );
  }
}
