import { inLanes } from './lanes.js';
import { fetchList, serverTime } from './lists.js';
import { pageByPage } from './pages.js';
import { type Raw, upsert } from './rows.js';
import { tableOf } from './schema.js';
import { ident } from './sql.js';
import type { TodoTarget } from './todo.js';

/** A conversation whose messages are to be read. */
interface TalkToRead {
  readonly talk_id: number;
  readonly contact_id: number | null;
  readonly entity_type: string | null;
  readonly entity_id: number | null;
  /** Unix seconds from which on messages may be missing. Null if none was read yet. */
  readonly from: number | null;
}

export interface MessagesOptions {
  /** Seconds that are read again. */
  readonly overlap: number;
  /** Unix seconds; conversations that did not change since are left out. */
  readonly since: number | undefined;
  readonly onRows: (rows: number) => void;
}

/**
 * Reads the messages of each conversation that has changed since its messages were last read.
 * @throws ForbiddenError without the scope for messages
 */
export async function readMessages(target: TodoTarget, { overlap, since = 0, onRows }: MessagesOptions): Promise<void> {
  const { schema, database, concurrency } = target;
  const s = ident(schema);
  const talks = await database.query<TalkToRead>(
    `SELECT t.talk_id, t.contact_id, t.entity_type, t.entity_id, extract(epoch FROM r.at)::bigint - $1::text::bigint AS "from"
     FROM ${s}.talks t LEFT JOIN ${s}._talks_read r ON r.talk_id = t.talk_id
     WHERE NOT t.is_deleted AND (r.at IS NULL OR t.updated_at >= r.at - make_interval(secs => $1::text::double precision))
       AND t.updated_at >= to_timestamp($2::text::bigint)
     ORDER BY t.updated_at DESC, t.talk_id`,
    [String(overlap), String(since)],
  );
  await inLanes(talks, concurrency, async (talk) => onRows(await readTalk(target, talk)));
}

async function readTalk({ kommo, schema, now, database, signal }: TodoTarget, talk: TalkToRead): Promise<number> {
  const { talk_id, contact_id, entity_type, entity_id, from } = talk;
  // The start may not belong to the range.
  const filter = from === null ? {} : { filter: { created_at: { from: Math.max(0, from - 1) } } };
  const fetch = async (page: number) => {
    const readAt = now();
    const query = { ...filter, page, limit: 250 };
    const answer = await fetchList(kommo, ['/api/v4/talks/{id}/messages', { id: talk_id }], 'messages', query, signal);
    // Hardly a conversation has so many messages, so no request is spent to make sure.
    return { ...answer, readAt, hasNext: answer.hasNext === true };
  };
  let count = 0;
  let started: number | undefined;
  for await (const { answer, isLast } of pageByPage(fetch)) {
    started ??= serverTime(answer, now());
    const at = String(started);
    // Webhooks name the contact and the lead of a message, the list does not.
    const rows = answer.rows.map((row): Raw => ({ contact_id, entity_type, entity_id, ...row, talk_id }));
    await database.transaction(async (session) => {
      await upsert(session, { schema, table: tableOf('messages'), rows, readAt: answer.readAt });
      if (!isLast) return;
      await session.query(
        `INSERT INTO ${ident(schema)}._talks_read (talk_id, at) VALUES ($1::text::bigint, to_timestamp($2::text::bigint))
         ON CONFLICT (talk_id) DO UPDATE SET at = excluded.at`,
        [String(talk_id), at],
      );
    });
    count += rows.length;
  }
  return count;
}
