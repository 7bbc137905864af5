import type { EntityType } from '../db/rows/index.js';
import { type Handlers, idParam, itemsOf } from '../http/call.js';
import { everything, list, ok, paginate, selfLinks, written } from '../http/hal.js';
import { notBlank, notSupportedChoice, refuse, requestIdOf } from '../http/problems.js';
import { check } from './batch.js';
import { among } from './filters.js';
import { missingRef } from './references.js';

interface ShortLinkInput {
  url: string;
  metadata: { entity_type: 'contacts'; entity_id: number };
}

interface ChatInput {
  contact_id: number;
  chat_id: string;
  request_id?: string;
}

/** Short links, chats of contacts, subscriptions. */
export const miscHandlers: Handlers = {
  'shortLinks.create': (call) => {
    const inputs = itemsOf<ShortLinkInput>(call);
    check(call, inputs, (input) => [
      ...(URL.canParse(input.url) ? [] : [notSupportedChoice('url')]),
      ...missingRef(call.db.contacts, input.metadata.entity_id, 'metadata.entity_id'),
    ]);
    const items = inputs.map(({ metadata }) => ({
      url: `${call.origin}/s/${call.db.nextId('shortLink', 4_660).toString(36)}`,
      account_id: call.db.account.id,
      metadata,
    }));
    return written(call, 'short_links', items);
  },
  'contacts.listChats': (call) => {
    const { contact_id, chat_id } = call.query;
    if ((contact_id === undefined) === (chat_id === undefined)) check(call, [{}], () => [notBlank('contact_id')]);
    const rows = call.db.contactChats.filter((row) => among(contact_id, row.contact_id) && among(chat_id, row.chat_id));
    return list(call, 'chats', everything(rows), { totals: 'items', paged: false });
  },
  // A chat has one contact, so that linking it anew moves it.
  'contacts.linkChats': (call) => {
    const inputs = itemsOf<ChatInput>(call);
    check(call, inputs, ({ contact_id }) => missingRef(call.db.contacts, contact_id, 'contact_id'));
    const items = inputs.map((input, i) => {
      const { contact_id, chat_id } = input;
      const before = call.db.contactChats.find((row) => row.chat_id === chat_id);
      if (before) call.db.contactChats.delete(before.id);
      return { ...call.db.contactChats.add({ contact_id, chat_id }), request_id: requestIdOf(input, i) };
    });
    return ok({ _total_items: items.length, _links: selfLinks(call, call.pathname), _embedded: { chats: items } });
  },
  'subscriptions.list': (call) => {
    const type = call.params['entity_type'] as EntityType;
    const row = call.db[type].get(idParam(call)) ?? refuse(404, 'Entity not found');
    const items = [{ subscriber_id: row.responsible_user_id, type: 'user', _links: selfLinks(call, call.pathname) }];
    return list(call, 'subscriptions', paginate(call, items), { totals: 'pages' });
  },
};
