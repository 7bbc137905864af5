import type { Db } from '../db/db.js';
import type { TalkMessageRow, TalkRow } from '../db/rows/index.js';
import { type Call, filterOf, type Handlers, idParam, itemOf } from '../http/call.js';
import { list, ok, paginate, selfLinks } from '../http/hal.js';
import { type Reply, refuse } from '../http/problems.js';
import { uuidOf } from '../seed/random.js';
import { among, within } from './filters.js';

/** The list ends here, as clients report of Kommo; older conversations are found by id. */
const LISTED = 250;

/** Conversations and their messages. */
export const talkHandlers: Handlers = {
  'talks.list': (call) => {
    const newest = call.db.talks
      .filter(talkFilter(call))
      .sort((a, b) => b.updated_at - a.updated_at || b.id - a.id)
      .slice(0, LISTED);
    const page = paginate(call, newest);
    return list(call, 'talks', { items: page.items.map((row) => renderTalk(call, row)), total: page.total });
  },
  'talks.get': (call) => ok(renderTalk(call, talkOf(call))),
  'talks.messages': (call) => {
    needScope(call, 'list_external_messages');
    const { id } = talkOf(call);
    advance(call, id);
    const created = filterOf(call, 'created_at');
    const rows = call.db.talkMessages.filter((row) => row.talk_id === id && within(created, row.created_at));
    const page = paginate(call, rows);
    return list(call, 'messages', { items: page.items.map((row) => renderMessage(call, row)), total: page.total });
  },
  'talks.send': (call): Reply => {
    needScope(call, 'send_external_messages');
    const talk = talkOf(call);
    if (!talk.is_in_work) refuse(422, 'Talk is closed');
    if (call.db.messageQuota <= 0) refuse(402, 'Quota of outgoing messages is used up');
    call.db.messageQuota -= 1;
    const { text = '', attachment } = itemOf<SendInput>(call);
    const file = attachment && call.db.files.get(attachment.drive_uuid);
    const known = file?.versions.some(({ uuid }) => uuid === attachment?.drive_version_uuid);
    if (attachment && !known) refuse(400, 'File not found');
    const id = uuidOf(call.db.nextId('talkMessage', 90_000));
    const user = call.db.users.get(call.userId);
    call.db.talkMessages.push({
      id,
      talk_id: talk.id,
      chat_id: talk.chat_id,
      type: 'outgoing',
      message_type: attachment?.type ?? 'text',
      text,
      author: { id: uuidOf(call.userId % 1_000), type: 'internal', name: user?.name ?? '', avatar_url: null },
      attachment: attachment
        ? {
            type: attachment.type,
            link: `${call.origin}/download/${attachment.drive_uuid}`,
            file_name: file?.name ?? '',
          }
        : null,
      delivery_status: 'sent',
      origin: talk.origin,
      created_at: call.now,
    });
    call.db.talks.update(talk.id, { updated_at: call.now });
    return { status: 202, body: { id }, type: 'application/json' };
  },
  'talks.close': (call): Reply => {
    const row = talkOf(call);
    if (!row.is_in_work) refuse(422, 'Talk is already closed');
    call.db.talks.update(row.id, { is_in_work: false, updated_at: call.now });
    return { status: 202, type: 'text/html; charset=UTF-8' };
  },
};

/** What a client writes, for `sandbox.receive`. */
export interface IncomingMessage {
  text?: string;
  /** A file, by its address. */
  attachment?: { type: string; link: string; file_name: string };
  /** Name of the client. Default: that of the contact. */
  author?: string;
}

/** Stores a message of the client. The conversation is open after it. */
export function receiveMessage(db: Db, talkId: number, message: IncomingMessage, now: number): TalkMessageRow {
  const talk = db.talks.get(talkId);
  if (!talk) throw new Error(`The sandbox has no conversation ${talkId}. It has those in \`sandbox.db.talks\`.`);
  const { text = '', attachment, author } = message;
  if (!text && !attachment) throw new Error('`sandbox.receive` needs a `text` or an `attachment`.');
  const row: TalkMessageRow = {
    id: uuidOf(db.nextId('talkMessage', 90_000)),
    talk_id: talk.id,
    chat_id: talk.chat_id,
    type: 'incoming',
    message_type: attachment?.type ?? 'text',
    text,
    author: {
      id: uuidOf(talk.contact_id % 100_000),
      type: 'external',
      name: author ?? db.contacts.get(talk.contact_id)?.name ?? 'Client',
      avatar_url: null,
    },
    attachment: attachment ?? null,
    delivery_status: null,
    origin: talk.origin,
    created_at: now,
  };
  db.talkMessages.push(row);
  db.talks.update(talk.id, { is_in_work: true, is_read: false, updated_at: now });
  return row;
}

interface SendInput {
  text?: string;
  attachment?: { drive_uuid: string; drive_version_uuid: string; type: string };
}

function needScope(call: Call, scope: string): void {
  if (!call.db.scopes.has(scope)) refuse(403, `Scope ${scope} is required`);
}

// Each look at a conversation brings what was sent one step further: sent, delivered, read.
function advance(call: Call, talkId: number): void {
  const next = { sent: 'delivered', delivered: 'read' } as const;
  call.db.talkMessages = call.db.talkMessages.map((row) =>
    row.talk_id === talkId && (row.delivery_status === 'sent' || row.delivery_status === 'delivered')
      ? { ...row, delivery_status: next[row.delivery_status] }
      : row,
  );
}

function talkFilter(call: Call): (row: TalkRow) => boolean {
  const [id, contact, entity, type, open] = ['talk_id', 'contact_id', 'entity_id', 'entity_type', 'only_in_work'].map(
    (key) => filterOf(call, key),
  );
  return (row) =>
    among(id, row.id) &&
    among(contact, row.contact_id) &&
    (entity === undefined || (row.entity_id !== null && among(entity, row.entity_id))) &&
    (type === undefined || row.entity_type === type) &&
    (!open || row.is_in_work);
}

const talkOf = (call: Call): Readonly<TalkRow> => call.db.talks.get(idParam(call)) ?? refuse(404, 'Talk not found');

function renderMessage(call: Call, row: TalkMessageRow): object {
  return { ...row, _links: selfLinks(call, `/api/v4/talks/${row.talk_id}/messages/${row.id}`) };
}

function renderTalk(call: Call, row: TalkRow): object {
  const { id, ...columns } = row;
  const link = (kind: string, to: number | null): object[] =>
    to === null ? [] : [{ id: to, _links: selfLinks(call, `/api/v4/${kind}/${to}`) }];
  return {
    talk_id: id,
    ...columns,
    status: row.is_in_work ? 'in_work' : 'closed',
    source_id: null,
    account_id: call.db.account.id,
    _links: selfLinks(call, `/api/v4/talks/${id}`),
    _embedded: {
      contacts: link('contacts', row.contact_id),
      leads: row.entity_type === 'lead' ? link('leads', row.entity_id) : [],
    },
  };
}
