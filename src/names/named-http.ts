import type { ApiPromise } from '../http/api-promise.js';
import type { AnyInit, Http } from '../http/client.js';
import type { PagePromise } from '../http/page.js';
import type { Codec } from '../http/types.js';
import type { Translator, Translators } from './translators.js';

/** The calls of {@link Http} without their types, which the resources have checked. */
interface Calls {
  list(path: string, init: AnyInit, codec?: Codec): PagePromise<unknown>;
  get(path: string, init: AnyInit, codec?: Codec): ApiPromise<unknown>;
  one(method: string, path: string, init: AnyInit, codec?: Codec, key?: string): ApiPromise<unknown>;
  many(method: string, path: string, init: AnyInit, codec?: Codec, key?: string): ApiPromise<unknown>;
  run(method: string, path: string, init: AnyInit): ApiPromise<void>;
}

/** The client's {@link Http} with names turned into ids on the way out and back on the way in. */
export class NamedHttp implements Calls {
  readonly #http: Calls;
  readonly #names: Translators;

  constructor(http: Http, names: Translators) {
    this.#http = http as unknown as Calls;
    this.#names = names;
  }

  list(path: string, given: AnyInit, own?: Codec): PagePromise<unknown> {
    const { init, names } = this.#translate(path, given);
    return this.#http.list(
      path,
      init,
      names ? { read: reader(names, own), query: (query) => names.query(query) as object } : own,
    );
  }

  get(path: string, given: AnyInit, own?: Codec): ApiPromise<unknown> {
    const { init, names } = this.#translate(path, given);
    return this.#http.get(path, init, names ? { read: reader(names, own) } : own);
  }

  one(method: string, path: string, given: AnyInit, own?: Codec, key?: string): ApiPromise<unknown> {
    const { init, codec } = this.#written(path, given, own);
    return this.#http.one(method, path, init, codec, key);
  }

  many(method: string, path: string, given: AnyInit, own?: Codec, key?: string): ApiPromise<unknown> {
    const { init, codec } = this.#written(path, given, own);
    return this.#http.many(method, path, init, codec, key);
  }

  run(method: string, path: string, init: AnyInit): ApiPromise<void> {
    return this.#http.run(method, path, init);
  }

  #written(path: string, given: AnyInit, own: Codec | undefined): { init: AnyInit; codec: Codec | undefined } {
    const { init, names, full } = this.#translate(path, given);
    if (!names) return { init, codec: own };
    const read = full ? reader(names, own) : own?.read;
    return { init, codec: { ...(read && { read }), write: (input) => names.write(input) } };
  }

  // The entity itself only: what hangs on it (notes, links, stages) has no names. Elements have them if their list is called by name.
  #translate(path: string, init: AnyInit): { names?: Translator | undefined; init: AnyInit; full?: boolean } {
    const kind = /^\/api\/v4\/(\w+)(?:\/\{id\}|\/complex)?$/.exec(path)?.[1];
    if (kind !== undefined) return { names: this.#names.of(kind), init };
    const list = (init.path as { list_id?: unknown } | undefined)?.list_id;
    if (typeof list !== 'string') return { init };
    const { id, elements } = this.#names.list(list);
    // Writes of elements are answered in full.
    return { names: elements, init: { ...init, path: { ...init.path, list_id: id } }, full: true };
  }
}

const reader =
  (names: Translator, own: Codec | undefined) =>
  (thing: never): unknown =>
    names.read((own?.read ? own.read(thing) : thing) as object);
