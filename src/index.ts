export * from './account/exports.js';
export { Kommo, type RawClient } from './client.js';
export { ApiPromise, type WithResponse } from './core/api-promise.js';
export type { AuthProvider } from './core/auth.js';
export { BulkRun } from './core/bulk.js';
export {
  type BulkCheckpoint,
  type BulkInputs,
  type BulkOptions,
  type BulkOutcome,
  type BulkProgress,
  type BulkResult,
  type BulkState,
  BulkStoppedError,
  type ReconcileOptions,
} from './core/bulk-types.js';
export type { Change, ChangePage, Changes, ChangesOptions, SyncCursor, SyncPosition } from './core/changes.js';
export type { KommoOptions } from './core/client-options.js';
export { createRateLimiter } from './core/create-rate-limiter.js';
export type { EntityBulk, UpsertOptions } from './core/entity-bulk.js';
export type {
  FileUpload,
  UploadOptions,
  UploadPartOptions,
  UploadProgress,
  UploadSource,
  UploadState,
} from './core/file-upload.js';
export { KommoCore, type KommoStats } from './core/kommo-core.js';
export type { Logger, LogLevel } from './core/logger.js';
export type { Middleware, MiddlewareRequest } from './core/middleware.js';
export { type AllOptions, Page, PagePromise } from './core/page.js';
export type { RateLimiter, RateLimiterOptions, RateLimiterStats, RedisRateLimit } from './core/rate-limiter.js';
export type { ListOptions, RequestOptions } from './core/request-options.js';
export { UploadError } from './core/upload-error.js';
export * from './errors.js';
export type { FieldInputsByKey, FieldScope, FieldSet, FieldSource, FieldsOptions } from './fields/index.js';
export type * from './fields/types.js';
export type { components, operations, paths } from './generated/schema.js';
export type * from './resources/all.js';
export { VERSION } from './version.js';
