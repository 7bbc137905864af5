import { checkKeys, type KeysOf } from '../../util/check.js';
import type { SeedData } from '../seed/data.js';
import type { FaultOptions } from './faults.js';
import type { RateLimitOptions } from './limiter.js';
import type { SandboxServer } from './node-server.js';
import type { SandboxIntegration } from './oauth.js';

/**
 * Options of `createSandbox`. An unknown option throws an `InputError` that names it.
 * @see the guide docs/testing.md in this package
 */
export interface SandboxOptions {
  /** What the account holds: `small` (default), `empty`, or your own rows on top of `empty`. A wrong cell throws an `InputError`. */
  seed?: 'small' | 'empty' | SeedData;
  /** Number of leads in the small seed. Default 600. They are made when read, so a million costs no memory. */
  leads?: number;
  /** Moment that the small seed's history ends at. Default 1 November 2026, so that counts stay the same. */
  seedEnd?: Date;
  /** Access token that the sandbox accepts. Default `sandbox-token`. */
  accessToken?: string;
  /** The integration whose codes and refresh tokens `/oauth2/access_token` accepts. Each property has a default. */
  oauth?: Partial<SandboxIntegration>;
  /** Address of the account, which `sandbox.options` contains. Default `https://sandbox.kommo.test`. */
  baseUrl?: string;
  /** How many requests are accepted. Default: 7 in a sliding second, as Kommo allows. `false` accepts everything. */
  rateLimit?: false | RateLimitOptions;
  /** Whether unknown properties and query parameters are refused. Default true. */
  strict?: boolean;
  /** Milliseconds before a request is processed, or a function that returns them. Default 0. */
  latencyMs?: number | (() => number);
  /** Faults to start with. Default: none. */
  faults?: readonly FaultOptions[];
  /** Wall clock in milliseconds, for `created_at` and the like. Default `Date.now`. */
  now?: () => number;
  /** Monotonic clock in milliseconds, for the limiter and the log. Default `performance.now`. */
  monotonic?: () => number;
  /** Maximum requests in the log. The oldest are dropped first. Default 10,000. */
  logLimit?: number;
}

/** A sandbox that listens. */
export interface ListeningSandbox extends SandboxServer {
  /** `{ baseUrl, accessToken }`, to spread into `new Kommo({ ... })`. */
  readonly options: { baseUrl: string; accessToken: string };
}

/** Ready to spread into `new Kommo({ ... })`. */
export interface SandboxClientOptions {
  baseUrl: string;
  accessToken: string;
  fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
}

const KNOWN = Object.keys({
  seed: true,
  leads: true,
  seedEnd: true,
  accessToken: true,
  oauth: true,
  baseUrl: true,
  rateLimit: true,
  strict: true,
  latencyMs: true,
  faults: true,
  now: true,
  monotonic: true,
  logLimit: true,
} satisfies KeysOf<SandboxOptions>);
const KNOWN_LIMITS = Object.keys({
  limit: true,
  windowMs: true,
  blockAfter: true,
  blockMs: true,
  retryAfterSeconds: true,
} satisfies KeysOf<RateLimitOptions>);
const KNOWN_INTEGRATION = Object.keys({
  clientId: true,
  clientSecret: true,
  redirectUri: true,
  expiresIn: true,
} satisfies KeysOf<SandboxIntegration>);

/** Refuses options that the sandbox does not have. Throws InputError. */
export function checkSandboxOptions(options: SandboxOptions): void {
  checkKeys(options, 'options', KNOWN);
  if (options.rateLimit) checkKeys(options.rateLimit, 'rateLimit', KNOWN_LIMITS);
  if (options.oauth) checkKeys(options.oauth, 'oauth', KNOWN_INTEGRATION);
}
