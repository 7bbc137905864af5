import { InputError } from '../../errors.js';

/** The methods of an ioredis client that the SDK uses. Declared here, so that the types do not need ioredis. */
export interface RedisClient {
  readonly status: string;
  /** The socket, once there is one. */
  readonly stream?: { ref?(): unknown; unref?(): unknown } | undefined;
  connect(): Promise<void>;
  disconnect(): void;
  quit(): Promise<unknown>;
  ping(): Promise<unknown>;
  duplicate(override?: object): RedisClient;
  get(key: string): Promise<string | null>;
  eval(script: string, keys: number, ...args: (string | number)[]): Promise<unknown>;
  defineCommand(name: string, definition: { lua: string; numberOfKeys?: number }): void;
  on(event: string, listener: (...args: never[]) => void): unknown;
  once(event: string, listener: (...args: never[]) => void): unknown;
}

/** A Redis server: its address (`redis://` or `rediss://`) or a client of ioredis. */
export type RedisSource = string | RedisClient;

/** Checks the address or the client of a Redis server. Throws InputError. */
export function checkRedis(source: RedisSource): void {
  if (typeof source !== 'string') checkClient(source);
  else if (!/^rediss?:\/\//.test(source)) {
    throw new InputError('redis', 'must be an address like redis://127.0.0.1:6379, or a client of ioredis');
  }
}

/** Checks that a value is a client of ioredis. Throws InputError. */
export function checkClient(client: RedisClient): RedisClient {
  const fits = typeof client?.duplicate === 'function' && typeof client.defineCommand === 'function';
  if (fits) return client;
  throw new InputError('redis', 'must be a client of ioredis. Clients of the package `redis` do not work here');
}

/** Refuses a Cluster client of ioredis, because the limiter needs its own connection to one server. Throws InputError. */
export function checkNotCluster(source: RedisSource): void {
  if (typeof source === 'string' || !('isCluster' in source) || source.isCluster !== true) return;
  throw new InputError('redis', 'must not be a Cluster client. Give the address or the client of one Redis server');
}
