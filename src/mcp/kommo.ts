import type { Kommo } from '../client.js';
import { InputError, type ValidationError } from '../errors.js';
import { tables } from '../generated/mcp.js';

type Generic = (path: string, init: object) => Promise<{ data?: string }>;
type Item = Hal & { readonly id: number; readonly name: string };
type Names = ReadonlyMap<number, string>;

/** An answer of Kommo, as far as all have the same shape. */
export interface Hal {
  readonly id?: number;
  readonly _embedded?: Readonly<Record<string, unknown[]>>;
  readonly _links?: { readonly next?: unknown };
}

/** A sentence of openapi/mcp.yaml with its gaps filled; what is not there is taken as it is. */
export const say = (key: string, values: Readonly<Record<string, unknown>> = {}): string =>
  (tables.texts[key] ?? key).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

/** Something that the adapter itself refuses. `sent` says whether Kommo was asked. */
export class LocalError extends Error {
  sent = true;
}

/** A sentence to throw. */
export const failure = (key: string, values?: Record<string, unknown>): LocalError => new LocalError(say(key, values));
/** The same, before Kommo was asked. */
export const unsent = (key: string, values?: Record<string, unknown>): LocalError =>
  Object.assign(failure(key, values), { sent: false });

/** An account, and the signal of one call. Everything goes through the SDK: its limiter, retries, token and errors. */
export class Account {
  constructor(
    readonly kommo: Kommo,
    readonly signal?: AbortSignal,
  ) {}

  /** Any operation. Undefined where the answer has no JSON. */
  async send(method: string, path: string, { path: parts, query, body }: Outgoing = {}): Promise<Hal | undefined> {
    // The path is any of the spec's, so that its own types do not help here.
    const call = (this.kommo.api as unknown as Record<string, Generic>)[method] as Generic;
    const init = { params: { path: parts, query }, body, parseAs: 'text', signal: this.signal };
    const { data } = await call(path, init);
    try {
      return data ? JSON.parse(data) : undefined;
    } catch {
      if (method === 'GET') throw failure('DecodeError');
      return undefined;
    }
  }

  /** All pages of a list, 10,000 items at most; without a query it has one. */
  async all(path: string, list: string, query?: object): Promise<Item[]> {
    const items: unknown[] = [];
    for (let page = 1; page <= 40; page += 1) {
      const data = await this.send('GET', path, { query: query && { ...query, page } });
      items.push(...(data?._embedded?.[list] ?? []));
      if (!query || !data?._links?.next) break;
    }
    return items as Item[];
  }
}

/** What a request is made of. */
export interface Outgoing {
  readonly path?: object | undefined;
  readonly query?: object | undefined;
  readonly body?: unknown;
}

const FRESH_MS = 300_000;
const named = (items: unknown[] = []): Names => new Map((items as Item[]).map(({ id, name }) => [id, name]));

/** How each part of a snapshot is read. */
const parts = {
  async account(account: Account) {
    const query = { with: ['datetime_settings', 'task_types'] };
    const data = (await account.send('GET', '/api/v4/account', { query })) as Hal & { currency?: string };
    const { datetime_settings: dates, task_types: types } = { ...data._embedded };
    const zone = (dates as { timezone?: string } | undefined)?.timezone ?? 'UTC';
    return { zone, currency: data.currency ?? '', types: named(types) };
  },
  async pipelines(account: Account) {
    const items = await account.all('/api/v4/leads/pipelines', 'pipelines');
    return new Map(items.map((item) => [item.id, { ...item, stages: named(item._embedded?.['statuses']) }]));
  },
  users: async (account: Account) => named(await account.all('/api/v4/users', 'users', { limit: 250 })),
  reasons: async (account: Account) =>
    named(await account.all('/api/v4/leads/loss_reasons', 'loss_reasons', { limit: 250 })),
};
type Parts = { [K in keyof typeof parts]: Awaited<ReturnType<(typeof parts)[K]>> };

/** What an account calls its stages, users and reasons: read once, shared by all calls, read again after five minutes. */
export class Snapshot {
  readonly #known = new Map<string, { at: number; value: Promise<unknown> }>();

  constructor(readonly account: Account) {}

  /** Undefined where the token may not read it: names are then left out, nothing fails. */
  part<K extends keyof Parts>(key: K): Promise<Parts[K] | undefined> {
    let known = this.#known.get(key);
    if (!known || Date.now() - known.at > FRESH_MS) {
      known = { at: Date.now(), value: parts[key](this.account).catch(() => undefined) };
      this.#known.set(key, known);
    }
    return known.value as Promise<Parts[K] | undefined>;
  }

  /** Forgets everything, after something may have changed it. */
  clear(): void {
    this.#known.clear();
  }
}

/** What went wrong and what to do, for the model: a fixed sentence, with nothing in it that Kommo or a customer wrote. */
export function explain(error: unknown, write: boolean): string {
  if (error instanceof LocalError) return error.message;
  const { name, message, retryAfter: retry = 1, validationErrors = [] } = error as ValidationError;
  // Paths and codes only, and only what looks like one.
  const word = (text: string): string => text.replace(/[^\w.[\]-]/g, '').slice(0, 80);
  const issues = validationErrors.slice(0, 5).map(({ path, code }) => `${word(path)} (${word(code)})`);
  const unsure = say(write ? 'unsure_write' : 'unsure_read');
  const own = error instanceof InputError ? message : '';
  return say(name in tables.texts ? name : 'Error', { message: own, issues: issues.join('; ') || '?', retry, unsure });
}
