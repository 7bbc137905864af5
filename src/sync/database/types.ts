/** Runs statements. Parameters are strings or null; statements cast them, so that both databases read them alike. */
export interface Session {
  query<R extends object = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /** Runs several statements without parameters. */
  exec(sql: string): Promise<void>;
}

/** A session that writes, and lets nobody else sync meanwhile. */
export interface Writer extends Session {
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  release(): Promise<void>;
}

/** How to take the lock of a mirror. */
export interface LockOptions {
  /** Name of the lock: the schema. */
  readonly name: string;
  /** Milliseconds to wait for another process. */
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** The database of a mirror: PGlite or PostgreSQL, behind the same few methods. */
export interface MirrorDatabase extends Session {
  readonly kind: 'pglite' | 'postgres';
  /** The database in messages, without a password. */
  readonly label: string;
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** The only writer of a sync. Throws MirrorError with the code `locked`. */
  writer(options: LockOptions): Promise<Writer>;
  close(): Promise<void>;
}

/** Types of columns that both databases read as JavaScript numbers. */
export const BIGINT_OID = 20;
export const NUMERIC_OID = 1700;
