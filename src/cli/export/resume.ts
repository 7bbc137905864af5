import { type FileHandle, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { Failure } from '../failure.js';

/** How far an export got. */
export interface ExportState {
  /** What was asked for: another export does not go on from it. */
  readonly plan: string;
  /** Last page that is in the file. */
  readonly page: number;
  /** Highest id in the file. */
  readonly lastId: number;
  /** Items and bytes in the file. */
  readonly items: number;
  readonly bytes: number;
}

/** A file that knows how far it got: a run that dies is taken up by the next one with the same arguments. */
export class ResumableFile {
  readonly #path: string;
  readonly #plan: string;
  #file: FileHandle | undefined;
  #bytes = 0;

  constructor(path: string, plan: string) {
    this.#path = path;
    this.#plan = plan;
  }

  get #statePath(): string {
    return `${this.#path}.state.json`;
  }

  /** Opens a file to go on with, and returns where. A new file is made by the first `append`. @throws Failure if it would overwrite something */
  async open(force: boolean): Promise<ExportState | undefined> {
    const state = force ? undefined : await this.#readState();
    const size = await stat(this.#path).then(
      ({ size: bytes }) => bytes,
      () => undefined,
    );
    if (state && size !== undefined && size >= state.bytes) {
      this.#file = await open(this.#path, 'r+');
      // What was written after the state was: half a page.
      await this.#file.truncate(state.bytes);
      this.#bytes = state.bytes;
      return state;
    }
    if (size !== undefined && !force) throw new Failure(`${this.#path} is there already`, '--force overwrites it');
    return undefined;
  }

  /** Adds text, on the disk before the state says so. */
  async append(text: string, state?: Omit<ExportState, 'plan' | 'bytes'>): Promise<void> {
    this.#file ??= await open(this.#path, 'w', 0o600);
    const file = this.#file;
    const { bytesWritten } = await file.write(Buffer.from(text), 0, undefined, this.#bytes);
    this.#bytes += bytesWritten;
    if (!state) return;
    await file.datasync();
    const next: ExportState = { plan: this.#plan, ...state, bytes: this.#bytes };
    await writeFile(`${this.#statePath}.tmp`, JSON.stringify(next), { mode: 0o600 });
    await rename(`${this.#statePath}.tmp`, this.#statePath);
  }

  /** Everything is there. */
  async finish(): Promise<void> {
    this.#file ??= await open(this.#path, 'w', 0o600);
    await this.close();
    await rm(this.#statePath, { force: true });
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  async #readState(): Promise<ExportState | undefined> {
    const text = await readFile(this.#statePath, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    const state = parsed(text);
    if (!state) throw new Failure(`${this.#statePath} is damaged`, 'delete both files, or add --force');
    if (state.plan === this.#plan) return state;
    throw new Failure(
      `${this.#path} was begun by another export (${state.plan})`,
      'run that one again, or add --force',
    );
  }
}

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
