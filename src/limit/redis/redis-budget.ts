import { RateLimiterUnavailableError } from '../../errors.js';
import { sleep } from '../../util/abort.js';
import type { RedisClient, RedisSource } from './redis-client.js';
import { driverOf, KeepAlive, newConnection } from './redis-connection.js';
import { explained } from './redis-failure.js';
import { ARRIVED, LEAVE, PAUSE, RESUME, TURN } from './scripts.js';

const BACKOFF_MS = 20;
const MAX_BACKOFF_MS = 500;
const STEPS = 10;

/** What is shared through Redis. */
export interface BudgetOptions {
  readonly redis: RedisSource;
  /** Names the budget: processes with the same name share it. */
  readonly name: string;
  readonly limit: number;
  readonly intervalMs: number;
  readonly guardMs: number;
  /** Milliseconds without an answer of Redis after which a command fails. */
  readonly timeoutMs: number;
}

/** The answer of Redis to a process that asks for a turn. */
export interface Turn {
  /** 0: start now. Else ask again after that many milliseconds. */
  readonly waitMs: number;
  /** Above 0: every process pauses for that many milliseconds. */
  readonly pausedMs: number;
  /** Milliseconds that the answer took. Redis logged the start at most that much too early. */
  readonly tookMs: number;
}

type Command = (...keysAndArguments: (string | number)[]) => Promise<unknown>;
type BudgetClient = RedisClient & Record<keyof typeof COMMANDS, Command>;

// ioredis sends a command by its hash, and the whole script again after SCRIPT FLUSH.
const COMMANDS = {
  kommoTurn: { lua: TURN, numberOfKeys: 3 },
  kommoArrived: { lua: ARRIVED, numberOfKeys: 1 },
  kommoLeave: { lua: LEAVE, numberOfKeys: 2 },
  kommoPause: { lua: PAUSE, numberOfKeys: 2 },
  kommoResume: { lua: RESUME, numberOfKeys: 1 },
};

/**
 * The budget of a limit in Redis. A failed command is repeated over a new connection: repeating it changes nothing in Redis. Each one rejects
 * with RateLimiterUnavailableError if Redis does not answer in time.
 */
export class RedisBudget {
  readonly #options: BudgetOptions;
  readonly #slots: string;
  readonly #arrivals: string;
  readonly #pause: string;
  readonly #keepAlive = new KeepAlive();
  #client: Promise<BudgetClient> | undefined;

  constructor(options: BudgetOptions) {
    this.#options = options;
    // The braces keep all keys of a budget on one node of a cluster.
    const tag = `{kommo-sdk:limit:${options.name}}`;
    this.#slots = `${tag}:slots`;
    this.#arrivals = `${tag}:arrivals`;
    this.#pause = `${tag}:pause`;
  }

  /** Asks for the turn of a member. Its request may arrive `lateMs` late. If Redis grants the turn, it also books a slot for `next`. */
  turn(member: string, lateMs: number, next = ''): Promise<Turn> {
    const { limit, intervalMs, guardMs } = this.#options;
    return this.#run(async (client) => {
      const askedAt = performance.now();
      const answer = await client.kommoTurn(
        this.#slots,
        this.#arrivals,
        this.#pause,
        limit,
        intervalMs + guardMs,
        Math.ceil(lateMs),
        member,
        next,
      );
      const ms = Number(answer);
      return { waitMs: Math.max(0, ms), pausedMs: Math.max(0, -ms), tookMs: performance.now() - askedAt };
    });
  }

  /** Reports that the request of a member has arrived. */
  async arrived(member: string): Promise<void> {
    await this.#run((client) => client.kommoArrived(this.#arrivals, member));
  }

  /** Reports that a member sent nothing and will send nothing. */
  async leave(member: string): Promise<void> {
    await this.#run((client) => client.kommoLeave(this.#slots, this.#arrivals, member));
  }

  /** Pauses every process. */
  async pause(ms: number): Promise<void> {
    await this.#run((client) => client.kommoPause(this.#slots, this.#pause, Math.ceil(ms)));
  }

  async resume(): Promise<void> {
    await this.#run((client) => client.kommoResume(this.#pause));
  }

  /** Closes the connection. The next command opens it again. */
  close(): void {
    this.#drop(this.#client);
  }

  async #run<T>(command: (client: BudgetClient) => Promise<T>): Promise<T> {
    const { redis, timeoutMs } = this.#options;
    await driverOf(redis);
    const patience = new Patience(timeoutMs);
    let reason: unknown;
    this.#keepAlive.hold();
    try {
      for (let backoffMs = BACKOFF_MS; ; backoffMs = Math.min(MAX_BACKOFF_MS, backoffMs * 2)) {
        const client = this.#open();
        try {
          return await Promise.race([client.then((opened) => command(opened)), patience.over]);
        } catch (error) {
          // The error of a command says more than a timeout.
          if (!(error instanceof Over)) reason = error;
          if (!isReply(error)) this.#drop(client);
        }
        // Processes that lost the connection together reconnect one after the other.
        await Promise.race([sleep(backoffMs * (0.5 + Math.random())), patience.over]).catch(() => {});
        if (patience.isOver) throw new RateLimiterUnavailableError(explained(reason, timeoutMs));
      }
    } finally {
      patience.end();
      this.#keepAlive.drop();
    }
  }

  #open(): Promise<BudgetClient> {
    if (this.#client !== undefined) return this.#client;
    const forget = (): void => {
      if (this.#client === opening) this.#client = undefined;
    };
    const opening = this.#connect(forget);
    opening.catch(forget);
    this.#client = opening;
    return opening;
  }

  async #connect(onClose: () => void): Promise<BudgetClient> {
    const client = (await newConnection(this.#options.redis, {
      lazyConnect: true,
      // Reconnecting is done here, because ioredis would never stop and would keep the process alive.
      retryStrategy: null,
      reconnectOnError: null,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: this.#options.timeoutMs,
    })) as BudgetClient;
    for (const [name, definition] of Object.entries(COMMANDS)) client.defineCommand(name, definition);
    // `connect` rejects with "Connection is closed", whatever closed it.
    let reason: unknown;
    client.on('error', (error: unknown) => {
      reason ??= error;
    });
    client.on('close', () => {
      this.#keepAlive.remove(client);
      onClose();
    });
    this.#keepAlive.add(client);
    try {
      await client.connect();
    } catch (error) {
      client.disconnect();
      throw reason ?? error;
    }
    return client;
  }

  #drop(client: Promise<BudgetClient> | undefined): void {
    if (this.#client === client) this.#client = undefined;
    client?.then(
      (opened) => opened.disconnect(),
      () => {},
    );
  }
}

/** Returns true if Redis itself answered with an error, so that the connection is good. */
const isReply = (error: unknown): boolean => error instanceof Error && error.name === 'ReplyError';

class Over extends Error {}

/**
 * A timeout in small steps. An answer that came while the process was blocked is read between two steps,
 * and does not count as missing.
 */
class Patience {
  /** Rejects at the end. */
  readonly over: Promise<never>;
  isOver = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number) {
    this.over = new Promise((_, reject) => {
      let left = STEPS;
      this.#timer = setInterval(() => {
        if (--left > 0) return;
        this.end();
        this.isOver = true;
        reject(new Over());
      }, ms / STEPS);
    });
    this.over.catch(() => {});
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
