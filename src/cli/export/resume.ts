import { type FileHandle, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { isAlive } from '../../util/is-alive.js';
import { Failure } from '../failure.js';

/** How far an export got. */
export interface ExportState {
  /** What was exported. Only the same export continues. */
  readonly plan: string;
  /** The first line of the file. */
  readonly header: string;
  /** Last page that is in the file. */
  readonly page: number;
  /** Highest id in the file. */
  readonly lastId: number;
  /** Items and bytes in the file. */
  readonly items: number;
  readonly bytes: number;
}

/**
 * A file that gets its name only when it is whole. Until then it is called `<file>.part`, and `<file>.state.json` says how far it got, so
 * that the next run with the same arguments continues it.
 */
export class ResumableFile {
  readonly #path: string;
  readonly #plan: string;
  readonly #header: string;
  #file: FileHandle | undefined;
  #bytes = 0;
  #hasState = false;
  #isLocked = false;

  constructor(path: string, plan: string, header: string) {
    this.#path = path;
    this.#plan = plan;
    this.#header = header;
  }

  get #partPath(): string {
    return `${this.#path}.part`;
  }

  get #lockPath(): string {
    return `${this.#path}.lock`;
  }

  get #statePath(): string {
    return `${this.#path}.state.json`;
  }

  /**
   * Opens a file that an earlier run has begun, and returns how far it got. The first `append` creates a new file.
   * @throws Failure if another run writes the file, or if one of its files is there and is not ours, unless `force` is set
   */
  async open(force: boolean): Promise<ExportState | undefined> {
    const wasKilled = await this.#lock();
    const state = await this.#readState(force);
    const size = await sizeOf(this.#partPath);
    if (state && size !== undefined && size >= state.bytes) {
      this.#file = await open(this.#partPath, 'r+');
      // What was written after the state was: half a page.
      await this.#file.truncate(state.bytes);
      this.#bytes = state.bytes;
      this.#hasState = true;
      return state;
    }
    if (!force && (await sizeOf(this.#path)) !== undefined)
      throw new Failure(`${this.#path} is there already`, '--force overwrites it');
    // A run that was killed on its first page leaves its lock too.
    if (!force && size !== undefined && !state && !wasKilled)
      throw new Failure(`${this.#partPath} is there, and no export says that it began it`, '--force overwrites it');
    return undefined;
  }

  /** Adds text. The text is on the disk before the state says so. */
  async append(text: string, state?: Omit<ExportState, 'plan' | 'header' | 'bytes'>): Promise<void> {
    const file = await this.#opened();
    const bytes = Buffer.from(text);
    // A disk that is nearly full accepts a part of it.
    for (let from = 0; from < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, from, bytes.length - from, this.#bytes);
      from += bytesWritten;
      this.#bytes += bytesWritten;
    }
    if (!state) return;
    await file.datasync();
    const next: ExportState = { plan: this.#plan, header: this.#header, ...state, bytes: this.#bytes };
    await writeFile(`${this.#statePath}.tmp`, JSON.stringify(next), { mode: 0o600 });
    await rename(`${this.#statePath}.tmp`, this.#statePath);
    this.#hasState = true;
  }

  /** Gives the file its name. Call it when everything is in the file. */
  async finish(): Promise<void> {
    await this.#opened();
    await this.#close();
    await rename(this.#partPath, this.#path);
    await rm(this.#statePath, { force: true });
  }

  /** Closes the file. A file that is not whole and that no run can continue is removed. */
  async close(): Promise<void> {
    if (this.#file) {
      await this.#close();
      if (!this.#hasState) await rm(this.#partPath, { force: true });
    }
    if (!this.#isLocked) return;
    this.#isLocked = false;
    locked.delete(this.#lockPath);
    await rm(this.#lockPath, { force: true });
  }

  /** Takes the file for this run. Returns whether the run before was killed. */
  async #lock(): Promise<boolean> {
    let wasKilled = false;
    for (;;) {
      try {
        await writeFile(this.#lockPath, String(process.pid), { flag: 'wx', mode: 0o600 });
        this.#isLocked = true;
        locked.add(this.#lockPath);
        return wasKilled;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const text = await readFile(this.#lockPath, 'utf8').catch(() => undefined);
      if (text === undefined) continue;
      const pid = Number(text);
      // A container gives each start the same process id.
      if (pid === process.pid ? locked.has(this.#lockPath) : !(pid > 0) || isAlive(pid)) {
        throw new Failure(
          `another run writes ${this.#path}${pid > 0 ? ` (process ${pid})` : ''}`,
          `wait until it ends, or delete ${this.#lockPath} if none runs`,
        );
      }
      wasKilled = true;
      await this.#removeLock(text);
    }
  }

  /** Removes the lock of a dead run. Runs do it one after the other, or one could remove the lock that another has just taken. */
  async #removeLock(dead: string): Promise<void> {
    const removing = `${this.#lockPath}.old`;
    try {
      await writeFile(removing, '', { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      throw new Failure(`another run writes ${this.#path}`, `wait until it ends, or delete ${removing} if none runs`);
    }
    try {
      if ((await readFile(this.#lockPath, 'utf8').catch(() => undefined)) === dead) await rm(this.#lockPath);
    } finally {
      await rm(removing, { force: true });
    }
  }

  async #opened(): Promise<FileHandle> {
    if (this.#file) return this.#file;
    // A state of an earlier export does not belong to this file.
    await rm(this.#statePath, { force: true });
    this.#file = await open(this.#partPath, 'w', 0o600);
    return this.#file;
  }

  async #close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  async #readState(force: boolean): Promise<ExportState | undefined> {
    const text = await readFile(this.#statePath, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const state = parsed(text);
    // It may be a file of the user, so `--force` does not delete it.
    if (!state) throw new Failure(`${this.#statePath} is not the state of an export`, 'delete it, or move it away');
    if (force) return undefined;
    if (state.plan === this.#plan && state.header === this.#header) return state;
    if (state.plan === this.#plan) {
      throw new Failure(
        `the columns are not those of the export that ${this.#partPath} began: a field was added, renamed or deleted, or --bom differs`,
        '--force starts again',
      );
    }
    throw new Failure(
      `another export of ${this.#path} is not finished (${state.plan})`,
      'run that one again, or add --force',
    );
  }
}

/** The locks that this process holds. */
const locked = new Set<string>();

const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ size }) => size,
    () => undefined,
  );

function parsed(text: string): ExportState | undefined {
  try {
    const state = JSON.parse(text) as Partial<ExportState> | null;
    const { page, lastId, items, bytes } = state ?? {};
    const isWhole = [page, lastId, items, bytes].every((figure) => Number.isSafeInteger(figure) && Number(figure) >= 0);
    return isWhole && typeof state?.plan === 'string' && typeof state.header === 'string'
      ? (state as ExportState)
      : undefined;
  } catch {
    return undefined;
  }
}
