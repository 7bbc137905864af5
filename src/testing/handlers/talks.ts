import type { TalkRow } from '../db/rows/index.js';
import { type Call, type Handlers, idParam } from '../http/call.js';
import { ok, selfLinks } from '../http/hal.js';
import { type Reply, refuse } from '../http/problems.js';

/** Conversations. There is no list of them. */
export const talkHandlers: Handlers = {
  'talks.get': (call) => ok(renderTalk(call, talkOf(call))),
  'talks.close': (call): Reply => {
    const row = talkOf(call);
    if (!row.is_in_work) refuse(422, 'Talk is already closed');
    call.db.talks.update(row.id, { is_in_work: false, updated_at: call.now });
    return { status: 202, type: 'text/html; charset=UTF-8' };
  },
};

const talkOf = (call: Call): Readonly<TalkRow> => call.db.talks.get(idParam(call)) ?? refuse(404, 'Talk not found');

function renderTalk(call: Call, row: TalkRow): object {
  const { id, ...columns } = row;
  const link = (kind: string, to: number | null): object[] =>
    to === null ? [] : [{ id: to, _links: selfLinks(call, `/api/v4/${kind}/${to}`) }];
  return {
    talk_id: id,
    ...columns,
    account_id: call.db.account.id,
    _links: selfLinks(call, `/api/v4/talks/${id}`),
    _embedded: {
      contacts: link('contacts', row.contact_id),
      leads: row.entity_type === 'lead' ? link('leads', row.entity_id) : [],
    },
  };
}
