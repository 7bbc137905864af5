import { InputError } from '../../errors.js';
import { checkClient, type RedisClient, type RedisSource } from './redis-client.js';

/**
 * A new connection to that Redis, not open yet. A client that is given stays as it is: its settings are copied.
 * Works with ioredis 4 and later.
 */
export async function newConnection(source: RedisSource, options: object): Promise<RedisClient> {
  const client =
    typeof source === 'string' ? new (await loadRedis())(source, options) : checkClient(source).duplicate(options);
  // The commands report what is wrong. An error event without a listener would end the process.
  client.on('error', () => {});
  return client;
}

type Redis = new (url: string, options: object) => RedisClient;

async function loadRedis(): Promise<Redis> {
  // In a variable, so that bundlers for workers and browsers leave it alone: they would fail on modules of Node in it.
  const name = 'ioredis';
  try {
    const module = (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as { default?: { Redis: Redis } };
    return (module.default ?? (module as unknown as { Redis: Redis })).Redis;
  } catch (error) {
    throw new InputError('redis', `needs the package ioredis (npm install ioredis): ${String(error)}`);
  }
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
