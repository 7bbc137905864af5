import type { ApiPromise } from '../http/api-promise.js';
import { root } from '../http/hal.js';
import type { CallSpec, Http, ListSpec, Read } from '../http/http.js';
import type { PagePromise } from '../http/page.js';
import type { Translator, Translators } from './translators.js';

type Path = Parameters<Http['page']>[0];
type Method = Parameters<Http['send']>[0];

/** The client's `Http` with names turned into ids on the way out and back on the way in. */
export class NamedHttp implements Pick<Http, 'page' | 'get' | 'send' | 'run'> {
  readonly #http: Http;
  readonly #names: Translators;

  constructor(http: Http, names: Translators) {
    this.#http = http;
    this.#names = names;
  }

  page<T>(path: Path, key: string, given: ListSpec = {}, tidy?: (item: T) => T): PagePromise<T> {
    const { names, spec } = this.#translate(path, given);
    if (!names) return this.#http.page(path, key, spec, tidy);
    const read = (item: T): T => names.read((tidy ? tidy(item) : item) as object) as T;
    return this.#http.page(path, key, { ...spec, query: names.query(spec.query) }, read);
  }

  get<T>(path: Path, given: CallSpec = {}, pick: Read<T> = root): ApiPromise<T> {
    const { names, spec } = this.#translate(path, given);
    return this.#http.get(path, spec, names ? readBy(names, pick) : pick);
  }

  send<T>(method: Method, path: Path, given: CallSpec, pick?: Read<T>): ApiPromise<T> {
    const { names, spec, full } = this.#translate(path, given);
    if (!names) return this.#http.send(method, path, spec, pick);
    return this.#http.send(
      method,
      path,
      { ...spec, body: writeAll(names, spec.body) },
      full && pick ? readBy(names, pick) : pick,
    );
  }

  run(method: Method, path: Path, spec: CallSpec = {}): ApiPromise<void> {
    return this.#http.run(method, path, spec);
  }

  // The entity itself only: what hangs on it (notes, links, stages) has no names. Elements have them where their list is called by name.
  #translate<S extends CallSpec>(path: string, spec: S): { names?: Translator | undefined; spec: S; full?: boolean } {
    const kind = /^\/api\/v4\/(\w+)(?:\/\{id\}|\/complex)?$/.exec(path)?.[1];
    if (kind !== undefined) return { names: this.#names.of(kind), spec };
    const list = spec.path?.['list_id'];
    if (typeof list !== 'string') return { spec };
    const { id, elements } = this.#names.list(list);
    // Writes of elements are answered in full.
    return { names: elements, spec: { ...spec, path: { ...spec.path, list_id: id } }, full: true };
  }
}

function readBy<T>(names: Translator, pick: Read<T>): Read<T> {
  return (data, response) => {
    const found = pick(data, response);
    return (Array.isArray(found) ? found.map((item: object) => names.read(item)) : names.read(found as object)) as T;
  };
}

function writeAll(names: Translator, body: unknown): unknown {
  if (Array.isArray(body)) return body.map((item: object) => names.write(item));
  return body !== null && typeof body === 'object' ? names.write(body) : body;
}
