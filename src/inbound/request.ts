/** A request that came in, whatever the server: what handlers need of it. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  header(name: string): string | undefined;
  /** The body, read once: bytes, or what a body parser made of it. Throws BodyTooLargeError. */
  read(maxBytes: number): Promise<Uint8Array | string | object>;
}

/** What a handler answers. */
export interface Outcome {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A body is over the limit. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError';
}

/** A request as Node's `http` and Express give it. */
export interface NodeRequest extends AsyncIterable<unknown> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
}

/** A response as Node's `http` and Express give it. */
export interface NodeResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(text: string): unknown;
}

/** Wraps a `Request`. */
export function fromRequest(request: Request): Incoming {
  return {
    method: request.method,
    url: new URL(request.url),
    header: (name) => request.headers.get(name) ?? undefined,
    read: async (maxBytes) => {
      if (request.bodyUsed) throw new Error('The body has been read before; hand the handler the untouched Request');
      return collect(request.body, request.headers.get('content-length'), maxBytes);
    },
  };
}

/** Wraps a request of Node. `originalUrl` and `body` of Express are heeded, and so is the `rawBody` of cloud functions. */
export function fromNode(request: NodeRequest): Incoming {
  const { originalUrl, rawBody, body } = request as {
    readonly originalUrl?: unknown;
    readonly rawBody?: unknown;
    readonly body?: unknown;
  };
  const path = typeof originalUrl === 'string' ? originalUrl : (request.url ?? '/');
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return {
    method: request.method ?? 'GET',
    // Prefixed, since a path that begins with two slashes would be taken for a host.
    url: new URL(`http://localhost${path.startsWith('/') ? path : `/${path}`}`),
    header,
    read: async (maxBytes) => {
      if (rawBody instanceof Uint8Array) return rawBody;
      if (typeof body === 'string' || (typeof body === 'object' && body !== null)) return body;
      return collect(request, header('content-length'), maxBytes);
    },
  };
}

/** Writes an outcome to a response of Node. */
export function toNode({ status, text, headers = {} }: Outcome, response: NodeResponse): void {
  response.statusCode = status;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  // A body that was not read to its end would be taken for the next request.
  if (status === 413 || status === 503) response.setHeader('connection', 'close');
  response.end(text);
}

/** Makes a `Response` of an outcome. */
export function toResponse({ status, text, headers = {} }: Outcome): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers } });
}

async function collect(
  stream: AsyncIterable<unknown> | null,
  length: string | null | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  if (Number(length ?? 0) > maxBytes) throw new BodyTooLargeError(`The body has more than ${maxBytes} bytes`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // By hand, since leaving a `for await` would destroy the connection before the answer is out.
  const chunksOf = stream?.[Symbol.asyncIterator]();
  while (chunksOf !== undefined) {
    const { done, value } = await chunksOf.next();
    if (done) break;
    const chunk = typeof value === 'string' ? new TextEncoder().encode(value) : (value as Uint8Array);
    size += chunk.byteLength;
    if (size > maxBytes) throw new BodyTooLargeError(`The body has more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return join(chunks, size);
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = chunks;
  if (chunks.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
