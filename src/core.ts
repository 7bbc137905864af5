// Types of what the resources return, so that a project that imports this subpath only can name them in declarations.
export type { BulkRun } from './bulk/bulk-run.js';
export type { EntityBulk, UpsertOptions } from './bulk/entity-bulk.js';
export type {
  BulkCheckpoint,
  BulkCounts,
  BulkInputs,
  BulkOptions,
  BulkOutcome,
  BulkProgress,
  BulkResult,
  BulkState,
  BulkStoppedError,
  ReconcileOptions,
} from './bulk/types.js';
export { KommoCore, type KommoStats } from './client/kommo-core.js';
export * from './errors.js';
export type { FieldScope, FieldSet, FieldsOptions } from './fields/index.js';
export type * from './fields/types.js';
export type { components, operations, paths } from './generated/schema.js';
export type { ApiPromise, WithResponse } from './http/api-promise.js';
export type {
  Change,
  ChangePage,
  Changes,
  ChangesOptions,
  Followed,
  SyncCursor,
  SyncPosition,
} from './http/changes.js';
export type { AllOptions, Page, PagePromise } from './http/page.js';
export { createRateLimiter } from './limit/create-rate-limiter.js';
export type { Priority, RateLimiter, RateLimiterOptions, RateLimiterStats, RedisRateLimit } from './limit/types.js';
export type { Duplicate, DuplicateGroup, DuplicatesParams } from './people/duplicates.js';
export type { FieldWithValue, FindBy, Found, OneOf, PhoneOptions } from './people/find.js';
export * from './resources/all.js';
export type { AuthProvider } from './transport/auth.js';
export type { KommoOptions } from './transport/config.js';
export type { Logger, LogLevel } from './transport/logger.js';
export type { Middleware, MiddlewareRequest } from './transport/middleware.js';
export type { ListOptions, RequestOptions } from './transport/options.js';
export type { FileUpload } from './upload/file-upload.js';
export type { UploadOptions, UploadPartOptions, UploadProgress, UploadState } from './upload/options.js';
export type { UploadSource } from './upload/source.js';
