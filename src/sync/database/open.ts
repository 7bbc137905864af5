import { InputError } from '../../errors.js';
import { explainDatabase, MirrorError } from '../errors.js';
import type { MirrorDatabase } from './types.js';

/** Opens what `to` names (`create` false refuses a folder that is not there): a folder or `memory://` as PGlite, `postgres://` as PostgreSQL, or a database that is open. */
export async function openDatabase(
  to: string | MirrorDatabase,
  waitMs: number,
  create = true,
): Promise<MirrorDatabase> {
  if (typeof to === 'object' && to !== null && typeof to.query === 'function') return to;
  if (typeof to !== 'string' || to.trim() === '') {
    throw new InputError('to', 'must be a folder for PGlite, such as ./crm, or a postgres:// address');
  }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(to)?.[1]?.toLowerCase();
  try {
    if (scheme === 'postgres' || scheme === 'postgresql') {
      const { openPostgres } = await import('./postgres.js');
      return await openPostgres(to);
    }
    if (scheme === undefined || scheme === 'file' || scheme === 'memory') {
      const { openPglite } = await import('./pglite.js');
      return await openPglite(to, waitMs, create);
    }
  } catch (error) {
    throw explainDatabase(error, scheme?.startsWith('postgres') ? 'The database' : `The folder ${to}`);
  }
  throw new MirrorError('target', `\`to\` must be a folder or a postgres:// address, and ${scheme}:// is neither.`);
}
