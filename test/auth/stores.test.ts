import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import {
  fileStore,
  LockTimeoutError,
  memoryStore,
  redisStore,
  type TokenSet,
  TokenStoreError,
  tokenStoreContract,
} from '../../src/auth/index.js';
import { describeRedis, freePort } from '../support/redis.js';
import { startWorker } from '../support/worker.js';

const tokens: TokenSet = {
  accessToken: 'access-secret',
  refreshToken: 'refresh-secret',
  expiresAt: 1_900_000_000,
  obtainedAt: 1_800_000_000,
  baseUrl: 'https://acme.kommo.com',
};

async function temporary(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'kommo-store-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function save(store: ReturnType<typeof fileStore>, key: string): Promise<void> {
  const lock = await store.lock(key);
  await lock.save(tokens);
  await lock.release();
}

const lockOf = async (directory: string): Promise<string> => {
  const names = (await readdir(directory)).filter((name) => /\.lock\.\d+$/.test(name));
  expect(names).toHaveLength(1);
  return join(directory, names[0] as string);
};

describe('memory', () => {
  tokenStoreContract(test, () => ({ store: memoryStore() }));
});

describe('file', () => {
  tokenStoreContract(test, async () => {
    const directory = join(await temporary(), 'made', 'by', 'the store');
    return {
      store: fileStore(directory),
      another: () => fileStore(directory),
      expireLock: async (key) => {
        const start = key.replace(/[^\w.-]+/g, '_').slice(0, 80);
        const names = (await readdir(directory)).filter((name) => name.startsWith(start) && /\.lock\.\d+$/.test(name));
        const long = new Date(Date.now() - 60_000);
        await utimes(join(directory, names[0] as string), long, long);
      },
    };
  });

  test('readable for its owner only, and no leftovers beside the lock', async () => {
    const directory = join(await temporary(), 'tokens');
    const store = fileStore(directory);
    for (let i = 0; i < 5; i++) await save(store, 'acme');
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    const names = await readdir(directory);
    expect(names).toHaveLength(2);
    for (const name of names) expect((await stat(join(directory, name))).mode & 0o777).toBe(0o600);
    // A released lock is marked by its time, which needs no space on the disk.
    expect((await stat(await lockOf(directory))).mtimeMs).toBe(0);
    expect(await readFile(await lockOf(directory), 'utf8')).toBe('free');
  });

  test('a file that something else wrote is told without its content', async () => {
    const directory = await temporary();
    const store = fileStore(directory);
    await save(store, 'acme');
    const [name] = (await readdir(directory)).filter((file) => file.endsWith('.json'));
    await writeFile(join(directory, name as string), '{"accessToken":"access-secret');
    const error = await store.load('acme').catch((e: unknown) => e);
    expect(error).toBeInstanceOf(TokenStoreError);
    expect(String(error)).not.toContain('access-secret');
  });

  test('the lock of a process that is gone is taken over within seconds', async () => {
    const directory = await temporary();
    const store = fileStore(directory);
    await save(store, 'acme');
    const gone = spawnSync(process.execPath, ['-e', '']).pid;
    const file = await lockOf(directory);
    await writeFile(file, `${gone} ${hostname()}`);
    await expect(store.lock('acme', { waitMs: 300 })).rejects.toBeInstanceOf(LockTimeoutError);
    const seconds = new Date(Date.now() - 3_000);
    await utimes(file, seconds, seconds);
    await (await store.lock('acme', { waitMs: 1_000 })).release();
  });

  test('a lock with a time in the future is taken over as well: the clock was set back', async () => {
    const directory = await temporary();
    const store = fileStore(directory);
    await save(store, 'acme');
    const file = await lockOf(directory);
    await writeFile(file, `${spawnSync(process.execPath, ['-e', '']).pid} ${hostname()}`);
    const later = new Date(Date.now() + 3_600_000);
    await utimes(file, later, later);
    await (await store.lock('acme', { waitMs: 10_000 })).release();
  });

  test('no link that somebody planted is followed', async () => {
    const directory = await temporary();
    const store = fileStore(directory);
    await save(store, 'acme');
    const victim = join(directory, 'victim');
    await writeFile(victim, 'precious');
    const { mtimeMs } = await stat(victim);
    const file = await lockOf(directory);
    const [base, number] = file.split('.lock.') as [string, string];
    for (let i = 1; i < 4; i++) await symlink(victim, `${base}.lock.${Number(number) + i}.tmp`);
    await symlink(victim, `${base}.lock.${Number(number) + 1}`);
    await save(store, 'acme');
    expect(await readFile(victim, 'utf8')).toBe('precious');
    expect((await stat(victim)).mtimeMs).toBe(mtimeMs);
    expect(await store.load('acme')).toEqual(tokens);
  });

  test('that of a living process, or of another machine, is not', async () => {
    const directory = await temporary();
    const store = fileStore(directory);
    await save(store, 'acme');
    const file = await lockOf(directory);
    for (const holder of [`${process.ppid} ${hostname()}`, '1 another machine']) {
      await writeFile(file, holder);
      const seconds = new Date(Date.now() - 5_000);
      await utimes(file, seconds, seconds);
      await expect(store.lock('acme', { waitMs: 200 })).rejects.toBeInstanceOf(LockTimeoutError);
    }
  });

  test('a holder killed with SIGKILL in the middle of a refresh', async () => {
    const directory = await temporary();
    const holder = startWorker('lock-worker.ts', { directory });
    await holder.line(({ locked }) => locked === true);
    const store = fileStore(directory);
    await expect(store.lock('k', { waitMs: 300 })).rejects.toBeInstanceOf(LockTimeoutError);
    holder.process.kill('SIGKILL');
    await holder.ended;
    await (await store.lock('k', { waitMs: 8_000 })).release();
  });
});

