/** A request that came in, whatever the server: what handlers need of it. */
export interface InboundRequest {
  readonly method: string;
  readonly url: URL;
  header(name: string): string | undefined;
  /** The body, read once: bytes, or what a body parser made of it. Throws BodyTooLargeError and BodyGoneError. */
  read(maxBytes: number): Promise<Uint8Array | string | object>;
}

/** What a handler answers. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** A body is over the limit. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError';

  constructor(maxBytes: number) {
    super(`The body has more than ${maxBytes} bytes.`);
  }
}

/** Something read the body before the handler and kept nothing that the handler can use. */
export class BodyGoneError extends Error {
  override name = 'BodyGoneError';
}

/** A request of Node's `http`, Express, Fastify or another server that is built on them. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  /** What a body parser made of the body. */
  readonly body?: unknown;
  /** The bytes of the body, as cloud functions keep them. */
  readonly rawBody?: unknown;
  /** Whether the stream has been read. */
  readonly readableDidRead?: boolean;
  /** The request of Node in one of Fastify. */
  readonly raw?: NodeRequest;
  [Symbol.asyncIterator]?(): AsyncIterator<unknown>;
}

/** A response of Node's `http`, Express or another server that is built on them. In Fastify it is `reply.raw`. */
export interface NodeResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(text: string): unknown;
}

/** Wraps a `Request`. */
export function fromRequest(request: Request): InboundRequest {
  return {
    method: request.method,
    url: new URL(request.url),
    header: (name) => request.headers.get(name) ?? undefined,
    read: async (maxBytes) => {
      if (request.bodyUsed) {
        throw new BodyGoneError('The body was read before the handler. Pass the handler the untouched Request.');
      }
      return collect(request.body?.[Symbol.asyncIterator](), lengthOf(request.headers.get('content-length')), maxBytes);
    },
  };
}

/** Wraps a request of Node. It honours `originalUrl` and `body` of Express, and the `rawBody` of cloud functions. */
export function fromNode(request: NodeRequest): InboundRequest {
  const { originalUrl } = request as { readonly originalUrl?: unknown };
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
      const { rawBody, body } = request;
      // Fastify wraps the request of Node.
      const { raw = request } = request;
      const length = lengthOf(header('content-length'));
      if (rawBody instanceof Uint8Array) return rawBody;
      if (isFilled(body)) return body;
      const iterate = raw[Symbol.asyncIterator];
      if (raw.readableDidRead || iterate === undefined) {
        // A request without content leaves nothing to parse.
        if (length === 0) return '';
        throw new BodyGoneError(
          'The body was read before the handler, and request.body does not hold it. Put the handler before body parsers, or keep the parsed body as request.body.',
        );
      }
      return collect(iterate.call(raw), length, maxBytes);
    },
  };
}

// Express 4 sets an empty object when no parser took the body.
function isFilled(body: unknown): body is string | object {
  if (typeof body === 'string') return body !== '';
  if (typeof body !== 'object' || body === null) return false;
  const proto: unknown = Object.getPrototypeOf(body);
  return (proto !== null && proto !== Object.prototype) || Object.keys(body).length > 0;
}

/** Writes a reply to a response of Node. */
export function toNode({ status, text }: Reply, response: NodeResponse): void {
  response.statusCode = status;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  // A body that was not read to its end would be taken for the next request.
  if (status === 413 || status === 503) response.setHeader('connection', 'close');
  response.end(text);
}

/** Creates a `Response` from a reply. */
export function toResponse({ status, text }: Reply): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}

const lengthOf = (header: string | null | undefined): number | undefined =>
  header === null || header === undefined ? undefined : Number(header);

async function collect(
  chunksOf: AsyncIterator<unknown> | undefined,
  length: number | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  if (length !== undefined && length > maxBytes) throw new BodyTooLargeError(maxBytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // By hand, since leaving a `for await` would destroy the connection before the answer is out.
  while (chunksOf !== undefined) {
    const { done, value } = await chunksOf.next();
    if (done) break;
    const chunk = typeof value === 'string' ? new TextEncoder().encode(value) : (value as Uint8Array);
    size += chunk.byteLength;
    if (size > maxBytes) throw new BodyTooLargeError(maxBytes);
    chunks.push(chunk);
  }
  if (size === 0 && length !== undefined && length > 0) {
    throw new BodyGoneError('The request announced a body, and there is none. Pass the handler the untouched request.');
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
