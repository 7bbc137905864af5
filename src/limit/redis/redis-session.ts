import type Bottleneck from 'bottleneck';
import { lateImport } from './late-import.js';
import type { RedisClient, RedisSource } from './redis-client.js';
import { type KeepAlive, newConnection } from './redis-connection.js';

const SLOW_MS = 5;

/** What is shared through Redis. */
export interface SessionOptions {
  readonly redis: RedisSource;
  /** Names the budget: those with the same name share it. */
  readonly name: string;
  readonly limit: number;
  readonly intervalMs: number;
  readonly guardMs: number;
  /** Milliseconds for connecting and for each command. */
  readonly timeoutMs: number;
}

/** The answer to a start: go (`waitMs` 0), or ask again later. */
export interface StartAnswer {
  readonly waitMs: number;
  /** Milliseconds that everybody pauses, because of a 429. */
  readonly pausedMs: number;
  readonly id: string;
  /** `performance.now()` of the question. */
  readonly askedAt: number;
}

// Bottleneck spaces the starts; this log, on the clock of Redis, is what holds the limit when some of them come late, and holds
// everybody back after a 429. A start over a cold connection is entered as late as it may arrive.
const START = `
local t = redis.call('time')
local now = tonumber(t[1]) * 1000 + tonumber(t[2]) / 1000
local paused = redis.call('pttl', KEYS[2])
if paused > 0 then return {0, paused} end
local window = tonumber(ARGV[2])
redis.call('zremrangebyscore', KEYS[1], '-inf', now - window)
local seventh = redis.call('zrevrange', KEYS[1], tonumber(ARGV[1]) - 1, tonumber(ARGV[1]) - 1, 'withscores')
if seventh[2] then return {math.ceil(tonumber(seventh[2]) + window - now), 0} end
redis.call('zadd', KEYS[1], now + tonumber(ARGV[3]), ARGV[4])
redis.call('pexpire', KEYS[1], math.ceil(window * 3))
return {0, 0}`;

const ARRIVED = `
local t = redis.call('time')
redis.call('zadd', KEYS[1], tonumber(t[1]) * 1000 + tonumber(t[2]) / 1000, ARGV[1])
return 1`;

const PAUSE = `
if redis.call('pttl', KEYS[1]) < tonumber(ARGV[1]) then redis.call('set', KEYS[1], '429', 'PX', ARGV[1]) end
return 1`;

// Bottleneck takes the time from the clock of each client, so that machines whose clocks differ would keep a limit each.
const CLIENT_TIME = 'local now = tonumber(ARGV[1])';
const SERVER_TIME = `local t = redis.call('time')
local now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)`;

/** One connection's life: turns, starts and pauses shared with every process of the same name. */
export class RedisSession {
  /** Rejects when the connection is lost or Redis does not answer; the session is of no use then. */
  readonly lost: Promise<never>;
  readonly #options: SessionOptions;
  readonly #keys: { readonly log: string; readonly pause: string };
  readonly #clients: RedisClient[];
  readonly #keepAlive: KeepAlive;
  #bottleneck: Bottleneck | undefined;
  #turns = 0;
  #lose: (reason: Error) => void = () => {};

