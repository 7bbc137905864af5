import { Faults } from '../http/faults.js';
import { SlidingLimiter } from '../http/limiter.js';
import type { LoggedRequest, SandboxStats } from '../http/log.js';
import { OAuthServer } from '../http/oauth.js';
import { checkSandboxOptions, type SandboxOptions } from '../http/options.js';
import { Tokens } from '../http/tokens.js';
import { sleep } from '../http/wait.js';
import { applySeed } from '../seed/data.js';
import { emptyDb, SEED_END, smallDb } from '../seed/index.js';
import type { Db } from './db.js';

export const DEFAULT_BASE_URL = 'https://sandbox.kommo.test';
export const DEFAULT_TOKEN = 'sandbox-token';

/** Everything that one sandbox holds. */
export class SandboxState {
  readonly limiter: SlidingLimiter | undefined;
  readonly faults = new Faults();
  readonly tokens: Tokens;
  readonly oauth: OAuthServer;
  readonly strict: boolean;
  readonly now: () => number;
  readonly monotonic: () => number;
  db: Db;
  requests: LoggedRequest[] = [];
  readonly #options: SandboxOptions;
  #requestCount = 0;
  #counts = { accepted: 0, limited: 0, blocked: 0 };

  constructor(options: SandboxOptions) {
    checkSandboxOptions(options);
    this.#options = options;
    this.strict = options.strict ?? true;
    this.now = options.now ?? Date.now;
    this.monotonic = options.monotonic ?? (() => performance.now());
    this.limiter = options.rateLimit === false ? undefined : new SlidingLimiter(options.rateLimit);
    this.db = this.#freshDb();
    this.tokens = new Tokens(() => this.db.account.current_user_id);
    this.tokens.add(options.accessToken ?? DEFAULT_TOKEN);
    const account = (): { id: number; userId: number } => ({
      id: this.db.account.id,
      userId: this.db.account.current_user_id,
    });
    this.oauth = new OAuthServer(options.oauth ?? {}, this.tokens, this.now, account);
    for (const fault of options.faults ?? []) this.faults.add(fault);
  }

  nextRequestId(): string {
    this.#requestCount += 1;
    return `sandbox-${this.#requestCount}`;
  }

  logRequest(entry: LoggedRequest): void {
    this.requests.push(entry);
    const most = this.#options.logLimit ?? 10_000;
    if (this.requests.length > most) this.requests.splice(0, this.requests.length - most);
  }

  count(verdict: 'pass' | 'limited' | 'blocked'): void {
    this.#counts[verdict === 'pass' ? 'accepted' : verdict] += 1;
  }

  stats(): SandboxStats {
    const { accepted, limited, blocked } = this.#counts;
    return { accepted, refused429: limited, refused403: blocked, maxPerWindow: this.limiter?.maxPerWindow ?? 0 };
  }

  /** Waits as long as `latencyMs` says. */
  async latency(signal: AbortSignal | undefined): Promise<void> {
    const { latencyMs = 0 } = this.#options;
    await this.wait(typeof latencyMs === 'number' ? latencyMs : latencyMs(), signal);
  }

  async wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
    if (ms > 0) await sleep(ms, signal);
    else signal?.throwIfAborted();
  }

  /** Back to the state right after creation: rows, log, limiter; faults are taken out. */
  reset(): void {
    this.db = this.#freshDb();
    this.requests = [];
    this.#counts = { accepted: 0, limited: 0, blocked: 0 };
    this.limiter?.reset();
    this.faults.clear();
    for (const fault of this.#options.faults ?? []) this.faults.add(fault);
  }

  #freshDb(): Db {
    const { seed = 'small', leads, seedEnd } = this.#options;
    if (seed === 'small') return smallDb(leads, seedEnd ? Math.floor(seedEnd.getTime() / 1000) : SEED_END);
    const db = emptyDb();
    if (seed !== 'empty') applySeed(db, seed, Math.floor(this.now() / 1000));
    return db;
  }
}
