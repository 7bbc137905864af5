import type { Http } from '../http/client.js';
import type { Codec, ReadsAs } from '../http/types.js';
import type { RequestOptions } from '../transport/options.js';

/** Base of the resource classes. */
export abstract class Resource {
  /** @internal */
  protected readonly http: Http;

  /** @internal */
  constructor(http: Http) {
    this.http = http;
  }
}

/** Translates between what the users of a resource see and what goes over the wire. An account with names has one for each kind. */
export interface EntityCodec {
  /** Called with each thing of an answer, after the resource's own corrections. */
  read<T extends object>(thing: T): T;
  /** Called with each input of a body. */
  write<T extends object>(input: T): T;
  /** Called with the parameters of a list. Returns them as the operation has them. */
  query<Q extends object>(params: object): Q;
}

/** What the names of an account add to the types of a resource. Without an account that is nothing. */
export interface Named {
  /** To each thing that is read. */
  readonly read: unknown;
  /** To each input that is written. */
  readonly write: unknown;
  /** To the filters of a list. */
  readonly filter: unknown;
}

const same = <T>(value: T): T => value;

/** Leaves everything as it is on the wire. */
export const WIRE: EntityCodec = { read: same, write: same, query: (params) => params as never };

/** Makes the codec of a list or a read. `own` corrects what Kommo sends. */
export function reading<T extends object>(codec: EntityCodec, own: (thing: T) => T = same): ReadsAs<T> {
  return { read: (thing: never) => codec.read(own(thing)) };
}

/** Makes the codec of a write. Its answer holds ids, which have no names. */
export function writing(codec: EntityCodec): Codec {
  return { write: (input) => codec.write(input) };
}

/** Base of the resources whose entities can have names of the account. */
export abstract class EntityResource extends Resource {
  /** @internal */
  protected readonly codec: EntityCodec;

  /** @internal */
  constructor(http: Http, codec: EntityCodec = WIRE) {
    super(http);
    this.codec = codec;
  }
}

/** The country of the account, for phones without a country code. Its code is loaded with the first of them. */
export async function countryOf(http: Http, options?: RequestOptions): Promise<string | undefined> {
  const { accountCountry } = await import('../people/country.js');
  return accountCountry(http, options);
}

/** A class of resources. The arguments of its constructor are internal and not part of the public types. */
export type ResourceType<R extends Resource> = new (http: never) => R;
