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
export type * from './resources/account.js';
export type * from './resources/ai.js';
export type * from './resources/bots.js';
export type * from './resources/call-events.js';
export type * from './resources/calls.js';
export type * from './resources/catalog-custom-fields.js';
export type * from './resources/catalog-elements.js';
export type * from './resources/catalog-field-groups.js';
export type * from './resources/catalogs.js';
export type * from './resources/companies.js';
export type * from './resources/contacts.js';
export type * from './resources/currencies.js';
export type * from './resources/custom-fields.js';
export type * from './resources/customer-statuses.js';
export type * from './resources/customers.js';
export type * from './resources/entity-files.js';
export type * from './resources/events.js';
export type * from './resources/field-groups.js';
export type * from './resources/files.js';
export type * from './resources/leads.js';
export type * from './resources/links.js';
export type * from './resources/loss-reasons.js';
export type * from './resources/notes.js';
export type * from './resources/pipelines.js';
export type * from './resources/products.js';
export type * from './resources/roles.js';
export type * from './resources/segment-custom-fields.js';
export type * from './resources/segments.js';
export type * from './resources/short-links.js';
export type * from './resources/sources.js';
export type * from './resources/subscriptions.js';
export type * from './resources/tags.js';
export type * from './resources/talks.js';
export type * from './resources/tasks.js';
export type * from './resources/templates.js';
export type * from './resources/transactions.js';
export type * from './resources/unsorted.js';
export type * from './resources/users.js';
export type * from './resources/webhooks.js';
export type * from './resources/website-buttons.js';
export type * from './resources/widgets.js';
export { VERSION } from './version.js';
