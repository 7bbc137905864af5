import type { OperationSpec } from '../../util/operation-spec.js';
import type { Db } from '../db/db.js';
import type { OAuthServer } from './oauth.js';
import { type Reply, refuse } from './problems.js';
import type { PathParams } from './router.js';

/** A request that passed every check, on its way to a handler. */
export interface Call {
  readonly operation: OperationSpec;
  readonly params: PathParams;
  /** Decoded and typed by the schema of the query. */
  readonly query: Readonly<Record<string, unknown>>;
  /** Parsed and checked against the schema of the body. */
  readonly body: unknown;
  /** Origin of the request; links are made on it. */
  readonly origin: string;
  readonly pathname: string;
  /** Query with its question mark, or nothing. */
  readonly search: string;
  readonly pathAndQuery: string;
  readonly db: Db;
  readonly oauth: OAuthServer;
  /** The body as it came, for what is not JSON. */
  readonly bytes: Uint8Array;
  /** Unix seconds. */
  readonly now: number;
  /** User that the token stands for. */
  readonly userId: number;
}

/** Answers one operation out of the tables. Throws `Refusal`. */
export type Handler = (call: Call) => Reply;

/** Handlers by operationId. */
export type Handlers = Readonly<Record<string, Handler>>;

/** Items of a batch body, with their index. The validator has seen to it that it is a list of objects. */
export function itemsOf<T>(call: Call): readonly T[] {
  return call.body as readonly T[];
}

/** The only object of a body. */
export const itemOf = <T>(call: Call): T => call.body as T;

/** A number out of the path. */
export const idParam = (call: Call, name = 'id'): number => Number(call.params[name]);

/** Whether `with` asks for `value`. */
export function asks(call: Call, value: string): boolean {
  const list = call.query['with'];
  return Array.isArray(list) ? list.includes(value) : list === value;
}

/** Answers for a missing row: 204 if the operation says so, else 404. */
export function missing(call: Call, detail: string): Reply {
  return '204' in call.operation.responses ? { status: 204 } : refuse(404, detail);
}

/** One filter of the query. */
export function filterOf(call: Call, key: string): unknown {
  return (call.query['filter'] as Record<string, unknown> | undefined)?.[key];
}