  private constructor(options: SessionOptions, clients: RedisClient[], keepAlive: KeepAlive) {
    this.#options = options;
    this.#clients = clients;
    this.#keepAlive = keepAlive;
    const tag = tagOf(options);
    this.#keys = { log: `${tag}:log`, pause: `${tag}:pause` };
    this.lost = new Promise((_, reject) => {
      this.#lose = reject;
    });
    this.lost.catch(() => {});
    for (const client of clients) {
      keepAlive.add(client);
      client.on('error', () => {});
      client.on('close', () => this.#lose(new Error('the connection to Redis was closed')));
    }
  }

  /** Connects. Rejects within the timeout where Redis is away. */
  static async open(options: SessionOptions, keepAlive: KeepAlive): Promise<RedisSession> {
    // Reconnecting is ours to do: a session that was lost may have missed anything.
    const connection = {
      lazyConnect: true,
      retryStrategy: null,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: options.timeoutMs,
      commandTimeout: options.timeoutMs,
    };
    const client = await newConnection(options.redis, connection);
    const subscriber = await newConnection(options.redis, connection);
    const session = new RedisSession(options, [client, subscriber], keepAlive);
    try {
      await withTimeout(session.#start(client, subscriber), options.timeoutMs);
      return session;
    } catch (error) {
      session.close();
      throw error;
    }
  }

  async #start(client: RedisClient, subscriber: RedisClient): Promise<void> {
    await Promise.all([client.connect(), subscriber.connect()]);
    const define = client.defineCommand.bind(client);
    client.defineCommand = (name, definition) => define(name, { ...definition, lua: onServerTime(definition.lua) });
    client.duplicate = () => subscriber;
    const { limit, intervalMs } = this.#options;
    // 5 % over the even spacing: what a start may come late before the log above has to hold the next one.
    const minTime = Math.ceil((intervalMs * 1.05) / limit);
    const Queue = await lateImport<typeof Bottleneck>('bottleneck');
    const bottleneck = new Queue({
      id: `${tagOf(this.#options)}:${limit}/${intervalMs}`,
      minTime,
      connection: new Queue.IORedisConnection({ client }),
      // An hour after the last start nothing of it is left in Redis.
      timeout: 3_600_000,
    });
    bottleneck.on('error', (error: Error) => this.#lose(error));
    this.#bottleneck = bottleneck;
    await Promise.race([bottleneck.ready(), this.lost]);
  }

  /** Waits for a turn. A turn that is waited for and not used is a slot lost for everybody, so ask for few ahead. */
  turn(): Promise<void> {
    const turn = (this.#bottleneck as Bottleneck).schedule({ id: String(this.#turns++) }, async () => {});
    turn.catch((error: Error) => this.#lose(error));
    return Promise.race([turn, this.lost]);
  }

  /** Asks to start now; `lateMs` is how late the request may arrive. */
  async start(lateMs: number): Promise<StartAnswer> {
    const { limit, intervalMs, guardMs } = this.#options;
    const { log, pause } = this.#keys;
    const id = crypto.randomUUID();
    const askedAt = performance.now();
    const answer = this.#eval(START, [log, pause], [limit, intervalMs + guardMs, lateMs, id]);
    const [waitMs, pausedMs] = (await answer) as [number, number];
    const tookMs = performance.now() - askedAt;
    // A start this late could meet eight others before its entry is put right.
    if (tookMs > intervalMs / 2) throw new Error(`Redis took ${Math.round(tookMs)} ms to answer`);
    return { waitMs, pausedMs, id, askedAt };
  }

  /** The start has just been made; where the way to here was long, it is that much later than it was entered. */
  began({ id, askedAt }: StartAnswer): void {
    if (performance.now() - askedAt > SLOW_MS) this.arrived(id);
  }

  /** A start was later than it was entered: as late as now at most. */
  arrived(id: string): void {
    this.#command(this.#eval(ARRIVED, [this.#keys.log], [id]));
  }

  /** Holds everybody back. */
  pause(ms: number): void {
    this.#command(this.#eval(PAUSE, [this.#keys.pause], [Math.ceil(ms)]));
  }

  /** Lets go of both connections; whoever waits for a turn is told that the session is lost. */
  close(): void {
    this.#lose(new Error('the session was closed'));
    const connection = this.#bottleneck?.connection as Bottleneck.IORedisConnection | undefined;
    // Also ends Bottleneck's heartbeat.
    connection?.disconnect(false).catch(() => {});
    for (const client of this.#clients) {
      this.#keepAlive.remove(client);
      client.disconnect();
    }
  }

  get #client(): RedisClient {
    return this.#clients[0] as RedisClient;
  }

  async #eval(script: string, keys: string[], args: (string | number)[]): Promise<unknown> {
    try {
      return await Promise.race([this.#client.eval(script, keys.length, ...keys, ...args), this.lost]);
    } catch (error) {
      this.#lose(error as Error);
      throw error;
    }
  }

  #command(done: Promise<unknown>): void {
    done.catch((error: Error) => this.#lose(error));
  }
}

// The braces keep all keys of a budget on one node of a cluster.
const tagOf = ({ name }: SessionOptions): string => `{kommo-sdk:limit:${name}}`;

function onServerTime(lua: string): string {
  if (!lua.includes(CLIENT_TIME)) throw new Error('this Bottleneck takes its time otherwise than 2.19.5');
  return lua.replace(CLIENT_TIME, SERVER_TIME);
}

async function withTimeout<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not get ready within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
