import { isAlive } from '../../util/is-alive.js';
import { MirrorError } from '../errors.js';

/** An exclusive lock of a folder. */
export interface FolderLock {
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Start of the process, if the system reports it. Systems reuse process ids. */
  readonly started: string | undefined;
  readonly since: string;
}

const RETRY_MS = 100;

/**
 * Locks a folder for this process, because PGlite lets two processes write to one folder.
 * The lock is a file `<folder>.lock.<n>` beside the folder. The process that creates the next number has the lock. No process deletes
 * the highest number. So if two processes find a dead holder, only one of them gets the lock.
 * @throws MirrorError with the code `locked` if another process has the lock for longer than `waitMs`
 */
export async function lockFolder(folder: string, waitMs: number): Promise<FolderLock> {
  const [fs, path, os] = await Promise.all([import('node:fs/promises'), import('node:path'), import('node:os')]);
  const base = `${path.basename(folder)}.lock.`;
  const file = (number: number): string => path.join(path.dirname(folder), base + number);
  const numbers = async (): Promise<number[]> =>
    (await fs.readdir(path.dirname(folder)))
      .filter((name) => name.startsWith(base))
      .map((name) => Number(name.slice(base.length)))
      .filter(Number.isSafeInteger);
  const startOf = async (pid: number): Promise<string | undefined> => {
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    // The name of the program, in brackets, can contain spaces.
    return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  };
  const holderOf = async (number: number): Promise<Holder | 'free' | 'gone' | undefined> => {
    const text = await fs.readFile(file(number), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return 'gone';
      throw error;
    });
    if (text === 'free' || text === 'gone') return text;
    try {
      return JSON.parse(text) as Holder;
    } catch {
      // The holder is writing the file, or it died before the end.
      const { mtimeMs } = await fs.stat(file(number)).catch(() => ({ mtimeMs: Date.now() }));
      return Date.now() - mtimeMs > 5_000 ? 'free' : undefined;
    }
  };
  const runs = async (holder: Holder): Promise<boolean> => {
    if (holder.host !== os.hostname()) return true;
    if (!isAlive(holder.pid)) return false;
    const started = await startOf(holder.pid);
    return !started || !holder.started || started === holder.started;
  };
  const deadline = performance.now() + waitMs;
  for (;;) {
    const last = Math.max(0, ...(await numbers()));
    const holder = last === 0 ? 'free' : await holderOf(last);
    const free = holder === 'free' || (typeof holder === 'object' && !(await runs(holder)));
    if (free && (await claim(last + 1))) {
      const mine = last + 1;
      for (const old of await numbers()) if (old < mine) await fs.rm(file(old), { force: true });
      return { release: () => fs.writeFile(file(mine), 'free').catch(() => {}) };
    }
    if (!free && performance.now() >= deadline) throw heldBy(typeof holder === 'object' ? holder : undefined, last);
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }

  async function claim(number: number): Promise<boolean> {
    const text = JSON.stringify({
      pid: process.pid,
      host: os.hostname(),
      started: await startOf(process.pid),
      since: new Date().toISOString(),
    } satisfies Holder);
    try {
      await fs.writeFile(file(number), text, { flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
    // Another process may have taken and released the lock since the numbers were read.
    if (Math.max(...(await numbers())) === number) return true;
    await fs.rm(file(number), { force: true });
    return false;
  }

  function heldBy(holder: Holder | undefined, number: number): MirrorError {
    const who = holder ? `process ${holder.pid} on ${holder.host} since ${holder.since}` : 'another process';
    const elsewhere = holder && holder.host !== os.hostname() ? `, or delete ${file(number)} if it no longer runs` : '';
    return new MirrorError('locked', `The folder ${folder} is open in ${who}. Wait until it ends${elsewhere}.`);
  }
}
