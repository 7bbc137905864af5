import { InputError } from '../errors.js';
import { lateImport } from './late-import.js';

/** What is used of an ioredis client. Written out, so that these types need no ioredis installed. */
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

/** A Redis, as options take it: `redis://` or `rediss://` address, or a client of ioredis. */
export type RedisSource = string | RedisClient;

/**
 * A new connection to that Redis, not open yet. A client that is given stays as it is: its settings are copied.
 * Only ioredis (4, 5, 6): Bottleneck waits for ever on the clients of `redis` 4 and later.
 */
export async function newConnection(source: RedisSource, options: object): Promise<RedisClient> {
  if (typeof source !== 'string') return checkClient(source).duplicate(options);
  let module: { Redis: new (url: string, options: object) => RedisClient };
  try {
    module = await lateImport<typeof module>('ioredis');
  } catch (error) {
    throw new InputError('redis', `needs the package ioredis (npm install ioredis): ${String(error)}`);
  }
  return new module.Redis(source, options);
}

/** Refuses what can't be the address or client of a Redis. */
export function checkRedis(source: RedisSource): void {
  if (typeof source !== 'string') checkClient(source);
  else if (!/^rediss?:\/\//.test(source)) {
    throw new InputError('redis', 'must be an address like redis://127.0.0.1:6379, or a client of ioredis');
  }
}

function checkClient(client: RedisClient): RedisClient {
  const fits = typeof client?.duplicate === 'function' && typeof client.defineCommand === 'function';
  if (fits) return client;
  throw new InputError('redis', 'must be a client of ioredis; those of the package `redis` do not work here');
}

/** Lets a connection keep the process alive only while somebody uses it. */
export class KeepAlive {
  readonly #clients = new Set<RedisClient>();
  #users = 0;

  /** Also minds this connection. */
  add(client: RedisClient): void {
    this.#clients.add(client);
    client.on('connect', () => this.#apply(client));
    this.#apply(client);
  }

  remove(client: RedisClient): void {
    this.#clients.delete(client);
  }

  hold(): void {
    if (this.#users++ === 0) for (const client of this.#clients) this.#apply(client);
  }

  drop(): void {
    if (--this.#users === 0) for (const client of this.#clients) this.#apply(client);
  }

  #apply({ stream }: RedisClient): void {
    if (this.#users > 0) stream?.ref?.();
    else stream?.unref?.();
  }
}
