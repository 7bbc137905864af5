import { InputError } from '../errors.js';
import type { WithResponse } from './api-promise.js';

/** What a page is made of; `next` fetches the one after it, where there is a link to it. */
export interface PageInit<T> {
  readonly data: T[];
  readonly raw: unknown;
  readonly response: Response;
  readonly next: (() => Promise<Page<T>>) | undefined;
}

/** One page of a list. */
export class Page<T> implements AsyncIterable<T> {
  /** The items. Empty where Kommo answered 204. */
  readonly data: T[];
  /** The answer as it came, HAL envelope included; undefined on 204. */
  declare readonly raw: unknown;
  readonly #response: Response;
  readonly #next: (() => Promise<Page<T>>) | undefined;

  constructor(init: PageInit<T>) {
    this.data = init.data;
    this.#response = init.response;
    this.#next = init.next;
    Object.defineProperty(this, 'raw', { value: init.raw, enumerable: false });
  }

  /** Number of this page, from 1, where Kommo tells it. */
  get page(): number | undefined {
    return numberAt(this.raw, '_page');
  }

  /** Items over all pages, where Kommo tells it: not for leads, contacts, companies, tasks, notes and events. */
  get totalItems(): number | undefined {
    return numberAt(this.raw, '_total_items');
  }

  /** The HTTP response of this page. */
  get response(): Response {
    return this.#response;
  }

  /** Whether there is a link to another page. That page may turn out to be empty. */
  hasNextPage(): boolean {
    return this.#next !== undefined;
  }

  /** The next page, or undefined after the last. */
  async nextPage(): Promise<Page<T> | undefined> {
    return this.#next?.();
  }

  /** The items of this page and of all that follow. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for (let page: Page<T> | undefined = this; page; page = await page.nextPage()) yield* page.data;
  }
}

/** Options of {@link PagePromise.all}. */
export interface AllOptions {
  /** Stops after so many items. Default: no limit. */
  max?: number | undefined;
}

/**
 * A list that is not fetched yet: `await` it for the first page, iterate it for all items, or take `.pages()` or `.all()`.
 * The first request goes out at the first of these, and only once.
 */
export class PagePromise<T> implements Promise<Page<T>>, AsyncIterable<T> {
  readonly [Symbol.toStringTag] = 'PagePromise';
  readonly #fetchFirst: () => Promise<Page<T>>;
  #first: Promise<Page<T>> | undefined;

  constructor(fetchFirst: () => Promise<Page<T>>) {
    this.#fetchFirst = fetchFirst;
  }

  // biome-ignore lint/suspicious/noThenProperty: it is a promise.
  then<R = Page<T>, E = never>(
    onfulfilled?: ((value: Page<T>) => R | PromiseLike<R>) | null,
    onrejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E> {
    return this.#start().then(onfulfilled, onrejected);
  }

  catch<E = never>(onrejected?: ((reason: unknown) => E | PromiseLike<E>) | null): Promise<Page<T> | E> {
    return this.then(undefined, onrejected);
  }

  finally(onfinally?: (() => void) | null): Promise<Page<T>> {
    return this.#start().finally(onfinally);
  }

  /** The first page together with its `Response`. */
  async withResponse(): Promise<WithResponse<Page<T>>> {
    const data = await this.#start();
    return { data, response: data.response };
  }

  /** Page after page. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    // No variable of the generator holds on to a page once the next is asked for, so a long stream stays flat in memory.
    let page: Page<T> | undefined = await this.#take();
    while (page) {
      yield page;
      page = await page.nextPage();
    }
  }

  /** All items of all pages, one by one. `break` stops fetching. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.data;
  }

  /** All items as an array, or the first `max`. Throws `InputError` when `max` is not a whole number. */
  async all({ max = Number.POSITIVE_INFINITY }: AllOptions = {}): Promise<T[]> {
    if (!(max === Number.POSITIVE_INFINITY || (Number.isInteger(max) && max >= 0))) {
      throw new InputError('max', `must be a whole number, 0 or more, got ${max}`);
    }
    const items: T[] = [];
    if (max === 0) return items;
    for await (const page of this.pages()) {
      for (const item of page.data) {
        items.push(item);
        if (items.length === max) return items;
      }
    }
    return items;
  }

  #start(): Promise<Page<T>> {
    this.#first ??= this.#fetchFirst();
    return this.#first;
  }

  // A stream over a list that nobody awaited does not keep the first page: the promise would hold it for as long as the list lives.
  #take(): Promise<Page<T>> {
    return this.#first ?? this.#fetchFirst();
  }
}

function numberAt(raw: unknown, key: string): number | undefined {
  if (raw === null || typeof raw !== 'object') return undefined;
  const value = (raw as Record<string, unknown>)[key];
  return typeof value === 'number' ? value : undefined;
}
