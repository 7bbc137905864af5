import type { components } from '../generated/files-schema.js';
import type { RequestOptions } from '../transport/options.js';
import type { UploadOptions, UploadState } from './options.js';
import type { UploadRun, UploadTarget } from './run.js';
import type { UploadSource } from './source.js';

type DriveFile = components['schemas']['DriveFile'];

/**
 * A running upload. `await` it for the file. After a failure `resume()` continues it, and `state` lets another
 * process do so.
 */
export class FileUpload implements Promise<DriveFile> {
  readonly [Symbol.toStringTag] = 'FileUpload';
  readonly #run: Promise<UploadRun>;
  readonly #options: UploadOptions;
  #state: UploadState | undefined;
  #isOver = false;
  #file: Promise<DriveFile>;

  /** @internal */
  constructor(source: UploadSource, options: UploadOptions, target: UploadTarget) {
    this.#options = options;
    this.#state = options.resume;
    const save = (state: UploadState | undefined): void => {
      this.#state = state;
    };
    // Loaded when first needed, so that it costs nothing without uploads.
    this.#run = import('./run.js').then((module) => new module.UploadRun(source, options, target, save));
    this.#file = this.#start(options);
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise.
  then<R = DriveFile, E = never>(
    onfulfilled?: ((file: DriveFile) => R | PromiseLike<R>) | null,
    onrejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E> {
    return this.#file.then(onfulfilled, onrejected);
  }

  catch<E = never>(onrejected?: ((reason: unknown) => E | PromiseLike<E>) | null): Promise<DriveFile | E> {
    return this.#file.catch(onrejected);
  }

  finally(onfinally?: (() => void) | null): Promise<DriveFile> {
    return this.#file.finally(onfinally);
  }

  /** State of the upload while its session is open, else undefined. Pass it as `resume` to continue in another upload. */
  get state(): UploadState | undefined {
    return this.#state;
  }

  /**
   * Goes on after a failure, from the part that failed. Options stand in for those of the upload: a new `signal`, say. Of an upload that is
   * under way or done it changes nothing.
   */
  resume(options: RequestOptions = {}): this {
    if (!this.#isOver) return this;
    this.#file = this.#file.catch(() => this.#start({ ...this.#options, ...options }));
    this.#isOver = false;
    return this;
  }

  async #start(options: UploadOptions): Promise<DriveFile> {
    try {
      return await (await this.#run).start(options);
    } finally {
      this.#isOver = true;
    }
  }
}
