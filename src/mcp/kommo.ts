import type { Kommo } from '../client.js';
import { InputError, type KommoApiError, type ValidationError } from '../errors.js';
import { tables } from '../generated/mcp.js';

type Generic = (path: string, init: object) => Promise<{ data?: string }>;
type Item = Record<string, unknown> & { id: number; name: string };
type Names = ReadonlyMap<number, string>;

/** An answer of Kommo, as far as all have the same shape. */
export interface Hal {
  readonly id?: number;
  readonly _embedded?: Readonly<Record<string, unknown[]>>;
  readonly _links?: { readonly next?: unknown };
}

/** Something that the adapter itself refuses; its text is for the model. `sent` says whether Kommo was asked. */
export class LocalError extends Error {
  override name = 'LocalError';
  constructor(
    message = '',
    readonly sent = false,
  ) {
    super(message);
  }
}

/** Any operation through the SDK: its limiter, retries, token and errors. Undefined where the answer has no JSON. */
export async function send(
  kommo: Kommo,
  method: string,
  path: string,
  init: { path?: object; query?: object; body?: unknown; signal?: AbortSignal | undefined } = {},
): Promise<Hal | undefined> {
  const { path: parts, query, body, signal } = init;
  // The path is any of the spec's, so that its own types do not help here.
  const call = (kommo.api as unknown as Record<string, Generic>)[method] as Generic;
  const { data } = await call(path, { params: { path: parts, query }, body, parseAs: 'text', signal });
  try {
    return data ? JSON.parse(data) : undefined;
  } catch {
    if (method === 'GET') throw new LocalError(tables.texts['not_json'], true);
    return undefined;
  }
}

const MAX_PAGES = 40;

/** All pages of a list; without a query it has one. */
export async function everything(
  kommo: Kommo,
  path: string,
  list: string,
  query?: object,
  signal?: AbortSignal,
): Promise<Item[]> {
  const items: unknown[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const data = await send(kommo, 'GET', path, { ...(query && { query: { ...query, page } }), signal });
    items.push(...(data?._embedded?.[list] ?? []));
    if (!query || !data?._links?.next) break;
  }
  return items as Item[];
}

/** Names by id. */
interface Parts {
  account: { zone: string; currency: string; types: Names };
  pipelines: ReadonlyMap<number, { name: string; stages: Names }>;
  users: Names;
  reasons: Names;
}

const FRESH_MS = 300_000;
const byId = (items: unknown[] = []): Names => new Map((items as Item[]).map(({ id, name }) => [id, name]));

/** What an account calls its stages, users and reasons: read once, shared by all calls, read again after five minutes. */
export class Snapshot {
  readonly #parts = new Map<string, { at: number; value: Promise<unknown> }>();
  readonly #load: { [K in keyof Parts]: () => Promise<Parts[K]> };

  constructor(kommo: Kommo) {
    this.#load = {
      async account() {
        const data = (await send(kommo, 'GET', '/api/v4/account', {
          query: { with: ['datetime_settings', 'task_types'] },
        })) as Hal & { currency?: string };
        const { datetime_settings: dates, task_types: types } = (data._embedded ?? {}) as {
          datetime_settings?: { timezone?: string };
          task_types?: unknown[];
        };
        return { zone: dates?.timezone ?? 'UTC', currency: data.currency ?? '', types: byId(types) };
      },
      async pipelines() {
        const items = await everything(kommo, '/api/v4/leads/pipelines', 'pipelines');
        return new Map(
          items.map((item) => [item.id, { name: item.name, stages: byId((item as Hal)._embedded?.['statuses']) }]),
        );
      },
      users: async () => byId(await everything(kommo, '/api/v4/users', 'users', { limit: 250 })),
      reasons: async () => byId(await everything(kommo, '/api/v4/leads/loss_reasons', 'loss_reasons', { limit: 250 })),
    };
  }

  /** Undefined where the token may not read it: names are then left out, nothing fails. */
  part<K extends keyof Parts>(key: K): Promise<Parts[K] | undefined> {
    const known = this.#parts.get(key);
    const value = known && Date.now() - known.at < FRESH_MS ? known.value : this.#load[key]().catch(() => undefined);
    if (value !== known?.value) this.#parts.set(key, { at: Date.now(), value });
    return value as Promise<Parts[K] | undefined>;
  }

  /** Forgets everything, after something may have changed it. */
  clear(): void {
    this.#parts.clear();
  }
}

/** What went wrong and what to do, for the model: a fixed sentence, with nothing in it that Kommo or a customer wrote. */
export function explain(error: unknown, write: boolean): string {
  const { name, message, retryAfter = 1, validationErrors = [] } = error as KommoApiError & ValidationError;
  if (name === 'LocalError') return message;
  // Paths and codes only, and only what looks like one.
  const issues = validationErrors
    .slice(0, 5)
    .map(
      ({ path, code }) => `${path.replace(/[^\w.[\]-]/g, '').slice(0, 80)} (${code.replace(/\W/g, '').slice(0, 40)})`,
    );
  const filled: Record<string, string> = {
    message: error instanceof InputError ? message : '',
    issues: issues.join('; ') || 'no field is named',
    retry: String(retryAfter),
    unsure: tables.errors[write ? 'unsure_write' : 'unsure_read'] as string,
  };
  return (tables.errors[name] ?? (tables.errors['unknown'] as string)).replace(
    /\{(\w+)\}/g,
    (_, key: string) => filled[key] ?? '',
  );
}
