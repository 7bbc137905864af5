import type { RequestOptions } from '../transport/options.js';

/** How far an upload is, in bytes. */
export interface UploadProgress {
  readonly sent: number;
  readonly total: number;
}

/** State of an upload, as plain JSON. Anyone who has it can continue the upload: keep it as secret as a token. */
export interface UploadState {
  /** Address of the next part. */
  readonly url: string;
  /** Bytes that the drive has. */
  readonly offset: number;
  readonly size: number;
  readonly partSize: number;
  readonly sessionId: number | undefined;
  /** When the session was opened, in unix seconds. A session ends after 24 hours. */
  readonly openedAt: number;
  /** Shows whether the file has changed since. */
  readonly version?: string | undefined;
}

/** Options of an upload. */
export interface UploadOptions extends RequestOptions {
  /** Name with its extension. Default: the name of the path or `File`. Required for other sources. */
  name?: string | undefined;
  /** MIME type. Default: that of the `Blob`. */
  contentType?: string | undefined;
  /** Number of bytes of a stream. Without it, the stream is read into memory first. */
  size?: number | undefined;
  /** Id of a file in the drive. The upload becomes its new version, which is active immediately. */
  fileUuid?: string | undefined;
  /** Asks the drive to make a preview. Default: the drive decides. */
  withPreview?: boolean | undefined;
  /** Called after each part that the drive has accepted. */
  onProgress?: ((progress: UploadProgress) => void) | undefined;
  /** `state` of an unfinished upload of the same source, to continue it. */
  resume?: UploadState | undefined;
}

/** Options of a single part. */
export interface UploadPartOptions extends RequestOptions {
  /** MIME type of the file. Default: `application/octet-stream`. */
  contentType?: string | undefined;
}
