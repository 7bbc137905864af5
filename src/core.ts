export { KommoCore, type KommoStats } from './client/kommo-core.js';
export * from './errors.js';
export { createRateLimiter } from './limit/create-rate-limiter.js';
export * from './resources/all.js';
export type { AuthProvider } from './transport/auth-provider.js';
export type { KommoOptions } from './transport/config.js';
