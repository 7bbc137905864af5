import type { Kommo } from '../client/kommo.js';
import { ForbiddenError } from '../errors.js';
import { stripInvisible } from '../util/strip-invisible.js';

type Named = { readonly id: number; readonly name: string };
type Names = ReadonlyMap<number, string>;

const FRESH_MS = 300_000;
const MOST = 10_000;
// Nothing has checked the answers: Kommo may leave a name out.
const named = (items?: readonly Named[] | null): Names => new Map((items ?? []).map((item) => [item.id, nameOf(item)]));
const nameOf = ({ id, name }: { id: number; name?: string | null }): string => stripInvisible(name ?? String(id));

/** How each part is read. */
const parts = {
  async account(kommo: Kommo) {
    const { country, currency, current_user_id, _embedded } = await kommo.account.get({
      with: ['datetime_settings', 'task_types'],
    });
    const zone = _embedded?.datetime_settings?.timezone ?? 'UTC';
    return { zone, country, currency: currency ?? '', types: named(_embedded?.task_types), userId: current_user_id };
  },
  async pipelines(kommo: Kommo) {
    const { data } = await kommo.pipelines.list();
    return new Map(
      data.map((pipeline) => [pipeline.id, { name: nameOf(pipeline), stages: named(pipeline._embedded?.statuses) }]),
    );
  },
  users: async (kommo: Kommo) => named(await kommo.users.list({ limit: 250 }).all({ max: MOST })),
  reasons: async (kommo: Kommo) => named(await kommo.lossReasons.list({ limit: 250 }).all({ max: MOST })),
};
/** What an account has names for. */
export type Parts = { [K in keyof typeof parts]: Awaited<ReturnType<(typeof parts)[K]>> };

/** What an account calls its stages, users and loss reasons, with its time zone and currency: cleaned, read once, and again after five minutes. */
export class AccountNames {
  constructor(
    readonly kommo: Kommo,
    /** Whether a part, or the names of contacts, may not be shown. */
    readonly hides: (key: keyof Parts | 'contacts') => boolean = () => false,
    /** What was read so far; others may share it. */
    readonly known = new Map<string, { at: number; value: Promise<unknown> }>(),
    /** Hears of a part that can't be read. If it throws, so does `part`. */
    readonly onUnread: (key: keyof Parts, error: unknown) => void = () => {},
  ) {}

  /** One part. @throws what reading it throws */
  need<K extends keyof Parts>(key: K): Promise<Parts[K]> {
    let known = this.known.get(key);
    if (!known || Date.now() - known.at > FRESH_MS) {
      known = { at: Date.now(), value: parts[key](this.kommo) };
      this.known.set(key, known);
      known.value.catch((error) => {
        // Rights stay as they are; anything else may be over at the next try.
        if (!(error instanceof ForbiddenError)) this.known.delete(key);
      });
    }
    return known.value as Promise<Parts[K]>;
  }

  /** The same, undefined if it can't be read or may not be shown: names are then left out, nothing fails. */
  async part<K extends keyof Parts>(key: K): Promise<Parts[K] | undefined> {
    if (this.hides(key)) return undefined;
    return this.need(key).catch((error: unknown) => {
      this.onUnread(key, error);
      return undefined;
    });
  }

  /** Forgets everything, after something may have changed it. */
  clear(): void {
    this.known.clear();
  }
}
