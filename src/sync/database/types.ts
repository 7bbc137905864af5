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

/** The part of an open PGlite, or of one of its transactions, that runs statements. */
export interface PgliteSession {
  query<R>(
    sql: string,
    params?: unknown[],
    options?: { parsers?: Record<number, (value: string) => unknown> },
  ): Promise<{ rows: R[] }>;
  exec(sql: string): Promise<unknown>;
}

/** What a mirror uses of a `PGlite` from `@electric-sql/pglite`. */
export interface PgliteLike extends PgliteSession {
  transaction<T>(work: (tx: PgliteSession) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** A statement as `pg` accepts it. */
export interface PgStatement {
  text: string;
  values?: unknown[];
  types?: { getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown };
}

/** The part of a connection or a pool of `pg` that runs statements. */
export interface PgSession {
  query(statement: string | PgStatement): Promise<{ rows: unknown[] }>;
}

/** What a mirror uses of a connection of `pg`. */
export interface PgClientLike extends PgSession {
  on(event: 'error', listener: (error: Error) => void): unknown;
  off(event: 'error', listener: (error: Error) => void): unknown;
  release(destroy?: boolean): void;
}

/** What a mirror uses of a `Pool` from `pg`. */
export interface PgPoolLike extends PgSession {
  connect(): Promise<PgClientLike>;
  end(): Promise<void>;
}

/** What a mirror uses of the module `pg`: how it reads values. */
export interface PgTypes {
  readonly types: { getTypeParser(oid: number, format?: 'text'): (value: string) => unknown };
}
