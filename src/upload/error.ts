import { KommoError } from '../errors.js';
import type { components } from '../generated/files-schema.js';

/** The drive stored something other than what was sent, or its answer has no next step. */
export class UploadError extends KommoError {
  static override readonly kind: string = 'UploadError';
  override name = 'UploadError';
  /** The file in the drive, if the drive made one. */
  declare readonly file: components['schemas']['DriveFile'] | undefined;

  constructor(problem: string, file?: components['schemas']['DriveFile']) {
    super(`The upload failed. ${problem}.`);
    Object.defineProperty(this, 'file', { value: file, enumerable: false });
  }
}
