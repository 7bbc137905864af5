/**
 * A result together with the HTTP response that it came in. The body is read already: `json()` returns it once more,
 * `text()` as `JSON.stringify` writes it.
 */
export interface WithResponse<T> {
  readonly data: T;
  readonly response: Response;
}

/** A promise of a result that also has the response. The request is under way as soon as the method is called. */
export class ApiPromise<T> implements Promise<T> {
  readonly #sent: Promise<WithResponse<T>>;
  readonly [Symbol.toStringTag] = 'ApiPromise';

  constructor(sent: Promise<WithResponse<T>>) {
    this.#sent = sent;
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise.
  then<R = T, E = never>(
    onfulfilled?: ((value: T) => R | PromiseLike<R>) | null,
    onrejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E> {
    return this.#sent.then(({ data }) => data).then(onfulfilled, onrejected);
  }

  catch<E = never>(onrejected?: ((reason: unknown) => E | PromiseLike<E>) | null): Promise<T | E> {
    return this.then(undefined, onrejected);
  }

  finally(onfinally?: (() => void) | null): Promise<T> {
    return this.then().finally(onfinally);
  }

  /** The result together with its `Response` (status, headers). */
  withResponse(): Promise<WithResponse<T>> {
    return this.#sent;
  }
}
