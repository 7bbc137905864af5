import type { ApiPromise } from '../core/api-promise.js';
import type { PagePromise } from '../core/page.js';
import { root } from '../internal/hal.js';
import type { CallSpec, Http, ListSpec, Read } from '../internal/http.js';
import type { Translator } from './translators.js';

type Path = Parameters<Http['page']>[0];
type Method = Parameters<Http['send']>[0];

/** The client's `Http` with names turned into ids on the way out and back on the way in. */
export class NamedHttp implements Pick<Http, 'page' | 'get' | 'send' | 'run' | 'baseUrl' | 'limiter'> {
  readonly #http: Http;
  readonly #of: (kind: string) => Translator | undefined;

  constructor(http: Http, of: (kind: string) => Translator | undefined) {
    this.#http = http;
    this.#of = of;
  }

  get baseUrl(): string {
    return this.#http.baseUrl;
  }

  get limiter(): Http['limiter'] {
    return this.#http.limiter;
  }

  page<T>(path: Path, key: string, spec: ListSpec = {}, tidy?: (item: T) => T): PagePromise<T> {
    const names = this.#translator(path);
    if (!names) return this.#http.page(path, key, spec, tidy);
    const read = (item: T): T => names.read((tidy ? tidy(item) : item) as object) as T;
    return this.#http.page(path, key, { ...spec, query: names.query(spec.query) }, read);
  }

  get<T>(path: Path, spec: CallSpec = {}, pick: Read<T> = root): ApiPromise<T> {
    const names = this.#translator(path);
    return this.#http.get(
      path,
      spec,
      names ? (data, response) => names.read(pick(data, response) as object) as T : pick,
    );
  }

  send<T>(method: Method, path: Path, spec: CallSpec, pick?: Read<T>): ApiPromise<T> {
    const names = this.#translator(path);
    return this.#http.send(method, path, names ? { ...spec, body: writeAll(names, spec.body) } : spec, pick);
  }

  run(method: Method, path: Path, spec: CallSpec = {}): ApiPromise<void> {
    return this.#http.run(method, path, spec);
  }

  // The entity itself only: what hangs on it (notes, links, stages) has no names.
  #translator(path: string): Translator | undefined {
    const kind = /^\/api\/v4\/(\w+)(?:\/\{id\}|\/complex)?$/.exec(path)?.[1];
    return kind === undefined ? undefined : this.#of(kind);
  }
}

function writeAll(names: Translator, body: unknown): unknown {
  if (Array.isArray(body)) return body.map((item: object) => names.write(item));
  return body !== null && typeof body === 'object' ? names.write(body) : body;
}
