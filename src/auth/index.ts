/**
 * `kommo-sdk/auth`: tokens that refresh themselves, for one account or many, on one machine or many.
 * @module
 */

// What the pool returns, so that a project that imports this subpath only can name its type in declarations.
export type { Kommo } from '../client/kommo.js';
export type { RedisClient, RedisSource } from '../limit/redis/redis-client.js';
export type { NamedResources } from '../names/account-binding.js';
export { JwtError, type JwtProblem } from '../util/jwt.js';
export {
  type DisconnectHookChecks,
  type Disconnection,
  verifyDisconnectHook,
  WebhookSignatureError,
} from '../webhooks/disconnect.js';
export { readClaims, type TokenClaims } from './claims.js';
export * from './errors.js';
export { fileStore } from './file-store.js';
export { type LongLivedToken, longLivedToken } from './long-lived.js';
export { memoryStore } from './memory-store.js';
export {
  type AuthorizedAccount,
  type ImportedTokens,
  type IntegrationOptions,
  OAuth,
  type OAuthOptions,
  oauth,
} from './oauth.js';
export { type OneTimeTokenChecks, type OneTimeTokenClaims, verifyOneTimeToken } from './one-time-token.js';
export { KommoPool, type KommoPoolOptions } from './pool.js';
export {
  type AuthorizationCode,
  type AuthorizeOptions,
  authorizeUrl,
  createState,
  parseRedirect,
  verifyState,
} from './redirect.js';
export { type RedisStoreOptions, redisStore } from './redis-store.js';
export { type ContractRunner, tokenStoreContract } from './store-contract.js';
export type { IntegrationKeys } from './token-endpoint.js';
export type { LockOptions, TokenLock, TokenSet, TokenStore } from './token-store.js';
