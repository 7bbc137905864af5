import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer as createTlsServer } from 'node:tls';
import { inspect } from 'node:util';
import { Cluster, Redis } from 'ioredis';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createRateLimiter, InputError, RateLimiterUnavailableError } from '../../src/index.js';
import { maxInWindow } from '../support/http-server.js';
import { describeRedis, freePort, startRedis } from '../support/redis.js';

const scaled = { limit: 7, intervalMs: 300, guardMs: 30 };
let unique = 0;

const opened: { close?(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((limiter) => limiter.close?.()));
});

type Options = Exclude<Parameters<typeof createRateLimiter>[0], undefined>;

function limiter(options: Options) {
  const made = createRateLimiter({ ...scaled, ...options });
  opened.push(made);
  return made;
}

/** Limiters as several processes have them. */
const processes = (count: number, url: string, more: object = {}) => {
  const name = `faults-${++unique}`;
  return Array.from({ length: count }, () => limiter({ redis: url, name, ...more }));
};

const admin = (url: string): Redis => {
  const client = new Redis(url);
  client.on('error', () => {});
  onTestFinished(() => client.disconnect());
  return client;
};

describeRedis('faults that fail no call while Redis answers', (redis, recorded) => {
  async function busy(fault: (client: Redis) => Promise<unknown>): Promise<void> {
    const all = processes(4, redis().url);
    let count = 0;
    const calls = all.flatMap((one) => Array.from({ length: 12 }, () => one.run(async () => void count++)));
    const client = admin(redis().url);
    let isOver = false;
    const trouble = (async () => {
      while (!isOver) await sleep(600).then(() => fault(client));
    })();
    try {
      await Promise.all(calls);
    } finally {
      isOver = true;
      await trouble;
    }
    expect(count).toBe(48);
    const starts = await recorded().times(`faults-${unique}`, 48);
    expect(maxInWindow(starts, scaled.intervalMs)).toBeLessThanOrEqual(7);
  }

  test('every connection is cut, again and again', () =>
    busy(async (client) => {
      const clients = String(await client.client('LIST'))
        .trim()
        .split('\n');
      // All but this one and the one that records.
      const others = clients.filter((line) => !/ flags=O| cmd=client/.test(line));
      for (const line of others) await client.call('CLIENT', 'KILL', 'ID', /\bid=(\d+)/.exec(line)?.[1] as string);
    }));

  test('SCRIPT FLUSH', () => busy((client) => client.call('SCRIPT', 'FLUSH')));

  test('a Redis that is busy for a while', () =>
    busy((client) => client.eval("local n = redis.call('incr', 'x') for i = 1, 2000000 do n = n + i end return n", 0)));
});

describeRedis('what processes share', (redis, recorded) => {
  test('resume() in one process ends the pause of the others', async () => {
    const [a, b] = processes(2, redis().url);
    await Promise.all([a?.run(async () => {}), b?.run(async () => {})]);
    a?.pause(999_999_999_000);
    await expect.poll(() => b?.run(async () => {}, { maxPauseMs: 1_000 }).then(String, String)).toMatch(/PausedError/);
    const client = admin(redis().url);
    const [key] = await client.keys(`*faults-${unique}*pause`);
    const leftMs = await client.pttl(key as string);
    expect(leftMs).toBeGreaterThan(3_500_000);
    expect(leftMs).toBeLessThanOrEqual(3_600_000);
    const waiting = b?.run(async () => 'ran');
    a?.resume();
    expect(await waiting).toBe('ran');
    expect(b?.stats().pausedForMs).toBe(0);
  });

  test('10,000 low calls of 3 processes do not delay a high one of another by more than an interval', async () => {
    const [own, ...others] = processes(4, redis().url);
    const controller = new AbortController();
    const options = { priority: 'low', signal: controller.signal } as const;
    let count = 0;
    const low = others.flatMap((one) =>
      Array.from({ length: 3_333 }, () => one.run(async () => void count++, options).catch(() => {})),
    );
    onTestFinished(() => controller.abort());
    await vi.waitFor(() => expect(count).toBeGreaterThan(7));
    for (let i = 0; i < 3; i++) {
      const before = count;
      await own?.run(async () => {}, { priority: 'high' });
      // The rest of a burst, and the next one.
      expect(count - before).toBeLessThanOrEqual(13);
    }
    controller.abort();
    await Promise.all(low);
  });

  test('low calls get few turns while another process is busy with high ones, and some', async () => {
    const [first, second] = processes(2, redis().url);
    const order: string[] = [];
    const calls = (one: typeof first, priority: 'high' | 'low', count: number) =>
      Promise.all(Array.from({ length: count }, () => one?.run(async () => order.push(priority), { priority })));
    await calls(first, 'low', 1);
    const controller = new AbortController();
    const low = Array.from({ length: 40 }, () =>
      second?.run(async () => order.push('low'), { priority: 'low', signal: controller.signal }).catch(() => {}),
    );
    onTestFinished(() => controller.abort());
    await vi.waitFor(() => expect(order.length).toBeGreaterThan(1));
    await calls(first, 'high', 48);
    const between = order.slice(order.indexOf('high'), order.lastIndexOf('high'));
    const passed = between.filter((priority) => priority === 'low').length;
    expect(passed).toBeGreaterThanOrEqual(3);
    // 38 and more if both took turns.
    expect(passed).toBeLessThanOrEqual(24);
    controller.abort();
    await Promise.all(low);
  });

  test('a process that has booked and is gone costs its slots, and no more', async () => {
    const [dead, live] = processes(2, redis().url);
    await Promise.all(Array.from({ length: 7 }, () => dead?.run(async () => {})));
    // Books two slots and never comes for them.
    const controller = new AbortController();
    const gone = [1, 2].map(() => dead?.run(async () => {}, { signal: controller.signal }).catch(() => {}));
    const client = admin(redis().url);
    const slots = `{kommo-sdk:limit:faults-${unique}}:slots`;
    await vi.waitFor(async () => expect(await client.zcard(slots)).toBe(9));
    const calls = Array.from({ length: 20 }, () => live?.run(async () => {}));
    controller.abort();
    await Promise.all([...gone, ...calls]);
    const starts = await recorded().times(`faults-${unique}`, 27);
    expect(maxInWindow(starts, scaled.intervalMs)).toBeLessThanOrEqual(7);
  });

  test('a clock of Redis that was set back stops nobody', async () => {
    const [one] = processes(1, redis().url);
    await one?.run(async () => {});
    const client = admin(redis().url);
    const [key] = await client.keys(`*faults-${unique}*arrivals`);
    const later = Date.now() + 3_600_000;
    await client.zadd(key as string, ...Array.from({ length: 7 }, (_, i) => [later, `0:x:${i}`]).flat());
    await one?.run(async () => {});
    expect(Number((await client.zrange(key as string, -1, -1, 'WITHSCORES'))[1])).toBeLessThan(later);
  });

  test('an idle limiter leaves nothing in Redis', async () => {
    const [one] = processes(1, redis().url);
    await one?.run(async () => {});
    const client = admin(redis().url);
    await expect.poll(() => client.keys(`*faults-${unique}*`)).toEqual([]);
  });
});

