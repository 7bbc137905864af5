import { InputError } from '../../errors.js';
import { checkClient, type RedisClient, type RedisSource } from './redis-client.js';

/**
 * A new connection to that Redis, not open yet. A client that is given stays as it is: its settings are copied.
 * Works with ioredis 4 and later.
 */
export async function newConnection(source: RedisSource, options: object): Promise<RedisClient> {
  const Redis = await driverOf(source);
  const client =
    Redis === undefined ? checkClient(source as RedisClient).duplicate(options) : new Redis(source, options);
  // The commands report what is wrong. An error event without a listener would end the process.
  client.on('error', () => {});
  return client;
}

type Driver = new (source: RedisSource, options: object) => RedisClient;

/** Loads ioredis, unless a client of it is given. Throws InputError. */
export async function driverOf(source: RedisSource): Promise<Driver | undefined> {
  if (typeof source !== 'string') return undefined;
  // In a variable, so that bundlers for workers and browsers leave it alone: they would fail on modules of Node in it.
  const name = 'ioredis';
  try {
    const module = (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as { default?: { Redis: Driver } };
    return (module.default ?? (module as unknown as { Redis: Driver })).Redis;
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
