import { InputError } from '../errors.js';
import { abortable } from '../util/abort.js';
import type { Bytes } from './bytes.js';
import { nodeFile } from './node-file.js';

/** What can be uploaded. */
export type UploadSource =
  | string
  | URL
  | Blob
  | Uint8Array
  | ArrayBuffer
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

/** Maximum bytes of a stream of unknown size, which is read into memory. It is Kommo's limit for a file. */
const MAX_BUFFERED = 314_572_800;

/** Opens a source. `size` is the size of a stream. A stream without it is read into memory first. Throws InputError. */
export async function openSource(
  source: UploadSource,
  size: number | undefined,
  signal: AbortSignal | undefined,
): Promise<Bytes> {
  if (typeof source === 'string' || source instanceof URL) return nodeFile(source);
  if (source instanceof Blob) return ofBlob(source);
  if (source instanceof Uint8Array) return ofBytes(source);
  if (source instanceof ArrayBuffer) return ofBytes(new Uint8Array(source));
  const chunks = chunksOf(source);
  if (size === undefined) return ofBytes(await collect(chunks, signal));
  if (!Number.isSafeInteger(size) || size < 0)
    throw new InputError('size', `must be a count of bytes, 0 or more, got ${size}`);
  return new Sequential(chunks, size);
}

const ofBlob = (blob: Blob): Bytes => ({
  size: blob.size,
  name: (blob as Blob & { name?: string }).name || undefined,
  type: blob.type || undefined,
  again: true,
  read: async (offset, length) => new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  close: async () => {},
});

const ofBytes = (bytes: Uint8Array): Bytes => ({
  size: bytes.byteLength,
  again: true,
  read: async (offset, length) => bytes.subarray(offset, offset + length),
  close: async () => {},
});

interface Chunks {
  next(): Promise<IteratorResult<unknown, unknown>>;
  cancel(): unknown;
}

function chunksOf(source: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>): Chunks {
  const holder = source as Partial<AsyncIterable<unknown>> &
    Partial<ReadableStream<unknown>> & { destroy?: (() => unknown) | undefined };
  // Iterators come second, because `return` of an iterator waits for its pending `next`.
  const reader = holder?.getReader?.();
  if (reader) return { next: () => reader.read() as ReturnType<Chunks['next']>, cancel: () => reader.cancel() };
  const iterator = holder?.[Symbol.asyncIterator]?.();
  if (!iterator)
    throw new InputError('source', 'must be a path, a Blob, bytes, or a stream or async iterable of bytes');
  // Streams of Node have `destroy` too.
  const cancel = (): unknown => (holder.destroy ? holder.destroy() : iterator.return?.());
  return { next: () => iterator.next(), cancel };
}

async function collect(chunks: Chunks, signal: AbortSignal | undefined): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const chunk = await abortable(nextChunk(chunks), signal);
      if (!chunk) return concat(parts, size);
      parts.push(chunk);
      size += chunk.byteLength;
      if (size > MAX_BUFFERED)
        throw new InputError(
          'source',
          `is a stream of more than ${MAX_BUFFERED} bytes, the maximum that Kommo accepts`,
        );
    }
  } catch (error) {
    // Not awaited: a stream that returns nothing more would not close either.
    letGo(chunks);
    throw error;
  }
}

function letGo(chunks: Chunks): void {
  Promise.resolve(chunks.cancel()).catch(() => {});
}

async function nextChunk(chunks: Chunks): Promise<Uint8Array | undefined> {
  for (;;) {
    const { done, value } = await chunks.next();
    if (done) return undefined;
    if (!(value instanceof Uint8Array)) throw new InputError('source', `must contain bytes, got a ${typeof value}`);
    if (value.byteLength > 0) return value;
  }
}

function concat(parts: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.byteLength;
  }
  return all;
}

/** A stream, which is read once, from start to end. The last part is kept, so that it can be sent again. */
class Sequential implements Bytes {
  readonly size: number;
  readonly again = false;
  readonly #chunks: Chunks;
  #rest: Uint8Array = new Uint8Array();
  /** Where `#rest` starts. */
  #position = 0;
  #isLetGo = false;
  #last: { readonly offset: number; readonly part: Uint8Array } | undefined;

  constructor(chunks: Chunks, size: number) {
    this.#chunks = chunks;
    this.size = size;
  }

  async read(offset: number, length: number): Promise<Uint8Array> {
    try {
      return await this.#read(offset, length);
    } catch (error) {
      // No part can follow, so an open file or socket behind the stream would never be closed.
      await this.close(true);
      throw error;
    }
  }

  async #read(offset: number, length: number): Promise<Uint8Array> {
    if (this.#last?.offset === offset && this.#last.part.byteLength === length) return this.#last.part;
    if (this.#isLetGo)
      throw new InputError('source', 'is a stream that was closed when the upload failed. Pass a new stream');
    if (offset < this.#position)
      throw new InputError(
        'source',
        'is a stream, which can be read only once. Pass a path, a Blob or bytes to upload it again',
      );
    while (this.#position < offset) await this.#take(Math.min(offset - this.#position, SKIP));
    const part = await this.#take(length);
    if (this.#position === this.size) await this.#checkEnd();
    this.#last = { offset, part };
    return part;
  }

  async close(forGood: boolean): Promise<void> {
    if (!forGood || this.#isLetGo) return;
    this.#isLetGo = true;
    letGo(this.#chunks);
  }

  async #take(length: number): Promise<Uint8Array> {
    const parts = [this.#rest];
    let size = this.#rest.byteLength;
    while (size < length) {
      const chunk = await nextChunk(this.#chunks);
      if (!chunk) throw new InputError('source', `ended after ${this.#position + size} of ${this.size} bytes`);
      parts.push(chunk);
      size += chunk.byteLength;
    }
    const all = concat(parts, size);
    this.#rest = all.subarray(length);
    this.#position += length;
    return all.subarray(0, length);
  }

  // A file that is silently shorter than its source is worse than no file.
  async #checkEnd(): Promise<void> {
    if (this.#rest.byteLength === 0 && (await nextChunk(this.#chunks)) === undefined) return;
    throw new InputError('size', `is ${this.size}, but the stream has more bytes`);
  }
}

const SKIP = 1024 * 1024;
