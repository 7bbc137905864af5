import { readable } from '../transport/readable.js';

/**
 * A result together with the HTTP response that it came in. The response's body is read already; `json()` and `text()` give again
 * what it held, the latter as `JSON.stringify` writes it.
 */
export interface WithResponse<T> {
  readonly data: T;
  readonly response: Response;
}

/** What an {@link ApiPromise} is made of: `body` is all that the response held. */
export interface Answer<T> extends WithResponse<T> {
  readonly body: unknown;
}

/** A promise of a result that can also give the response. The request is under way as soon as the method is called. */
export class ApiPromise<T> implements Promise<T> {
  readonly #sent: Promise<Answer<T>>;
  readonly [Symbol.toStringTag] = 'ApiPromise';

  constructor(sent: Promise<Answer<T>>) {
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
  async withResponse(): Promise<WithResponse<T>> {
    const { data, response, body } = await this.#sent;
    return { data, response: readable(response, body) };
  }

  /** @internal What it is made of, for a promise that stands for it: opening the response would cost each of its calls. */
  static answerOf<T>(promise: ApiPromise<T>): Promise<Answer<T>> {
    return promise.#sent;
  }
}
