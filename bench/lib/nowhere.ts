import type { MirrorDatabase, Session } from '../../src/sync/index.js';

/** A database that keeps nothing. `now` is its clock, in milliseconds. */
export function nowhere(now: () => number = Date.now): MirrorDatabase {
  const session: Session = {
    async query<R extends object>(sql: string): Promise<R[]> {
      return (sql.includes('clock_timestamp') ? [{ ms: now() }] : []) as R[];
    },
    exec: async () => {},
  };
  const transaction = <T>(work: (inner: Session) => Promise<T>): Promise<T> => work(session);
  return {
    kind: 'pglite',
    label: 'nowhere',
    ...session,
    transaction,
    writer: async () => ({ ...session, transaction, release: async () => {} }),
    close: async () => {},
  };
}
