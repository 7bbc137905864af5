import { NotFoundError, RedirectError } from '../errors.js';
import type { paths } from '../generated/files-schema.js';
import { checkUrl } from '../transport/check-url.js';
import type { RequestOptions } from '../transport/request-options.js';
import { abortable } from '../util/abort.js';
import { CallSignal } from '../util/call-signal.js';
import { checkConcurrency, checkPath } from '../util/check.js';
import { ApiPromise } from './api-promise.js';
import type { CallSpec, Http, ListSpec, Read } from './http.js';
import { type Page, PagePromise, type PageSource } from './page.js';
import { type PostSpec, postBytes } from './post-bytes.js';

type Method = 'POST' | 'PATCH' | 'DELETE';
type DriveHttp = Http<paths>;

const ACCOUNT = '/api/v4/account';

/**
 * The drive of an account, which has a host of its own. The account is asked for it once, with the first call that needs it;
 * calls that come meanwhile wait for the same answer, and a failure is not kept.
 */
export class Drive {
  readonly #account: Http;
  #finding: Promise<DriveHttp> | undefined;

  constructor(account: Http) {
    this.#account = account;
  }

  /** As {@link Http.page}. */
  page<T>(path: keyof paths, key: string, spec: ListSpec): PagePromise<T> {
    const source = async (): Promise<PageSource<T>> => (await this.#http(spec.options)).pages<T>(path, key, spec);
    const nth = async (number: number, signal: AbortSignal): Promise<Page<T>> =>
      (await source()).nth?.(number, signal) as Promise<Page<T>>;
    return new PagePromise({
      first: async () => (await source()).first(),
      nth: spec.stream && nth,
      concurrency: checkConcurrency(spec.options?.concurrency),
    });
  }

  /** As {@link Http.get}. */
  get<T>(path: keyof paths, spec: CallSpec, pick?: Read<T>): ApiPromise<T> {
    return this.#call(spec, (http) => http.get(path, spec, pick));
  }

  /** As {@link Http.send}. */
  send<T>(method: Method, path: keyof paths, spec: CallSpec, pick?: Read<T>): ApiPromise<T> {
    return this.#call(spec, (http) => http.send(method, path, spec, pick));
  }

  /** As {@link Http.run}. */
  run(method: Method, path: keyof paths, spec: CallSpec): ApiPromise<void> {
    return this.#call(spec, (http) => http.run(method, path, spec));
  }

  /** As {@link postBytes}. */
  post<T>(spec: PostSpec): ApiPromise<T> {
    return this.#call({ options: spec.options }, (http) => postBytes(http, spec));
  }

  #call<T>(spec: CallSpec, call: (http: DriveHttp) => ApiPromise<T>): ApiPromise<T> {
    // Bad input is refused before the account is asked.
    const start = async (): Promise<DriveHttp> => {
      checkPath(spec.path);
      return this.#http(spec.options);
    };
    return new ApiPromise(start().then((http) => ApiPromise.answerOf(call(http))));
  }

  async #http({ signal, totalTimeoutMs = 0 }: RequestOptions = {}): Promise<DriveHttp> {
    // Many may wait for it: whoever gives up leaves the others alone.
    const call = new CallSignal(signal, totalTimeoutMs, { method: 'GET', path: ACCOUNT });
    this.#finding ??= this.#find().catch((error: unknown) => {
      this.#finding = undefined;
      throw error;
    });
    try {
      return await abortable(this.#finding, call.signal);
    } finally {
      call.dispose();
    }
  }

  async #find(): Promise<DriveHttp> {
    const asked = this.#account.get<{ drive_url?: string }>(ACCOUNT, { query: { with: ['drive_url'] } });
    const { data, response } = await asked.withResponse();
    const url = data.drive_url;
    if (!url) {
      const detail = 'the account names no drive_url';
      throw new NotFoundError({ status: response.status, method: 'GET', path: ACCOUNT, detail, response });
    }
    return this.#account.sibling(safe(url));
  }
}

// The token goes there: https only, but on this machine.
function safe(url: string): string {
  try {
    return checkUrl(url, 'drive_url');
  } catch {
    throw new RedirectError('drive_url of the account', url);
  }
}
