import type { EntityRow, EntityType } from '../db/rows/index.js';
import { type Call, type Handlers, itemOf, itemsOf } from '../http/call.js';
import { ok, selfLinks } from '../http/hal.js';
import { problem, type Reply, requestIdOf } from '../http/problems.js';
import { uuidOf } from '../seed/random.js';
import { check } from './batch.js';
import { singular } from './journal.js';
import { insertNote } from './notes.js';
import { type UserRefs, userIssues } from './references.js';
import { relationsOf } from './relations.js';
import { isClosed } from './stages.js';

interface CallInput extends UserRefs {
  direction: 'inbound' | 'outbound';
  phone: string;
  created_at?: number;
  request_id?: string;
  [key: string]: unknown;
}

/** Logged calls. They become notes of the card that their number belongs to. */
export const callHandlers: Handlers = {
  'calls.create': (call) => {
    const inputs = itemsOf<CallInput>(call);
    check(call, inputs, (input) => userIssues(call.db, input));
    const done: object[] = [];
    const errors: object[] = [];
    inputs.forEach((input, i) => {
      const request_id = requestIdOf(input, i);
      const card = cardOf(call, input.phone);
      if (!card) errors.push({ request_id, status: 400, title: 'Bad Request', detail: 'Entity not found' });
      else done.push({ ...log(call, input, card), request_id });
    });
    if (done.length === 0) return problem(400, 'Entity not found');
    return ok({ _total_items: done.length, errors, _embedded: { calls: done } });
  },
  // A pop-up about a call that comes in leaves nothing behind.
  'callEvents.create': (call): Reply => {
    const { add } = itemOf<{ add: readonly { phone_number: string }[] }>(call);
    const items = add.map(({ phone_number }) => {
      const card = cardOf(call, phone_number);
      const uid = uuidOf(call.db.nextId('callEvent', 700_001));
      return { element_id: card?.id ?? null, element_type: card ? TYPE_NUMBERS[card.type] : null, uid, phone_number };
    });
    const _links = { self: { href: `${call.origin}${call.pathname}`, method: 'post' } };
    return { status: 200, body: { _links, _embedded: { items } } };
  },
};

// The older API numbers the entities.
const TYPE_NUMBERS: Readonly<Record<EntityType, number>> = { contacts: 1, leads: 2, companies: 3, customers: 12 };

interface Card {
  type: EntityType;
  id: number;
}

// The last ten digits decide. One open lead takes the call, otherwise the contact or company does.
function cardOf(call: Call, phone: string): Card | undefined {
  const digits = lastTen(phone);
  const has = (row: EntityRow): boolean =>
    row.custom_fields.some((field) =>
      field.values.some(
        (item) => typeof item['value'] === 'string' && digits !== '' && lastTen(item['value']) === digits,
      ),
    );
  const { db } = call;
  const relations = relationsOf(db);
  const contact = db.contacts.find((row) => !row.is_deleted && has(row));
  const company = contact ? undefined : db.companies.find((row) => !row.is_deleted && has(row));
  const ids = contact ? relations.leadsOfContact.get(contact.id) : company && relations.leadsOfCompany.get(company.id);
  const open = (ids ?? []).filter((id) => !isClosed(db.leads.get(id)?.status_id ?? 0));
  if (open.length === 1) return { type: 'leads', id: open[0] as number };
  if (contact) return { type: 'contacts', id: contact.id };
  return company && { type: 'companies', id: company.id };
}

const lastTen = (text: string): string => text.replace(/\D/g, '').slice(-10);

function log(call: Call, input: CallInput, card: Card): object {
  const {
    direction,
    created_at,
    responsible_user_id,
    created_by = 0,
    request_id: _requestId,
    updated_by: _by,
    updated_at: _at,
    ...params
  } = input;
  const note = insertNote(call, {
    entity_type: card.type,
    entity_id: card.id,
    note_type: direction === 'inbound' ? 'call_in' : 'call_out',
    params,
    created_by,
    ...(responsible_user_id !== undefined && { responsible_user_id }),
    ...(created_at !== undefined && { created_at }),
  });
  return {
    id: note.id,
    entity_id: card.id,
    entity_type: singular(card.type),
    account_id: call.db.account.id,
    _embedded: { entity: { id: card.id, _links: selfLinks(call, `/api/v4/${card.type}/${card.id}`) } },
  };
}
