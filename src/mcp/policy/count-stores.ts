import { lockFile } from '../../auth/file-lock.js';
import { nodeBuiltins } from '../../auth/node-builtins.js';
import { checkClient, type RedisClient } from '../../limit/redis/redis-client.js';
import type { CountStore } from './counts.js';

const LOCK_WAIT_MS = 10_000;
const TRIES = 100;
/** The longest window of a limit. */
const WEEK_SECONDS = 604_800;

/**
 * Keeps the counts of limits in a file of this machine. Processes that name the same file share the counts, under a lock.
 * @param path - The file; it and its folder are made when they are first needed, for the owner only
 */
export function fileCounts(path: string): CountStore {
  return {
    async update(change) {
      const { fs, path: paths } = nodeBuiltins();
      await fs.mkdir(paths.dirname(path), { recursive: true, mode: 0o700 });
      const lock = await lockFile(path, path, LOCK_WAIT_MS);
      try {
        const text = await fs.readFile(path, 'utf8').catch((error: { code?: string }) => {
          if (error.code === 'ENOENT') return undefined;
          throw error;
        });
        const next = change(text);
        if (next === undefined) return;
        const draft = `${path}.${crypto.randomUUID()}`;
        try {
          await fs.writeFile(draft, next, { mode: 0o600, flag: 'wx' });
          await lock.check();
          await fs.rename(draft, path);
        } catch (error) {
          await fs.rm(draft, { force: true });
          throw error;
        }
      } finally {
        await lock.release();
      }
    },
  };
}

// Stores only if nobody else has stored meanwhile.
const SWAP = `
if (redis.call('get', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1`;

/**
 * Keeps the counts of limits in Redis, for processes on many machines.
 * @param client - A client of ioredis, which you close yourself
 * @param key - Default `kommo-sdk:mcp:counts`
 * @throws InputError if it is not a client of ioredis
 */
export function redisCounts(client: RedisClient, key = 'kommo-sdk:mcp:counts'): CountStore {
  checkClient(client);
  return {
    async update(change) {
      for (let i = 0; i < TRIES; i += 1) {
        const text = await client.get(key);
        const next = change(text ?? undefined);
        if (next === undefined || (await client.eval(SWAP, 1, key, text ?? '', next, WEEK_SECONDS)) === 1) return;
      }
      throw new Error('The counts of limits could not be stored in Redis: other processes were always faster.');
    },
  };
}
