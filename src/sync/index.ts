export * from '../generated/sync.js';
export { pgliteDatabase } from './database/pglite.js';
export { postgresDatabase } from './database/postgres.js';
export type {
  LockOptions,
  MirrorDatabase,
  PgClientLike,
  PgliteLike,
  PgliteSession,
  PgPoolLike,
  PgSession,
  PgStatement,
  PgTypes,
  Session,
  Writer,
} from './database/types.js';
export { MirrorError, type MirrorErrorCode } from './errors.js';
export {
  createMirror,
  Mirror,
  type MirrorLocation,
  type MirrorOptions,
  type MirrorProgress,
  mirrorStatus,
  type SyncOptions,
  type SyncResult,
} from './mirror.js';
export { createQueryEngine, type QueryAnswer, type QueryEngine, type QueryEngineOptions, readerSql } from './query.js';
export type { ListStatus, MirrorStatus } from './status.js';
