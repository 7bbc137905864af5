import { InputError } from '../errors.js';
import { checkRedis, type RedisClient, type RedisSource } from '../limit/redis/redis-client.js';
import { KeepAlive, newConnection } from '../limit/redis/redis-connection.js';
import { checkKeys, type KeysOf } from '../util/check.js';
import { storeFailure } from '../util/store-failure.js';
import { LockLostError, LockTimeoutError, TokenStoreError } from './errors.js';
import { LOCK_WAIT_MS, type TokenLock, type TokenSet, type TokenStore } from './token-store.js';

/** Options of {@link redisStore}. */
export interface RedisStoreOptions {
  /** A client of ioredis, which you close yourself, or an address. For an address, ioredis is loaded when it is first needed. */
  readonly redis: RedisSource;
  /** Start of all keys in Redis. Default `kommo-sdk:tokens:`. */
  readonly prefix?: string | undefined;
  /** Milliseconds until the lock of a dead process expires. A live process prolongs it. Default 15 000, minimum 1 000. */
  readonly lockTtlMs?: number | undefined;
}

// All three keys of a token set share a hash tag, so that they live on one node of a cluster.
const ACQUIRE = `
if redis.call('set', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return redis.call('incr', KEYS[2]) end
return 0`;
const EXTEND = `
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end
return 0`;
// The fence is checked as well, since each holder has a number of its own.
const WRITE = `
if redis.call('get', KEYS[1]) ~= ARGV[1] or redis.call('get', KEYS[2]) ~= ARGV[2] then return 0 end
if ARGV[3] == '' then redis.call('del', KEYS[3]) else redis.call('set', KEYS[3], ARGV[3]) end
return 1`;
const RELEASE = `
if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end
return 0`;

/**
 * Keeps tokens in Redis, for processes on many machines. The lock has an owner, an expiry, and a fence that counts up with each
 * holder. Redis decides how durable a save is: with `appendfsync everysec` a crash of its machine can lose the last second.
 * @throws InputError if `redis` is neither an address nor a client of ioredis
 */
export function redisStore(options: RedisStoreOptions): TokenStore {
  checkKeys(options, 'options', KNOWN);
  const { redis, prefix = 'kommo-sdk:tokens:', lockTtlMs = 15_000 } = options;
  checkRedis(redis);
  if (!(lockTtlMs >= 1_000)) throw new InputError('lockTtlMs', `must be 1000 or more, got ${lockTtlMs}`);
  const connection = typeof redis === 'string' ? new OwnConnection(redis) : { use: borrow(redis) };
  const use = guarded(connection.use);
  const names = (key: string): Names => {
    const tag = `${prefix}{${key}}`;
    return [`${tag}:lock`, `${tag}:fence`, tag];
  };
  return {
    async load(key) {
      const text = await use(key, (client) => client.get(names(key)[2]));
      return text === null ? undefined : parse(text, key);
    },
    async lock(key, { waitMs = LOCK_WAIT_MS } = {}) {
      const [lock, fence] = names(key);
      const owner = crypto.randomUUID();
      const deadline = performance.now() + waitMs;
      for (;;) {
        const number = await use(key, (client) => client.eval(ACQUIRE, 2, lock, fence, owner, lockTtlMs));
        if (Number(number) > 0) {
          return held(use, names(key), { key, owner, fence: String(number), lockTtlMs });
        }
        if (performance.now() >= deadline) throw new LockTimeoutError(key, waitMs);
        await new Promise((resolve) => setTimeout(resolve, 30 + Math.random() * 40));
      }
    },
    async close() {
      if (connection instanceof OwnConnection) await connection.close();
    },
  };
}

type Names = readonly [lock: string, fence: string, tokens: string];
type Use = <T>(command: (client: RedisClient) => Promise<T>) => Promise<T>;
type GuardedUse = <T>(key: string, command: (client: RedisClient) => Promise<T>) => Promise<T>;

// A refused command carries its arguments, and those of a save are the tokens.
const guarded =
  (use: Use): GuardedUse =>
  async (key, command) => {
    try {
      return await use(command);
    } catch (error) {
      // Made by us, with nothing of the driver in it: the package ioredis is missing.
      if (error instanceof InputError) throw error;
      const cause = storeFailure(error);
      throw new TokenStoreError(`Redis refused a command for the tokens of "${key}" (${cause.message}).`, { cause });
    }
  };

const borrow =
  (client: RedisClient): Use =>
  (command) =>
    command(client);

/** A connection that opens when it is needed, and again after it broke. It keeps the process alive only while it is in use. */
class OwnConnection {
  readonly #address: string;
  readonly #keepAlive = new KeepAlive();
  #client: Promise<RedisClient> | undefined;

  constructor(address: string) {
    this.#address = address;
  }

  readonly use: Use = async (command) => {
    this.#keepAlive.hold();
    try {
      return await command(await this.#open());
    } finally {
      this.#keepAlive.drop();
    }
  };

  async close(): Promise<void> {
    const client = await this.#client?.catch(() => undefined);
    this.#client = undefined;
    client?.disconnect();
  }

  #open(): Promise<RedisClient> {
    this.#client ??= this.#connect().catch((error: unknown) => {
      this.#client = undefined;
      throw error;
    });
    return this.#client;
  }

  async #connect(): Promise<RedisClient> {
    // ioredis would reconnect forever, and keep the process alive meanwhile.
    const options = { lazyConnect: true, retryStrategy: null, connectTimeout: 5_000, commandTimeout: 5_000 };
    const client = await newConnection(this.#address, options);
    // Commands report errors. An error event without a listener would end the process.
    client.on('error', () => {});
    client.on('end', () => {
      this.#keepAlive.remove(client);
      this.#client = undefined;
    });
    this.#keepAlive.add(client);
    await client.connect();
    return client;
  }
}

interface Holder {
  readonly key: string;
  readonly owner: string;
  readonly fence: string;
  readonly lockTtlMs: number;
}

function held(use: GuardedUse, names: Names, holder: Holder): TokenLock {
  const { key, owner, fence, lockTtlMs } = holder;
  const prolong = setInterval(() => {
    use(key, (client) => client.eval(EXTEND, 1, names[0], owner, lockTtlMs)).catch(() => {});
  }, lockTtlMs / 3);
  prolong.unref?.();
  const write = async (text: string): Promise<void> => {
    const written = await use(key, (client) => client.eval(WRITE, 3, ...names, owner, fence, text));
    if (Number(written) !== 1) throw new LockLostError(key);
  };
  return {
    save: (tokens) => write(JSON.stringify(tokens)),
    delete: () => write(''),
    async release() {
      clearInterval(prolong);
      await use(key, (client) => client.eval(RELEASE, 1, names[0], owner));
    },
  };
}

function parse(text: string, key: string): TokenSet {
  try {
    return JSON.parse(text) as TokenSet;
  } catch {
    throw new TokenStoreError(
      `The tokens of "${key}" in Redis are not JSON, so something else has changed them. Import the tokens again, or authorize again.`,
    );
  }
}

const KNOWN = Object.keys({
  redis: true,
  prefix: true,
  lockTtlMs: true,
} satisfies KeysOf<RedisStoreOptions>);
