import { iso } from '../util/zone.js';
import { fill } from './budget.js';
import { type Args, type Env, send } from './env.js';
import { shapeFor } from './shape.js';
import { failure } from './texts.js';

/** Messages are read up to here; the newest of them are shown. */
const MOST = 2000;
const KEYS = [
  'type',
  'text',
  'message_type',
  'author=author:type+name',
  'attachment=attachment:type+file_name+link',
  'delivery_status',
  'created_at',
];

/** Names of the contacts beside their ids, as far as the policy lets contacts be read. */
export async function withContacts(env: Env, rows: readonly unknown[]): Promise<unknown[]> {
  const talks = rows as { contact_id?: number }[];
  const ids = [...new Set(talks.flatMap(({ contact_id: id }) => id ?? []))];
  if (ids.length === 0 || env.names.hides('contacts')) return [...rows];
  const query = { filter: { id: ids }, limit: 250 };
  const data = await send(env, 'GET', '/api/v4/contacts', { query }).catch(() => undefined);
  const found = (data?._embedded?.['contacts'] ?? []) as { id: number; name: string }[];
  const names = new Map(found.map(({ id, name }) => [id, name]));
  return talks.map((talk) => ({ ...talk, contact: names.get(talk.contact_id as number) }));
}

/** The messages of one chat, newest first, as many as fit. */
export async function conversation(env: Env, { talk_id: id, limit = 20 }: Args): Promise<Args> {
  const { kommo } = env.names;
  const messages = await kommo.talks.messages(id as number, { limit: 250 }, { signal: env.signal }).all({ max: MOST });
  const rows = messages
    .map((message, i) => ({ message, at: message.created_at ?? 0, i }))
    .sort((a, b) => b.at - a.at || b.i - a.i)
    .slice(0, limit as number)
    .map(({ message }) => message);
  const [shape, account] = await Promise.all([shapeFor(env.names, KEYS), env.names.part('account')]);
  const at = { page: 1, limit: limit as number, skip: 0, args: {}, maxTokens: env.maxTokens };
  const { next: _, ...answer } = await fill(async () => ({ rows, more: false }), shape, at);
  const zone = account?.zone ?? 'UTC';
  const more = messages.length > rows.length ? { has_more: true } : {};
  return { ...answer, ...more, now: iso(zone, Math.floor(env.now() / 1000)), timezone: zone };
}

/** Writes to a client. What may have been sent is never sent again by itself. */
export async function sendMessage(env: Env, { talk_id: talk, text }: Args): Promise<Args> {
  const { id } = await env.names.kommo.talks.send(talk as number, { text: text as string }, { signal: env.signal });
  if (!id) throw failure('unsure_answer');
  return { ok: true, id };
}
