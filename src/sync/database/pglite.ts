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

// What is in a folder of PostgreSQL. Nothing else is ever deleted.
const OF_POSTGRES = /^(PG_VERSION|base|global|pg_\w+|(pg_hba|pg_ident|postgresql|postgresql\.auto)\.conf)$/;

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
  const occupied = (): MirrorError =>
    new MirrorError('target', `${label} is not empty and holds no mirror. Name another folder in \`to\`.`);
  const names = await fs.readdir(folder).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    if (error.code === 'ENOTDIR')
      throw new MirrorError('target', `${folder} is a file, not a folder. Name a folder in \`to\`.`);
    throw error;
  });
  const unfinished = `${folder}.unfinished`;
  if (names.length > 0 && !names.includes('PG_VERSION') && !(await exists(fs, unfinished))) {
    throw occupied();
  }
  if (names.length === 0 && !create) {
    throw new MirrorError('target', `${label} holds no mirror yet. Run a sync first, or name another folder.`);
  }
  // mkdir of Node says ENOENT of a disk that is read-only.
  await fs.access(await nearestFolder(fs, path.dirname(folder)), fs.constants.W_OK);
  await fs.mkdir(folder, { recursive: true });
  await fs.access(folder, fs.constants.W_OK);
  const lock = await lockFolder(folder, waitMs);
  // It stands beside the folder until the database is whole. A process that is killed in between leaves it there.
  const found = await fs.readdir(folder);
  const isNew = found.length === 0 || (await exists(fs, unfinished));
  if (isNew && !found.every((name) => OF_POSTGRES.test(name))) {
    await lock.release();
    throw occupied();
  }
  try {
    if (isNew) {
      await fs.writeFile(unfinished, '');
      await empty(fs, folder);
    }
    const pglite = await PGlite.create(folder);
    await fs.rm(unfinished, { force: true });
    return pgliteDatabase(pglite, { label, own: true, lock });
  } catch (error) {
    if (isNew)
      await empty(fs, folder).then(
        () => fs.rm(unfinished, { force: true }),
        () => {},
      );
    await lock.release();
    throw error;
  }
}

type Fs = typeof import('node:fs/promises');

/** The folder itself, or the nearest one above it that exists. */
async function nearestFolder(fs: Fs, folder: string): Promise<string> {
  const { dirname } = await import('node:path');
  return (await exists(fs, folder)) || dirname(folder) === folder ? folder : nearestFolder(fs, dirname(folder));
}

const exists = (fs: Fs, path: string): Promise<boolean> =>
  fs.access(path).then(
    () => true,
    () => false,
  );

/** Empties a folder that holds no whole database. */
async function empty(fs: Fs, folder: string): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    if (OF_POSTGRES.test(name)) await fs.rm(`${folder}/${name}`, { recursive: true, force: true });
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
