export * from '../errors.js';
export * from '../resources/all.js';
export type { AuthProvider } from './auth.js';
export type { KommoOptions } from './client-options.js';
export { createRateLimiter } from './create-rate-limiter.js';
export { KommoCore, type KommoStats } from './kommo-core.js';
