import { MirrorError } from '../errors.js';
import {
  BIGINT_OID,
  type MirrorDatabase,
  NUMERIC_OID,
  type PgClientLike,
  type PgPoolLike,
  type PgSession,
  type PgStatement,
  type PgTypes,
  type Session,
  type Writer,
} from './types.js';

type Pg = typeof import('pg');

const RETRY_MS = 200;

/** A mirror in PostgreSQL. The pool stays open when the mirror is closed, unless `own` says that it is the mirror's. */
export function postgresDatabase(
  pool: PgPoolLike,
  pg: PgTypes,
  { label = 'PostgreSQL', own = false }: { label?: string; own?: boolean } = {},
): MirrorDatabase {
  const types: NonNullable<PgStatement['types']> = {
    getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
      oid === BIGINT_OID || oid === NUMERIC_OID ? Number : pg.types.getTypeParser(oid, format as 'text')) as never,
  };
  const session = (target: PgSession): Session => ({
    async query<R extends object>(text: string, params: readonly unknown[] = []): Promise<R[]> {
      return (await target.query({ text, values: [...params], types })).rows as R[];
    },
    async exec(sql) {
      await target.query(sql);
    },
  });
  const transactionOn = async <T>(client: PgClientLike, work: (inner: Session) => Promise<T>): Promise<T> => {
    await client.query('BEGIN');
    try {
      const result = await work(session(client));
      await client.query('COMMIT');
      return result;
    } catch (error) {
      // A connection that is gone has rolled back by itself.
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    }
  };
  const connect = async (): Promise<{ client: PgClientLike; done: (error?: unknown) => void }> => {
    const client = await pool.connect();
    let broken: unknown;
    const onError = (error: unknown): void => {
      broken = error;
    };
    // Without a listener a lost connection ends the process.
    client.on('error', onError);
    const done = (error?: unknown): void => {
      client.off('error', onError);
      client.release((error ?? broken) !== undefined);
    };
    return { client, done };
  };
  return {
    kind: 'postgres',
    label,
    ...session(pool),
    async transaction(work) {
      const { client, done } = await connect();
      try {
        const result = await transactionOn(client, work);
        done();
        return result;
      } catch (error) {
        done((error as { code?: unknown }).code === undefined ? error : undefined);
        throw error;
      }
    },
    async writer({ name, waitMs, signal }): Promise<Writer> {
      let { client, done } = await connect();
      for (let fresh = false; ; fresh = true) {
        try {
          await lock(session(client), name, waitMs, signal);
          break;
        } catch (error) {
          done(error);
          // A connection that has idled in the pool may have been cut long ago; a new one tells how things are.
          if (fresh || error instanceof MirrorError || signal?.aborted) throw error;
          ({ client, done } = await connect());
        }
      }
      const inner = session(client);
      return {
        ...inner,
        transaction: (work) => transactionOn(client, work),
        async release() {
          // A session that can't unlock any more ends, and takes its lock along.
          const error = await inner.query(`SELECT pg_advisory_unlock(${KEY})`, [name]).then(
            () => undefined,
            (reason: unknown) => reason ?? true,
          );
          done(error);
        },
      };
    },
    async close() {
      if (own) await pool.end();
    },
  };
}

const KEY = `hashtextextended('kommo-sdk sync ' || $1::text, 0)`;

async function lock(session: Session, name: string, waitMs: number, signal: AbortSignal | undefined): Promise<void> {
  const deadline = performance.now() + waitMs;
  for (;;) {
    signal?.throwIfAborted();
    const [row] = await session.query<{ ok: boolean }>(`SELECT pg_try_advisory_lock(${KEY}) AS ok`, [name]);
    if (row?.ok) return;
    if (performance.now() >= deadline) break;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  const [holder] = await session.query<{ pid: number; since: Date; address: string | null }>(
    `SELECT a.pid, a.backend_start AS since, host(a.client_addr) AS address
     FROM pg_locks l JOIN pg_stat_activity a USING (pid)
     WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
       AND (l.classid::bigint << 32 | l.objid::bigint) = ${KEY}`,
    [name],
  );
  const who = holder
    ? `a session from ${holder.address ?? 'this machine'} since ${new Date(holder.since).toISOString()} (backend ${holder.pid})`
    : 'another session';
  throw new MirrorError('locked', `The schema ${name} is being synced by ${who}. Wait until it ends.`);
}

/** Connects to PostgreSQL. Throws MirrorError. */
export async function openPostgres(to: string): Promise<MirrorDatabase> {
  const pg = await loadPg();
  const pool = new pg.Pool({
    connectionString: to,
    max: 4,
    application_name: 'kommo-sdk sync',
    connectionTimeoutMillis: 15_000,
  });
  // An idle connection that is lost is replaced by the next query.
  pool.on('error', () => {});
  return postgresDatabase(pool, pg, { label: labelOf(to), own: true });
}

/** An address without user and password. */
function labelOf(to: string): string {
  try {
    const { host, pathname } = new URL(to);
    return `The database ${pathname.slice(1) || 'postgres'} at ${host || 'localhost'}`;
  } catch {
    return 'The database';
  }
}

async function loadPg(): Promise<Pg> {
  try {
    const loaded = (await import('pg')) as { default?: Pg } & Pg;
    return loaded.default ?? loaded;
  } catch (cause) {
    throw new MirrorError(
      'missing_package',
      'A mirror in PostgreSQL needs the package pg. Run `npm install pg`.',
      cause,
    );
  }
}
