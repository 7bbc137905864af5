import { sanitize } from './sanitize.js';
import { isObject } from './schema.js';
import type { Snapshot } from './snapshot.js';
import { iso } from './time.js';

/** Turns an id into a name. */
type Namer = (key: string, item: Record<string, unknown>) => string | undefined;

/** Makes what Kommo answers fit for a model: documented keys, no links and nothing empty, names beside ids, moments as text. */
export class Shaper {
  readonly #zone: string;
  readonly #name: Namer;

  private constructor(zone: string, name: Namer) {
    this.#zone = zone;
    this.#name = name;
  }

  /** Reads the names that these keys need; without keys, none. */
  static async for(snapshot: Snapshot, keys: readonly string[] = []): Promise<Shaper> {
    const has = (key: string): boolean => keys.some((entry) => entry === key || entry.startsWith(`${key}=`));
    const [account, pipelines, users, reasons] = await Promise.all([
      snapshot.part('account'),
      has('pipeline_id') ? snapshot.part('pipelines') : undefined,
      has('responsible_user_id') ? snapshot.part('users') : undefined,
      has('loss_reason_id') ? snapshot.part('reasons') : undefined,
    ]);
    return new Shaper(account?.timezone ?? 'UTC', (key, item) => {
      const id = item[key] as number;
      if (key === 'pipeline_id') return pipelines?.get(id)?.name;
      if (key === 'status_id') return pipelines?.get(item['pipeline_id'] as number)?.stages.get(id);
      if (key === 'loss_reason_id') return reasons?.get(id);
      if (key === 'task_type_id') return account?.taskTypes.get(id);
      return key === 'responsible_user_id' ? users?.get(id) : undefined;
    });
  }

  /** `fields` narrows further; an id asked for brings its name. */
  item(given: unknown, keys?: readonly string[], fields?: readonly string[]): Record<string, unknown> {
    const item = isObject(given) ? given : {};
    const { _embedded: embedded, ...own } = item;
    const entries =
      keys ??
      Object.keys({ ...own, ...(isObject(embedded) ? embedded : {}) }).map((key) =>
        key in own ? key : `${key}=_embedded.${key}`,
      );
    const out: Record<string, unknown> = {};
    for (const entry of entries) {
      const [key, from = key] = entry.split('=') as [string, string?];
      const named = key.replace(/_id$/, '');
      if (fields && !fields.includes(key) && !fields.includes(named)) continue;
      const [path, parts] = from.split(':') as [string, string?];
      const value = this.#value(key, at(item, path), parts?.split('+'));
      if (value === undefined) continue;
      out[key] = value;
      const name = this.#name(key, item);
      if (name !== undefined && named !== key) out[named] = sanitize(name);
    }
    return out;
  }

  #value(key: string, value: unknown, parts?: readonly string[]): unknown {
    if (value === null || value === undefined || value === '' || key === '_links' || key === 'account_id')
      return undefined;
    if (typeof value === 'number' && /_(at|till)$/.test(key)) return value > 0 ? iso(this.#zone, value) : undefined;
    if (typeof value === 'string') return sanitize(value);
    if (Array.isArray(value)) {
      if (/^custom_fields/.test(key)) return this.#fields(value);
      if (key === 'tags') return value.map((tag) => sanitize(String((tag as { name?: unknown }).name)));
      const items = value.map((item) => this.#value('', item, parts)).filter((item) => item !== undefined);
      return items.length > 0 ? items : undefined;
    }
    if (!isObject(value)) return value;
    const kept = Object.entries(value).filter(([name]) => !parts || parts.includes(name));
    const out = Object.fromEntries(
      kept.map(([name, part]) => [sanitize(name), this.#value(name, part)]).filter(([, part]) => part !== undefined),
    );
    return Object.keys(out).length > 0 ? out : undefined;
  }

  // By name; one value bare, several as a list.
  #fields(fields: readonly unknown[]): unknown {
    const out: Record<string, unknown> = {};
    for (const field of fields as {
      field_name?: string;
      field_code?: string;
      field_id?: number;
      values?: { value?: unknown }[];
    }[]) {
      const values = (field.values ?? [])
        .map(({ value }) => this.#value('', value))
        .filter((value) => value !== undefined);
      const name = sanitize(String(field.field_name ?? field.field_code ?? field.field_id));
      if (values.length > 0)
        out[name in out ? `${name} (${field.field_id})` : name] = values.length === 1 ? values[0] : values;
    }
    return Object.keys(out).length > 0 ? out : undefined;
  }
}

function at(item: unknown, path: string): unknown {
  return path.split('.').reduce((node, key) => (isObject(node) ? node[key] : undefined), item);
}
