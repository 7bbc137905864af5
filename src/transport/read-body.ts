/** Bytes of a buffer at first, and of the largest that is kept. A page of 250 leads has some 200 kB. */
const FIRST = 256 * 1024;
const MOST = 1024 * 1024;
const KEPT = 4;

// A new buffer for each body costs more than reading into it: the system has to clear its memory.
const spare: Uint8Array<ArrayBuffer>[] = [];

/** The body as text, or undefined when it is over `maxBytes`; then the rest is not read. */
export async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  if (Number(response.headers.get('content-length')) > maxBytes) {
    await response.body?.cancel?.();
    return undefined;
  }
  // It would look like an empty one.
  if (response.bodyUsed)
    throw new TypeError('the body was read already; a middleware must read a clone() of the response');
  const body = response.body as Partial<ReadableStream<Uint8Array>> | undefined;
  // A fetch of the caller's own may give another kind of stream (as node-fetch does), or none.
  if (!body?.getReader) {
    const text = await response.text();
    return text.length > maxBytes ? undefined : text;
  }
  const reader = body.getReader();
  let buffer = spare.pop() ?? new Uint8Array(FIRST);
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return decodeUtf8(buffer, size);
      // What a fetch of somebody's own may hand out.
      if (!ArrayBuffer.isView(value)) throw new TypeError('the body is not made of bytes');
      const end = size + value.byteLength;
      if (end > maxBytes) {
        await reader.cancel();
        return undefined;
      }
      if (end > buffer.length) buffer = enlarged(buffer, end);
      buffer.set(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), size);
      size = end;
    }
  } finally {
    // Wiped, since answers hold names, addresses and tokens.
    if (buffer.length <= MOST && spare.length < KEPT) spare.push(buffer.fill(0, 0, size));
  }
}

function enlarged(from: Uint8Array<ArrayBuffer>, needed: number): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(2 * needed);
  to.set(from);
  return to;
}

const decoder = new TextDecoder();
type Buffers = { from(bytes: ArrayBuffer, offset: number, length: number): { toString(): string } };

function decodeUtf8(bytes: Uint8Array<ArrayBuffer>, size: number): string {
  // Asked for at run time, since not every platform has it. It is up to twice as fast as the standard's decoder,
  // and keeps a byte order mark, which is no JSON.
  const buffers = (globalThis as { Buffer?: Buffers }).Buffer;
  if (!buffers) return decoder.decode(bytes.subarray(0, size));
  const text = buffers.from(bytes.buffer, 0, size).toString();
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
