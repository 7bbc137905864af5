import type { Kommo } from '../client.js';
import { send } from './send.js';

type Item = Record<string, unknown> & { id: number; name: string };

/** Names of an account's things by id. */
interface Parts {
  account: { timezone: string; currency: string; taskTypes: ReadonlyMap<number, string> };
  pipelines: ReadonlyMap<number, { name: string; stages: ReadonlyMap<number, string> }>;
  users: ReadonlyMap<number, string>;
  reasons: ReadonlyMap<number, string>;
}

const FRESH_MS = 300_000;

/** What an account calls its stages, users and reasons: read once, shared by all calls, read again after five minutes. */
export class Snapshot {
  readonly #kommo: Kommo;
  readonly #parts = new Map<string, { at: number; value: Promise<unknown> }>();

  constructor(kommo: Kommo) {
    this.#kommo = kommo;
  }

  /** Undefined where the token may not read it: names are then left out, nothing fails. */
  part<K extends keyof Parts>(key: K): Promise<Parts[K] | undefined> {
    const known = this.#parts.get(key);
    if (known && Date.now() - known.at < FRESH_MS) return known.value as Promise<Parts[K] | undefined>;
    const value = this.#load(key).catch(() => undefined);
    this.#parts.set(key, { at: Date.now(), value });
    return value as Promise<Parts[K] | undefined>;
  }

  /** Forgets everything, after something may have changed it. */
  clear(): void {
    this.#parts.clear();
  }

  async #load(key: keyof Parts): Promise<Parts[keyof Parts]> {
    if (key === 'account') {
      const data = (await send(this.#kommo, 'GET', '/api/v4/account', {
        query: { with: ['datetime_settings', 'task_types'] },
      })) as {
        currency?: string;
        _embedded?: { datetime_settings?: { timezone?: string }; task_types?: Item[] };
      };
      const { datetime_settings: dates, task_types: types = [] } = data._embedded ?? {};
      return { timezone: dates?.timezone ?? 'UTC', currency: data.currency ?? '', taskTypes: byId(types) };
    }
    if (key === 'pipelines') {
      const data = (await send(this.#kommo, 'GET', '/api/v4/leads/pipelines')) as {
        _embedded?: { pipelines?: (Item & { _embedded?: { statuses?: Item[] } })[] };
      };
      return new Map(
        (data?._embedded?.pipelines ?? []).map(({ id, name, _embedded }) => [
          id,
          { name, stages: byId(_embedded?.statuses ?? []) },
        ]),
      );
    }
    const [path, list] = key === 'users' ? ['/api/v4/users', 'users'] : ['/api/v4/leads/loss_reasons', 'loss_reasons'];
    return byId(await everything<Item>(this.#kommo, path, list, { limit: 250 }));
  }
}

const byId = (items: readonly Item[]): Map<number, string> => new Map(items.map(({ id, name }) => [id, name]));

const MAX_PAGES = 40;

/** All pages of a short list. */
export async function everything<T>(
  kommo: Kommo,
  path: string,
  list: string,
  query?: object,
  signal?: AbortSignal,
): Promise<T[]> {
  const items: T[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const data = (await send(kommo, 'GET', path, { query: query && { ...query, page }, signal })) as
      | { _embedded?: Record<string, T[]>; _links?: { next?: unknown } }
      | undefined;
    items.push(...(data?._embedded?.[list] ?? []));
    if (!query || !data?._links?.next) break;
  }
  return items;
}
