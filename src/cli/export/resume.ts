import { type FileHandle, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { Failure } from '../failure.js';

/** How far an export got. */
export interface ExportState {
  /** What was exported. Only the same export continues. */
  readonly plan: string;
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
  #file: FileHandle | undefined;
  #bytes = 0;
  #hasState = false;

  constructor(path: string, plan: string) {
    this.#path = path;
    this.#plan = plan;
  }

  get #partPath(): string {
    return `${this.#path}.part`;
  }

  get #statePath(): string {
    return `${this.#path}.state.json`;
  }

  /**
   * Opens a file that an earlier run has begun, and returns how far it got. The first `append` creates a new file.
   * @throws Failure if a file has the name already, unless `force` is set
   */
  async open(force: boolean): Promise<ExportState | undefined> {
    const state = force ? undefined : await this.#readState();
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
    return undefined;
  }

  /** Adds text. The text is on the disk before the state says so. */
  async append(text: string, state?: Omit<ExportState, 'plan' | 'bytes'>): Promise<void> {
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
    const next: ExportState = { plan: this.#plan, ...state, bytes: this.#bytes };
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
    if (!this.#file) return;
    await this.#close();
    if (!this.#hasState) await rm(this.#partPath, { force: true });
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

  async #readState(): Promise<ExportState | undefined> {
    const text = await readFile(this.#statePath, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const state = parsed(text);
    if (!state) throw new Failure(`${this.#statePath} is damaged`, `delete it and ${this.#partPath}, or add --force`);
    if (state.plan === this.#plan) return state;
    throw new Failure(
      `another export of ${this.#path} is not finished (${state.plan})`,
      'run that one again, or add --force',
    );
  }
}

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
    return isWhole && typeof state?.plan === 'string' ? (state as ExportState) : undefined;
  } catch {
    return undefined;
  }
}
