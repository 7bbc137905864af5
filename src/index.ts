export { BulkRun } from './bulk/bulk-run.js';
export { EntityBulk, type UpsertOptions } from './bulk/entity-bulk.js';
export { fileCheckpoint } from './bulk/file-checkpoint.js';
export {
  type BulkCheckpoint,
  type BulkCounts,
  type BulkInputs,
  type BulkOptions,
  type BulkOutcome,
  type BulkProgress,
  type BulkResult,
  type BulkState,
  BulkStoppedError,
  type ReconcileOptions,
} from './bulk/types.js';
export { Kommo, type RawClient } from './client/kommo.js';
export { KommoCore, type KommoStats } from './client/kommo-core.js';
export * from './errors.js';
export type { FieldInputsByKey, FieldScope, FieldSet, FieldSource, FieldsOptions } from './fields/index.js';
export type * from './fields/types.js';
export type { components, operations, paths } from './generated/schema.js';
export { ApiPromise, type WithResponse } from './http/api-promise.js';
export {
  type Change,
  type ChangePage,
  Changes,
  type ChangesOptions,
  type Followed,
  type SyncCursor,
  type SyncPosition,
} from './http/changes.js';
export { type AllOptions, Page, PagePromise } from './http/page.js';
export { createRateLimiter } from './limit/create-rate-limiter.js';
export type { Priority, RateLimiter, RateLimiterOptions, RateLimiterStats, RedisRateLimit } from './limit/types.js';
export type { AccountBinding, NamedResources } from './names/account-binding.js';
export * from './names/exports.js';
export type { Duplicate, DuplicateGroup, DuplicatesParams } from './people/duplicates.js';
export type { FieldWithValue, FindBy, Found, OneOf, PhoneOptions } from './people/find.js';
export * from './resources/all.js';
export type { AuthProvider } from './transport/auth.js';
export type { KommoOptions } from './transport/config.js';
export type { Logger, LogLevel } from './transport/logger.js';
export type { Middleware, MiddlewareRequest } from './transport/middleware.js';
export type { ListOptions, RequestOptions } from './transport/options.js';
export { UploadError } from './upload/error.js';
export { FileUpload } from './upload/file-upload.js';
export type { UploadOptions, UploadPartOptions, UploadProgress, UploadState } from './upload/options.js';
export type { UploadSource } from './upload/source.js';
export { type AccountWithZone, type InZoneOptions, inZone } from './util/in-zone.js';
export { VERSION } from './version.js';