describeRedis('why Redis is unavailable', () => {
  const reason = async (redis: string | Redis, redisTimeoutMs = 700): Promise<RateLimiterUnavailableError> => {
    const error = await limiter({ redis: redis as string, redisTimeoutMs })
      .run(async () => {})
      .then(String, (reason: unknown) => reason);
    expect(error).toBeInstanceOf(RateLimiterUnavailableError);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toMatch(/hunter2|admin-of-redis/);
    return error as RateLimiterUnavailableError;
  };

  test('a wrong password, a missing one', async () => {
    const locked = await startRedis(undefined, '--requirepass', 'sesame');
    onTestFinished(() => locked.kill());
    const wrong = await reason(`redis://admin-of-redis:hunter2@127.0.0.1:${locked.port}`);
    expect(wrong.message).toMatch(/It refused the user name or the password \(WRONGPASS\)\./);
    expect((await reason(locked.url)).message).toMatch(/It needs a password \(NOAUTH\)\./);
  });

  test('nothing listens there', async () => {
    const { message } = await reason(`redis://:hunter2@127.0.0.1:${await freePort()}`);
    expect(message).toMatch(
      /unavailable\. Nothing listens at its address \(ECONNREFUSED\)\. Start Redis, or correct the address\.$/,
    );
  });

  test('an unknown host', async () => {
    // A busy machine looks a name up slowly.
    const { message } = await reason('redis://:hunter2@no-such-host.invalid:6379', 4_000);
    expect(message).toMatch(/Its host name was not found \((ENOTFOUND|EAI_AGAIN)\)\./);
  });

  test('a server that accepts connections and says nothing, or hangs up', async () => {
    for (const [listener, message] of [
      [() => {}, /It did not answer within 700 ms \(ETIMEDOUT\)\./],
      [(socket: { destroy(): void }) => socket.destroy(), /It closed the connection \(E(CONNRESET|PIPE)\)\./],
    ] as const) {
      const server = createServer(listener);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void server.close());
      const { port } = server.address() as { port: number };
      expect((await reason(`redis://:hunter2@127.0.0.1:${port}`)).message).toMatch(message);
    }
  });

  test('TLS: a certificate that is not trusted is an error, and not the end of the process', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kommo-tls-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
    execFileSync('openssl', [...made, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, () => {});
    server.on('tlsClientError', () => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as { port: number };
    const url = `rediss://:hunter2@127.0.0.1:${port}`;
    expect((await reason(url)).message).toMatch(/Its certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)\./);
    const client = new Redis(url, { lazyConnect: true });
    expect((await reason(client)).message).toMatch(/Its certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)\./);
  });

  test('a server without TLS behind a rediss:// address', async () => {
    const plain = await startRedis();
    onTestFinished(() => plain.kill());
    expect((await reason(`rediss://127.0.0.1:${plain.port}`)).message).toMatch(
      /Check its address, and whether its port speaks TLS\.$/,
    );
  });

  test('a replica that accepts no writes', async () => {
    const replica = await startRedis(undefined, '--replicaof', '127.0.0.1 1');
    onTestFinished(() => replica.kill());
    expect((await reason(replica.url)).message).toMatch(/READONLY: this Redis is a read-only replica\.$/);
  });
});

describe('a Cluster client', () => {
  test('is refused when the limiter is made', () => {
    const cluster = new Cluster([{ host: '127.0.0.1', port: 1 }], { lazyConnect: true });
    onTestFinished(() => cluster.disconnect());
    const make = (): unknown => createRateLimiter({ redis: cluster as never });
    expect(make).toThrow(InputError);
    expect(make).toThrow(/^redis must not be a Cluster client/);
  });
});
