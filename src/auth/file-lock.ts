import type { FileHandle } from 'node:fs/promises';
import { isAlive } from '../util/is-alive.js';
import { LockLostError, LockTimeoutError } from './errors.js';
import { type NodeBuiltins, nodeBuiltins } from './node-builtins.js';

const HEARTBEAT_MS = 1_000;
// For a holder on this machine whose process is gone.
const DEAD_AFTER_MS = 2_500;
// For a holder that can't be asked: on another machine, or with a process id that was given out again.
const SILENT_AFTER_MS = 15_000;

/** A lock that is held. */
export interface FileLock {
  /** Throws LockLostError unless the lock is still held. */
  check(): Promise<void>;
  release(): Promise<void>;
}

/** A lock file as a waiting process saw it, and for how long it has not changed. */
interface Sighting {
  readonly number: number;
  readonly mtimeMs: number;
  readonly since: number;
}

/**
 * A lock between processes, made of files `<path>.lock.<n>`. The process that creates the next number holds it. Nobody ever deletes
 * the highest number, so numbers only grow and a holder notices that it was succeeded. A holder touches its file each second. If it
 * stops, and its process is gone, it is succeeded after 2.5 s, in all other cases after 15 s. A released lock has the time 0, which
 * takes no space on a full disk.
 */
export async function lockFile(path: string, key: string, waitMs: number): Promise<FileLock> {
  const node = nodeBuiltins();
  const deadline = performance.now() + waitMs;
  let seen: Sighting | undefined;
  for (;;) {
    const last = await highest(node, path);
    seen = last === 0 ? undefined : await look(node, numbered(path, last), last, seen);
    if (last === 0 || (seen !== undefined && (await isFree(node, numbered(path, last), seen)))) {
      const mine = await claim(node, path, last + 1);
      if (mine) return mine(key);
    }
    if (performance.now() >= deadline) throw new LockTimeoutError(key, waitMs);
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 40));
  }
}

const numbered = (path: string, number: number): string => `${path}.lock.${number}`;

async function numbers({ fs, path: paths }: NodeBuiltins, path: string): Promise<number[]> {
  const start = `${paths.basename(path)}.lock.`;
  const names = await fs.readdir(paths.dirname(path));
  return names
    .filter((name) => name.startsWith(start) && /^\d{1,12}$/.test(name.slice(start.length)))
    .map((name) => Number(name.slice(start.length)));
}

async function highest(node: NodeBuiltins, path: string): Promise<number> {
  return Math.max(0, ...(await numbers(node, path)));
}

/** Looks at a lock file. Undefined if it is gone, so there is a higher one. */
async function look(
  { fs }: NodeBuiltins,
  file: string,
  number: number,
  before: Sighting | undefined,
): Promise<Sighting | undefined> {
  try {
    const stat = await fs.lstat(file);
    // The store writes no links. Whoever planted one holds no lock.
    const mtimeMs = stat.isFile() ? stat.mtimeMs : 0;
    const same = before?.number === number && before.mtimeMs === mtimeMs;
    return { number, mtimeMs, since: same ? before.since : performance.now() };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function isFree({ fs, os }: NodeBuiltins, file: string, { mtimeMs, since }: Sighting): Promise<boolean> {
  // A clock that was set back makes the first negative. What we saw ourselves counts in any case.
  const silentMs = Math.max(Date.now() - mtimeMs, performance.now() - since);
  if (silentMs > SILENT_AFTER_MS) return true;
  if (silentMs <= DEAD_AFTER_MS) return false;
  const text = await fs.readFile(file, 'utf8').catch(() => '');
  const [pid, ...host] = text.split(' ');
  return host.join(' ') === os.hostname() && !isAlive(Number(pid));
}

async function claim(
  node: NodeBuiltins,
  path: string,
  number: number,
): Promise<((key: string) => FileLock) | undefined> {
  const { fs, os } = node;
  const file = numbered(path, number);
  let handle: FileHandle;
  try {
    // 'wx' follows no link that somebody else planted there.
    handle = await fs.open(file, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined;
    throw error;
  }
  try {
    await handle.writeFile(`${process.pid} ${os.hostname()}`);
  } catch (error) {
    // An empty lock on a full disk would keep everybody waiting.
    await fs.rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  // Another process may have come and gone since the numbers were read. Then this one was created behind it.
  if ((await highest(node, path)) !== number) {
    await fs.rm(file, { force: true });
    return undefined;
  }
  for (const old of await numbers(node, path)) if (old < number) await fs.rm(numbered(path, old), { force: true });
  return (key) => held(node, path, number, key);
}

function held(node: NodeBuiltins, path: string, number: number, key: string): FileLock {
  const { fs } = node;
  const file = numbered(path, number);
  let beat: Promise<void> = Promise.resolve();
  const heartbeat = setInterval(() => {
    beat = fs.lutimes(file, new Date(), new Date()).catch(() => {});
  }, HEARTBEAT_MS);
  heartbeat.unref();
  let released = false;
  return {
    async check() {
      if (released || (await highest(node, path)) !== number) throw new LockLostError(key);
    },
    async release() {
      if (released) return;
      released = true;
      clearInterval(heartbeat);
      await beat;
      await markFree(node, file).catch(() => {});
      await fs.lutimes(file, 0, 0).catch((error: unknown) => {
        // A successor has removed it.
        if (codeOf(error) !== 'ENOENT') throw error;
      });
    },
  };
}

/** For a person who looks into the folder. The time of the file is what counts, since a full disk may refuse this. */
async function markFree({ fs }: NodeBuiltins, file: string): Promise<void> {
  const { O_WRONLY, O_TRUNC, O_NOFOLLOW = 0 } = fs.constants;
  const handle = await fs.open(file, O_WRONLY | O_TRUNC | O_NOFOLLOW);
  try {
    await handle.writeFile('free');
  } finally {
    await handle.close();
  }
}

/** Code of a system error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
