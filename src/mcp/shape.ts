import type { Hal } from '../operations/send.js';
import type { AccountNames } from '../reports/names.js';
import { isRecord } from '../util/is-record.js';
import { stripInvisible } from '../util/strip-invisible.js';
import { iso } from '../util/zone.js';

/** Makes an item fit for a model: the keys of the tool (or all), those of `fields`, names beside ids, moments as text, nothing empty. */
export type Shape = (item: unknown, fields?: readonly string[]) => Record<string, unknown>;

/** Reads the names that these keys need, and gives what shapes an item. */
export async function shapeFor(names: AccountNames, keys: readonly string[] = []): Promise<Shape> {
  const [account, pipelines, users, reasons] = await Promise.all([
    names.part('account'),
    keys.includes('pipeline_id') ? names.part('pipelines') : undefined,
    keys.includes('responsible_user_id') ? names.part('users') : undefined,
    keys.includes('loss_reason_id') ? names.part('reasons') : undefined,
  ]);
  const zone = account?.zone ?? 'UTC';
  const namers: Record<string, (id: number, item: Record<string, unknown>) => string | undefined> = {
    pipeline_id: (id) => pipelines?.get(id)?.name,
    status_id: (id, item) => pipelines?.get(item['pipeline_id'] as number)?.stages.get(id),
    responsible_user_id: (id) => users?.get(id),
    loss_reason_id: (id) => reasons?.get(id),
    task_type_id: (id) => account?.types.get(id),
  };
  const shown = withoutHidden(names);
  return (given, fields) => {
    const item = isRecord(given) ? given : {};
    const out: Record<string, unknown> = {};
    for (const entry of keys.length > 0 ? keys : allKeys(item)) {
      const [key, from = key] = entry.split('=') as [string, string?];
      const named = key.replace(/_id$/, '');
      if (fields && !fields.includes(key) && !fields.includes(named)) continue;
      const [path, parts] = from.split(':') as [string, string?];
      const found = path.split('.').reduce<unknown>((node, step) => (isRecord(node) ? node[step] : undefined), item);
      // Sums of money come in whole units, and beside them with their fraction.
      const exact = keys.length > 0 ? item[`${path}_with_minor_units`] : undefined;
      const value = clean(zone, key, shown(key, typeof exact === 'number' ? exact : found), parts?.split('+'));
      if (value === undefined) continue;
      out[key] = value;
      const name = named === key ? undefined : namers[key]?.(value as number, item);
      if (name !== undefined) out[named] = name;
    }
    return out;
  };
}

/** Whose names stand under a key of an answer: of which only the id may be shown if they are hidden. */
const WHOSE: Readonly<Record<string, 'reasons' | 'users' | 'contacts'>> = {
  loss_reason: 'reasons',
  users: 'users',
  contacts: 'contacts',
  'metadata.client': 'contacts',
  'metadata.from': 'contacts',
};
const SHOWN = /^(id|uuid|type|is_main|_links)$/;

// Answers without the names that the policy hides, wherever they stand.
function withoutHidden({ hides }: AccountNames): (key: string, value: unknown) => unknown {
  const hidden = { reasons: hides('reasons'), users: hides('users'), contacts: hides('contacts') };
  if (!Object.values(hidden).includes(true)) return (_, value) => value;
  const shown = (key: string, value: unknown, parent = ''): unknown => {
    if (Array.isArray(value)) return value.map((one) => shown(key, one, parent));
    // It holds the id of a user, or what they are called.
    if (key === 'call_responsible' && hidden.users) return /^\d+$/.test(String(value)) ? value : undefined;
    // The author of a message is a client or a user.
    const isClient = isRecord(value) && value['type'] === 'external';
    const whose = key === 'author' ? (isClient ? 'contacts' : 'users') : (WHOSE[key] ?? WHOSE[`${parent}.${key}`]);
    const isHidden = whose !== undefined && hidden[whose];
    if (!isRecord(value)) return isHidden && typeof value === 'string' ? undefined : value;
    const kept = Object.entries(value).filter(([name]) => !isHidden || SHOWN.test(name));
    return Object.fromEntries(kept.map(([name, part]) => [name, shown(name, part, key)]));
  };
  return shown;
}

// What is embedded moves up.
function allKeys(item: Record<string, unknown>): string[] {
  const embedded = Object.keys((item as Hal)._embedded ?? {}).filter((key) => !(key in item));
  return [
    ...Object.keys(item).filter((key) => key !== '_embedded'),
    ...embedded.map((key) => `${key}=_embedded.${key}`),
  ];
}

function clean(zone: string, key: string, value: unknown, parts?: readonly string[]): unknown {
  if (value === null || value === '' || key === '_links' || key === 'account_id') return undefined;
  if (typeof value === 'string') return stripInvisible(value);
  if (typeof value === 'number' && /_(at|till)$/.test(key)) return value > 0 ? iso(zone, value) : undefined;
  if (Array.isArray(value)) {
    if (/^custom_fields/.test(key)) return customFields(zone, value);
    const items = value.map((item) =>
      key === 'tags' ? stripInvisible(String(item?.name)) : clean(zone, '', item, parts),
    );
    return items.length > 0 ? items.filter((item) => item !== undefined) : undefined;
  }
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !parts || parts.includes(name));
  const out = kept
    .map(([name, part]) => [stripInvisible(name), clean(zone, name, part)])
    .filter(([, part]) => part !== undefined);
  return out.length > 0 ? Object.fromEntries(out) : undefined;
}

type Field = { field_name?: string; field_code?: string; field_id?: number; values?: { value?: unknown }[] };

// By name; one value bare, several as a list.
function customFields(zone: string, fields: readonly Field[]): unknown {
  const out: Record<string, unknown> = {};
  for (const { field_name, field_code, field_id, values = [] } of fields) {
    const name = stripInvisible(String(field_name ?? field_code ?? field_id));
    const list = values.map(({ value }) => clean(zone, '', value)).filter((value) => value !== undefined);
    if (list.length > 0) out[name in out ? `${name} (${field_id})` : name] = list.length === 1 ? list[0] : list;
  }
  return Object.keys(out).length > 0 ? out : undefined;
}
