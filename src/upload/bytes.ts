/** A source that is open for reading. */
export interface Bytes {
  readonly size: number;
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  /** Changes when the file is written to. */
  readonly version?: string | undefined;
  /** Whether bytes can be read again from the start. */
  readonly again: boolean;
  /** `length` bytes from `offset` on. Throws InputError if there are fewer. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Closes what the upload opened. With `forGood` it also closes what the caller passed. */
  close(forGood: boolean): Promise<void>;
}
