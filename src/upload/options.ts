import type { RequestOptions } from '../transport/options.js';

/** How far an upload is, in bytes. */
export interface UploadProgress {
  readonly sent: number;
  readonly total: number;
}

/** Where an upload stands. Plain JSON. Whoever has its address can go on with the upload: keep it like a token. */
export interface UploadState {
  /** Where the next part goes. */
  readonly url: string;
  /** Bytes that the drive has. */
  readonly offset: number;
  readonly size: number;
  readonly partSize: number;
  readonly sessionId: number | undefined;
  /** When the session was opened, in unix seconds. It lives for 24 hours at most. */
  readonly openedAt: number;
  /** Tells whether a file was changed since. */
  readonly version?: string | undefined;
}

/** Options of an upload. */
export interface UploadOptions extends RequestOptions {
  /** Name with its extension. Default: that of the path or `File`; needed if there is none. */
  name?: string | undefined;
  /** MIME type. Default: that of the `Blob`. */
  contentType?: string | undefined;
  /** Bytes of a stream. One whose size is not told is read into memory first. */
  size?: number | undefined;
  /** A file of the drive: what is uploaded becomes its new version, and the active one at once. */
  fileUuid?: string | undefined;
  withPreview?: boolean | undefined;
  /** Called after each part that the drive has taken. */
  onProgress?: ((progress: UploadProgress) => void) | undefined;
  /** `state` of an upload of the same source that did not end: goes on from there. */
  resume?: UploadState | undefined;
}

/** Options of a single part. */
export interface UploadPartOptions extends RequestOptions {
  /** MIME type of the file. Default: `application/octet-stream`. */
  contentType?: string | undefined;
}
