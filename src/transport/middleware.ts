/** One attempt, as a middleware sees it: without its token, which is added behind the last middleware. */
export interface MiddlewareRequest {
  readonly url: string;
  readonly method: string;
  /** Change a copy: the same headers go into the next attempt. */
  readonly headers: Headers;
  readonly body: RequestInit['body'] | undefined;
  /** Aborted when the attempt times out or the call is given up. */
  readonly signal: AbortSignal;
}

/**
 * Code around each attempt, retries included, on the inner side of the limiter. It may change the request, look at the response,
 * or answer in its place; the first one given is the outermost. The request must stay on its origin, since the token goes along.
 *
 * ```ts
 * const timing: Middleware = async (request, next) => {
 *   const response = await next(request);
 *   console.log(request.method, response.status);
 *   return response;
 * };
 * ```
 * The body of a response can be read once: pass `response.clone()` to whoever else wants it. An error that a middleware throws
 * ends the call, unretried.
 */
export type Middleware = (
  request: MiddlewareRequest,
  next: (request: MiddlewareRequest) => Promise<Response>,
) => Promise<Response>;
