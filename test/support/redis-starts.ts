import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { Redis } from 'ioredis';
import { expect, vi } from 'vitest';

/** A start that Redis permitted. Times are milliseconds on the clock of Redis. */
export interface Start {
  readonly at: number;
  /** By how much later than that the limiter counts it. */
  readonly lateMs: number;
}

/**
 * The starts that a Redis permitted, as Redis itself recorded them. A busy machine delays the jobs of a test, but not these times.
 */
export class RedisStarts {
  readonly #client: Redis;
  readonly #monitor: Socket;
  /** By the key of the budget, then by the member. A start that was given back is not there. */
  readonly #starts = new Map<string, Map<string, Start>>();
  readonly #marks = new Map<string, () => void>();
  #booked: { readonly member: string | undefined; readonly at: number } | undefined;

  private constructor(url: string) {
    this.#client = new Redis(url);
    this.#client.on('error', () => {});
    // Clients of Redis lose their place if others are busy while they begin to monitor.
    this.#monitor = connect(Number(new URL(url).port), '127.0.0.1');
    this.#monitor.on('error', () => {});
  }

  static async of(url: string): Promise<RedisStarts> {
    const starts = new RedisStarts(url);
    await new Promise<void>((resolve) => {
      // `+1339518083.107412 [0 lua] "zadd" "key" ...`
      createInterface(starts.#monitor).on('line', (line) => {
        if (line === '+OK') resolve();
        starts.#saw([...line.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, word = '']) => word));
      });
      starts.#monitor.write('MONITOR\r\n');
    });
    return starts;
  }

  close(): void {
    this.#client.disconnect();
    this.#monitor.destroy();
  }

  /** The time of Redis. */
  async now(): Promise<number> {
    const [seconds, micros] = await this.#client.time();
    return Number(seconds) * 1_000 + Number(micros) / 1_000;
  }

  /** The starts of the budget with this name, in order. */
  async starts(name: string): Promise<Start[]> {
    const mark = crypto.randomUUID();
    const seen = new Promise<void>((resolve) => this.#marks.set(mark, resolve));
    await this.#client.echo(mark);
    await seen;
    const found = [...this.#starts].find(([key]) => key.includes(`:${name}}`))?.[1] ?? new Map<string, Start>();
    return [...found.values()].sort((a, b) => a.at - b.at);
  }

  /** When they were, in order. With `count`, as soon as there are so many: some may still be on their way back. */
  async times(name: string, count?: number): Promise<number[]> {
    const times = async (): Promise<number[]> => (await this.starts(name)).map(({ at }) => at);
    if (count === undefined) return times();
    return vi.waitFor(async () => {
      const found = await times();
      expect(found).toHaveLength(count);
      return found;
    });
  }

  #saw([command = '', key = '', ...rest]: string[]): void {
    const booked = this.#booked;
    this.#booked = undefined;
    const of = (): Map<string, Start> => {
      const found = this.#starts.get(key) ?? new Map<string, Start>();
      this.#starts.set(key, found);
      return found;
    };
    if (command === 'echo') this.#marks.get(key)?.();
    else if (command === 'zrem' && key.endsWith('arrivals')) of().delete(rest[0] ?? '');
    else if (command === 'zadd' && key.endsWith('slots')) this.#booked = { at: Number(rest[0]), member: rest[1] };
    // A permission books the present moment, and then logs its arrival.
    else if (command === 'zadd' && key.endsWith('arrivals') && booked?.member === rest[1])
      of().set(rest[1] ?? '', { at: booked?.at as number, lateMs: Number(rest[0]) - (booked?.at as number) });
  }
}
