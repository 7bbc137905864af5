import { InputError } from '../../errors.js';
import { checkClient, type RedisClient, type RedisSource } from './redis-client.js';

/**
 * Makes a new connection to a Redis server and does not open it. A given client stays as it is: its settings are copied.
 * Works with ioredis 4 and later.
 */
export async function newConnection(source: RedisSource, options: object): Promise<RedisClient> {
  const Redis = await driverOf(source);
  const client =
    Redis === undefined ? checkClient(source as RedisClient).duplicate(options) : new Redis(source, options);
  // Commands report errors. An error event without a listener would end the process.
  client.on('error', () => {});
  return client;
}

type Driver = new (source: RedisSource, options: object) => RedisClient;

/** Loads ioredis, unless a client of it is given. Throws InputError. */
export async function driverOf(source: RedisSource): Promise<Driver | undefined> {
  if (typeof source !== 'string') return undefined;
  // The name is in a variable, so that bundlers for workers and browsers skip it. They would fail on its modules of Node.
  const name = 'ioredis';
  try {
    const module = (await import(/* @vite-ignore */ /* webpackIgnore: true */ name)) as { default?: { Redis: Driver } };
    return (module.default ?? (module as unknown as { Redis: Driver })).Redis;
  } catch (error) {
    throw new InputError('redis', `needs the package ioredis (npm install ioredis): ${String(error)}`);
  }
}

/** Lets connections keep the process alive only while a command runs. */
export class KeepAlive {
  readonly #clients = new Set<RedisClient>();
  #users = 0;

  /** Adds a connection. */
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
