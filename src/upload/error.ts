import { KommoError } from '../errors.js';
import type { components } from '../generated/files-schema.js';

/** The drive's answers do not add up: it has something else than was sent. */
export class UploadError extends KommoError {
  static override readonly kind: string = 'UploadError';
  override name = 'UploadError';
  /** What the drive made, where it made a file. */
  declare readonly file: components['schemas']['DriveFile'] | undefined;

  constructor(problem: string, file?: components['schemas']['DriveFile']) {
    super(`The upload failed: ${problem}`);
    Object.defineProperty(this, 'file', { value: file, enumerable: false });
  }
}
