import type { FileHandle } from 'node:fs/promises';
import { LockLostError, LockTimeoutError } from './errors.js';
import { type NodeBuiltins, nodeBuiltins } from './node-builtins.js';

const HEARTBEAT_MS = 1_000;
// Of a holder on this machine that is no more.
const DEAD_AFTER_MS = 2_500;
// Of a holder that can't be asked: on another machine, or of a process id that was given out again.
const SILENT_AFTER_MS = 15_000;

/** A lock that is held. */
export interface FileLock {
  /** Throws LockLostError unless the lock is still held. */
  check(): Promise<void>;
  release(): Promise<void>;
}

/**
 * A lock between processes, of files `<path>.lock.<n>`. Whoever creates the next number has it; nobody ever deletes the highest
 * one, so numbers only grow and a holder can tell that he was succeeded. A holder touches his file each second; one that stopped,
 * and whose process is gone, is succeeded after 2.5 s, any other after 15 s.
 */
export async function lockFile(path: string, key: string, waitMs: number): Promise<FileLock> {
  const node = await nodeBuiltins();
  const deadline = Date.now() + waitMs;
  for (;;) {
    const last = await highest(node, path);
    if (last === 0 || (await isFree(node, numbered(path, last)))) {
      const mine = await claim(node, path, last + 1);
      if (mine) return mine(key);
    }
    if (Date.now() >= deadline) throw new LockTimeoutError(key, waitMs);
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 40));
  }
}

const numbered = (path: string, number: number): string => `${path}.lock.${number}`;

async function numbers({ fs, path: paths }: NodeBuiltins, path: string): Promise<number[]> {
  const start = `${paths.basename(path)}.lock.`;
  const names = await fs.readdir(paths.dirname(path));
  return names.filter((name) => name.startsWith(start)).map((name) => Number(name.slice(start.length)));
}

async function highest(node: NodeBuiltins, path: string): Promise<number> {
  return Math.max(0, ...(await numbers(node, path)).filter(Number.isSafeInteger));
}

async function isFree({ fs, os }: NodeBuiltins, file: string): Promise<boolean> {
  try {
    const { mtimeMs } = await fs.stat(file);
    const text = await fs.readFile(file, 'utf8');
    if (text === 'free') return true;
    const silentMs = Date.now() - mtimeMs;
    if (silentMs > SILENT_AFTER_MS) return true;
    const [pid, ...host] = text.split(' ');
    return silentMs > DEAD_AFTER_MS && host.join(' ') === os.hostname() && !isAlive(Number(pid));
  } catch (error) {
    // Gone meanwhile, so there is a higher one.
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
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
    handle = await fs.open(file, 'wx', 0o600);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined;
    throw error;
  }
  await handle.writeFile(`${process.pid} ${os.hostname()}`);
  await handle.close();
  // Somebody may have come and gone since the numbers were read; then this one was created behind him.
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
  const heartbeat = setInterval(() => void fs.utimes(file, new Date(), new Date()).catch(() => {}), HEARTBEAT_MS);
  heartbeat.unref();
  let released = false;
  const isMine = async (): Promise<boolean> => !released && (await highest(node, path)) === number;
  return {
    async check() {
      if (!(await isMine())) throw new LockLostError(key);
    },
    async release() {
      clearInterval(heartbeat);
      if (await isMine()) {
        released = true;
        await fs.writeFile(`${file}.tmp`, 'free', { mode: 0o600 });
        await fs.rename(`${file}.tmp`, file);
      }
    },
  };
}

/** Code of a system error. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