describeRedis('redis', (redis) => {
  const client = (): Redis => {
    const opened = new Redis(redis().url);
    onTestFinished(() => opened.disconnect());
    return opened;
  };

  tokenStoreContract(test, () => {
    const shared = client();
    const store = redisStore({ redis: shared });
    return {
      store,
      another: () => redisStore({ redis: client() }),
      expireLock: async (key) => void (await shared.del(`kommo-sdk:tokens:{${key}}:lock`)),
    };
  });

  test('by address: ioredis is loaded, and the connection is closed', async () => {
    const store = redisStore({ redis: redis().url, prefix: 'own:' });
    await save(store, 'acme');
    expect(await store.load('acme')).toEqual(tokens);
    expect(await client().get('own:{acme}')).toBe(JSON.stringify(tokens));
    await store.close?.();
    expect(await store.load('acme')).toEqual(tokens);
    await store.close?.();
  });

  test('the lock of a dead process runs out, that of a living one does not', async () => {
    // Renewed after 2 s, so that a stall of this process may last as long again.
    const store = redisStore({ redis: redis().url, lockTtlMs: 6_000 });
    onTestFinished(() => store.close?.());
    const living = await store.lock('a');
    await client().set('kommo-sdk:tokens:{b}:lock', 'somebody who died', 'PX', 1_000);
    await (await store.lock('b', { waitMs: 8_000 })).release();
    // Of a lock that is renewed, more is left than before.
    const leftMs = (): Promise<number> => client().pttl('kommo-sdk:tokens:{a}:lock');
    let least = await leftMs();
    await vi.waitFor(async () => {
      const now = await leftMs();
      const before = least;
      least = Math.min(least, now);
      expect(now).toBeGreaterThan(before);
    });
    await expect(store.lock('a', { waitMs: 100 })).rejects.toBeInstanceOf(LockTimeoutError);
    await living.release();
  });

  test('a Redis that is away fails at once, and a process ends though its store is open', async () => {
    const store = redisStore({ redis: `redis://127.0.0.1:${await freePort()}` });
    await expect(store.load('acme')).rejects.toThrow();
    const worker = startWorker('lock-worker.ts', { redis: redis().url, leave: true });
    await worker.line(({ locked }) => locked === true);
    expect(await worker.ended).toBe(0);
  });

  test.each([
    [{}, /^redis must be a client of ioredis/],
    ['localhost:6379', /^redis must be an address/],
  ])('refuses %o', (source, message) => {
    expect(() => redisStore({ redis: source as string })).toThrow(message);
  });
});
