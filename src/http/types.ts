import type { RequestOptions } from '../transport/options.js';

/** Methods of the API. */
export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Paths of a spec that have a method. */
export type PathsWith<P, M extends HttpMethod> = {
  [K in keyof P]: P[K] extends { [m in Lowercase<M>]: object } ? K : never;
}[keyof P];

/** An operation of a spec: `Operation<paths, '/api/v4/leads', 'GET'>`. */
export type Operation<P, Path extends keyof P, M extends HttpMethod> = P[Path] extends { [m in Lowercase<M>]: infer O }
  ? O
  : never;

type Part<O, Where extends string> = O extends { parameters: { [w in Where]: infer T } } ? T : undefined;
type OptionalPart<O, Where extends string> = O extends { parameters: { [w in Where]?: infer T } } ? T : undefined;

/** `T` with arrays at any depth that may be readonly. */
export type Lenient<T> = T extends Date
  ? T
  : T extends readonly (infer I)[]
    ? readonly Lenient<I>[]
    : T extends object
      ? { [K in keyof T]: Lenient<T[K]> }
      : T;

/** Parameters of the path, if the operation has any. */
export type PathInit<O> = [Part<O, 'path'>] extends [object]
  ? { readonly path: Part<O, 'path'> }
  : { readonly path?: undefined };

/** Parameters of the query, if the operation has any. */
export type QueryInit<O> = [Part<O, 'query'>] extends [object]
  ? { readonly query: Lenient<Part<O, 'query'>> }
  : [NonNullable<OptionalPart<O, 'query'>>] extends [never]
    ? { readonly query?: undefined }
    : { readonly query?: Lenient<NonNullable<OptionalPart<O, 'query'>>> | undefined };

type ContentOf<B> = B extends { content: infer C } ? C[keyof C] : never;
type BatchOf<B> = B extends readonly (infer I)[] ? readonly I[] : B;

/** The body, if the operation has one. */
export type BodyInit<O> = O extends { requestBody: infer B extends object }
  ? { readonly body: BatchOf<ContentOf<B>> }
  : O extends { requestBody?: infer B }
    ? [NonNullable<B>] extends [never]
      ? { readonly body?: undefined }
      : { readonly body?: BatchOf<ContentOf<NonNullable<B>>> | undefined }
    : { readonly body?: undefined };

/** All arguments of a call of an operation. */
export type CallInit<O> = PathInit<O> & QueryInit<O> & BodyInit<O> & { readonly options?: RequestOptions | undefined };

type Statuses = 200 | 201 | 202 | 204;
type AnswerOf<R> = R extends { content: infer C } ? C[keyof C] : undefined;

/** Content of a good answer of an operation. `undefined` stands for an empty answer. */
export type DataOf<O> = O extends { responses: infer R }
  ? { [S in keyof R & Statuses]: AnswerOf<R[S]> }[keyof R & Statuses]
  : never;

/** Content of a good answer that is not empty. */
export type FoundOf<O> = Exclude<DataOf<O>, undefined>;

type Embedded<D> = D extends { _embedded?: infer E } ? NonNullable<E> : never;

/** The items of a list, or of the answer to a batch. */
export type ItemOf<O> =
  FoundOf<O> extends infer D
    ? D extends readonly (infer I)[]
      ? I
      : Embedded<D> extends infer E
        ? { [K in keyof E]-?: NonNullable<E[K]> extends readonly (infer I)[] ? I : never }[keyof E]
        : never
    : never;

/** Translates between what goes over the wire and what the caller sees. All parts are optional. */
export interface Codec {
  /** Called with each thing of an answer. */
  readonly read?: ((thing: never) => unknown) | undefined;
  /** Called with each input of a body. */
  readonly write?: ((input: object) => object) | undefined;
}

/** A codec with the type that it reads. */
export interface ReadsAs<T> extends Codec {
  readonly read: (thing: never) => T;
}
