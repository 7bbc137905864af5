import { InputError } from '../../errors.js';
import { lateImport } from './late-import.js';
import { checkClient, type RedisClient, type RedisSource } from './redis-client.js';

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
