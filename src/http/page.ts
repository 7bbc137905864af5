import { readable } from '../transport/readable.js';
import { checkCount } from '../util/check.js';
import type { WithResponse } from './api-promise.js';
import { inOrder } from './in-order.js';

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
    Object.defineProperty(this, 'raw', { value: init.raw });
  }

  /** Number of this page, from 1, where Kommo tells it. */
  get page(): number | undefined {
    return numberAt(this.raw, '_page');
  }

  /** Items over all pages, where Kommo tells it: not for leads, contacts, companies, tasks, notes and events. */
  get totalItems(): number | undefined {
    return numberAt(this.raw, '_total_items');
  }

  /** Pages in all, where Kommo tells it. */
  get pageCount(): number | undefined {
    return numberAt(this.raw, '_page_count');
  }

  /** The HTTP response of this page. */
  get response(): Response {
    return readable(this.#response, this.raw);
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
  /** Called after each page with the items so far, and the total where Kommo tells it. */
  onProgress?: ((progress: { items: number; total: number | undefined }) => void) | undefined;
}

/** How a list is fetched. */
export interface PageSource<T> {
  /** The page that `await` gives. */
  first(): Promise<Page<T>>;
  /** A page of a stream by number, from 1 on; where it is missing, streams follow the links. */
  readonly nth?: ((number: number, signal: AbortSignal) => Promise<Page<T>>) | undefined;
  /** Pages that a stream fetches at the same time. */
  readonly concurrency: number;
}

/**
 * A list that is not fetched yet: `await` it for the first page, iterate it for all items, or take `.pages()` or `.all()`.
 * The first request goes out at the first of these.
 */
export class PagePromise<T> implements Promise<Page<T>>, AsyncIterable<T> {
  readonly [Symbol.toStringTag] = 'PagePromise';
  readonly #source: PageSource<T>;
  #first: Promise<Page<T>> | undefined;

  constructor(source: PageSource<T>) {
    this.#source = source;
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

  /** Page after page; `concurrency` of them are fetched ahead, unless the list was awaited before. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const { nth, concurrency } = this.#source;
    if (this.#first) {
      for (let page: Page<T> | undefined = await this.#first; page; page = await page.nextPage()) yield page;
      return;
    }
    if (!nth) {
      // No promise is kept: it would hold on to the first page as long as the list lives.
      for (let page: Page<T> | undefined = await this.#source.first(); page; page = await page.nextPage()) yield page;
      return;
    }
    let number = 0;
    let last = Number.POSITIVE_INFINITY;
    for await (const page of inOrder(concurrency, (signal) => (number < last ? nth(++number, signal) : undefined))) {
      yield page;
      // Where Kommo tells the count of pages, none is asked for in vain.
      last = page.pageCount ?? last;
      if (!page.hasNextPage()) return;
    }
  }

  /** All items of all pages, one by one. `break` stops fetching. */
  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.data;
  }

  /** All items as an array, or the first `max`. Throws `InputError` when `max` is not a whole number. */
  async all({ max = Number.POSITIVE_INFINITY, onProgress }: AllOptions = {}): Promise<T[]> {
    if (max !== Number.POSITIVE_INFINITY) checkCount(max, 'max', 0);
    const items: T[] = [];
    if (max === 0) return items;
    for await (const page of this.pages()) {
      for (const item of page.data.slice(0, max - items.length)) items.push(item);
      onProgress?.({ items: items.length, total: page.totalItems });
      if (items.length >= max) break;
    }
    return items;
  }

  #start(): Promise<Page<T>> {
    this.#first ??= this.#source.first();
    return this.#first;
  }
}

function numberAt(raw: unknown, key: string): number | undefined {
  if (raw === null || typeof raw !== 'object') return undefined;
  const value = (raw as Record<string, unknown>)[key];
  return typeof value === 'number' ? value : undefined;
}
