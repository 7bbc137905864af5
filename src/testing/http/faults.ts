import { checkKeys, type KeysOf } from '../../util/check.js';
import { problem, type Reply } from './problems.js';

/**
 * What goes wrong:
 * - `status`: an error answer (`status`, default 500) as a problem.
 * - `html`: an HTML page, as a gateway sends it (`status`, default 502).
 * - `empty`: no body at all (`status`, default 200).
 * - `garbage`: JSON that is cut in the middle, in an answer that looks whole (`status`, default 200).
 * - `hang`: no answer until the caller gives up.
 * - `reset`: the connection is reset before an answer.
 * - `cut`: half of the real answer, then the connection is reset.
 */
export type FaultKind = 'status' | 'html' | 'empty' | 'garbage' | 'hang' | 'reset' | 'cut';

/** The requests that a fault applies to. A property that is left out matches every request. */
export interface FaultMatch {
  /** `operationId`, for example `leads.list`, or several. */
  operation?: string | readonly string[];
  /** HTTP method, for example `POST`. */
  method?: string;
  /** Exact path, or a pattern for it. */
  path?: string | RegExp;
}

/** A fault and the requests that it applies to. */
export interface FaultOptions extends FaultMatch {
  /** What goes wrong. Default `status`. */
  kind?: FaultKind;
  /** The number of requests that it applies to. Default 1. `Infinity` never ends. */
  times?: number;
  /** Matching requests to let through first. Default 0. */
  skip?: number;
  /** Status of the answer. The default depends on the kind. */
  status?: number;
  /** Body of the answer: a string goes as it is, anything else as JSON. */
  body?: unknown;
  /** Headers of the answer, beside those that it has. */
  headers?: Record<string, string>;
  /** Seconds. Sent in the `Retry-After` header and, if the kind is `status`, in `retry_after` of the body. */
  retryAfter?: number;
  /**
   * `before` (default): the request is not processed. `after`: it is processed, its answer is lost.
   * `cut` is always processed, unless it has a body of its own.
   */
  when?: 'before' | 'after';
  /** Milliseconds to wait before the fault shows. Default 0. */
  delayMs?: number;
}

/** A fault that was set up. */
export interface FaultHandle {
  /** Requests that it has met. */
  readonly hits: number;
  /** Requests that it will still meet. */
  readonly remaining: number;
  /** Takes it out. */
  remove(): void;
}

export interface Fault extends FaultHandle {
  readonly options: FaultOptions;
  readonly kind: FaultKind;
}

interface Subject {
  operationId: string | undefined;
  method: string;
  path: string;
}

const KNOWN = Object.keys({
  operation: true,
  method: true,
  path: true,
  kind: true,
  times: true,
  skip: true,
  status: true,
  body: true,
  headers: true,
  retryAfter: true,
  when: true,
  delayMs: true,
} satisfies KeysOf<FaultOptions>);

/** The faults of a sandbox, in the order they were set up. */
export class Faults {
  #active: ActiveFault[] = [];

  add(options: FaultOptions): FaultHandle {
    checkKeys(options, 'fault', KNOWN);
    const fault = new ActiveFault(options, () => {
      this.#active = this.#active.filter((other) => other !== fault);
    });
    this.#active.push(fault);
    return fault;
  }

  /** Returns the first fault that applies to the request, and counts it. */
  take(subject: Subject): Fault | undefined {
    return this.#active.find((fault) => fault.meets(subject));
  }

  clear(): void {
    this.#active = [];
  }
}

class ActiveFault implements Fault {
  readonly options: FaultOptions;
  readonly kind: FaultKind;
  readonly remove: () => void;
  hits = 0;
  remaining: number;
  #skip: number;

  constructor(options: FaultOptions, remove: () => void) {
    this.options = options;
    this.kind = options.kind ?? 'status';
    this.remaining = options.times ?? 1;
    this.#skip = options.skip ?? 0;
    this.remove = remove;
  }

  meets(subject: Subject): boolean {
    if (this.remaining <= 0 || !matches(this.options, subject)) return false;
    if (this.#skip > 0) {
      this.#skip -= 1;
      return false;
    }
    this.hits += 1;
    this.remaining -= 1;
    if (this.remaining <= 0) this.remove();
    return true;
  }
}

function matches(match: FaultMatch, subject: Subject): boolean {
  const { operation, method, path } = match;
  if (operation !== undefined) {
    const wanted: readonly string[] = typeof operation === 'string' ? [operation] : operation;
    if (subject.operationId === undefined || !wanted.includes(subject.operationId)) return false;
  }
  if (method !== undefined && method.toUpperCase() !== subject.method) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? path === subject.path : subject.path.search(path) !== -1;
}

const HTML = 'text/html; charset=utf-8';

/** The answer of a fault. Undefined if the fault breaks the connection. */
export function faultReply({ kind, options }: Fault): Reply | undefined {
  const { status, body, retryAfter } = options;
  const headers = { ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }), ...options.headers };
  const raw = typeof body === 'string' ? { raw: body } : {};
  const json = body !== undefined && typeof body !== 'string';
  switch (kind) {
    case 'status': {
      const code = status ?? 500;
      const base =
        code < 400
          ? { status: code }
          : problem(code, detailOf(code), retryAfter === undefined ? {} : { retry_after: retryAfter });
      return { ...base, ...(json ? { body } : {}), headers, ...raw };
    }
    case 'html': {
      const code = status ?? 502;
      const page = `<html>\r\n<head><title>${code}</title></head>\r\n<body><center><h1>${code}</h1></center></body>\r\n</html>\r\n`;
      return { status: code, type: HTML, raw: typeof body === 'string' ? body : page, headers };
    }
    case 'empty':
      return { status: status ?? 200, type: 'application/hal+json', raw: '', headers };
    case 'garbage':
      return {
        status: status ?? 200,
        type: 'application/hal+json',
        raw: '{"_page":1,"_embedded":{"items":[{"id":1,',
        headers,
        ...raw,
      };
    default:
      return undefined;
  }
}

const detailOf = (status: number): string =>
  status === 429
    ? 'You have sent too many requests in a given amount of time. Please try again later.'
    : `The sandbox was told to answer ${status}`;
