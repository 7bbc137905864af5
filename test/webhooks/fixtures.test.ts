import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseWebhook } from '../../src/webhooks/index.js';

const folder = new URL('../fixtures/webhooks/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const files = readdirSync(folder);

const TYPES: Record<string, string> = {
  'webhook_body.contacts_add.webhook.1.txt': 'contact.added',
  'webhook_body.contacts_delete.webhook.1.txt': 'contact.deleted',
  'webhook_body.contacts_restore.webhook.1.txt': 'contact.restored',
  'webhook_body.dp_leads_add.kommoagendamento.s093.txt': 'lead.added',
  'webhook_body.dp_leads_add.kommoatende.s092.txt': 'lead.added',
  'webhook_body.dp_leads_add.noindex.s113.txt': 'lead.added',
  'webhook_body.leads_delete.webhook.1.txt': 'lead.deleted',
  'webhook_body.leads_restore.webhook.1.txt': 'lead.restored',
  'webhook_body.leads_status.webhook.1.txt': 'lead.status_changed',
  'webhook_body.leads_update.webhook.1.txt': 'lead.updated',
  'webhook_body.leads_update.webhook.2.txt': 'lead.updated',
  'webhook_body.message_add.amocrmwa.s096.txt': 'message.added',
  'webhook_body.message_add.amocrmwa_voice.s097.txt': 'message.added',
  'webhook_body.message_add.onlinechat.s085.txt': 'message.added',
  'webhook_body.message_add.telegram.s086.txt': 'message.added',
  'webhook_body.message_add.waba_picture.s088.txt': 'message.added',
  'webhook_body.outgoing_message_add.capture.s118.txt': 'outgoing_message.added',
  'webhook_events.chat_template_add.webhook.1.json': 'chat_template.review_added',
  'webhook_events.companies_add.webhook.1.json': 'company.added',
  'webhook_events.companies_delete.webhook.1.json': 'company.deleted',
  'webhook_events.contacts_add.webhook.1.json': 'contact.added',
  'webhook_events.contacts_add.webhook.2.json': 'contact.added',
  'webhook_events.contacts_note.webhook.1.json': 'contact.note_added',
  'webhook_events.contacts_update.webhook.1.json': 'contact.updated',
  'webhook_events.leads_delete.webhook.1.json': 'lead.deleted',
  'webhook_events.leads_note.webhook.1.json': 'lead.note_added',
  'webhook_events.leads_note.webhook.2.json': 'lead.note_added',
  'webhook_events.leads_status.webhook.2.json': 'lead.status_changed',
  'webhook_events.leads_update.webhook.1.json': 'lead.updated',
  'webhook_events.message_add.webhook.1.json': 'message.added',
  'webhook_events.message_add.webhook.2.json': 'message.added',
  'webhook_events.talk_update.webhook.2.json': 'talk.updated',
  'webhook_events.task_add.webhook.1.json': 'task.added',
  'webhook_events.task_complete.webhook.1.json': 'task.completed',
  'webhook_events.task_delete.webhook.1.json': 'task.deleted',
  'webhook_events.task_responsible.webhook.1.json': 'task.responsible_changed',
  'webhook_events.task_result.webhook.1.json': 'task.updated',
  'webhook_events.task_update.webhook.2.json': 'task.updated',
  'webhook_events.unsorted_add.webhook.1.json': 'unsorted.added',
  'webhook_events.unsorted_delete_accept.webhook.1.json': 'unsorted.accepted',
  'webhook_events.unsorted_delete_accept.webhook.2.json': 'unsorted.accepted',
  'webhook_events.unsorted_update.webhook.1.json': 'unsorted.updated',
};

// Fields whose place is elsewhere on the event, or whose value no table can restore.
const NOT_IN_ENTITY = new Set(['type', 'note']);
const MISPRINTED = new Set(['webhook_events.leads_update.webhook.1.json date_create']);

describe('recorded bodies', () => {
  it('covers every fixture', () => {
    expect(files.sort()).toEqual(Object.keys(TYPES).sort());
  });

  it.each(files)('%s', (name) => {
    const { events } = parseWebhook(read(name));
    expect(events.map((event) => event.type)).toEqual([TYPES[name]]);
    const [event] = events;
    if (event === undefined || event.type === 'unknown') throw new Error('unreachable');
    const item = (event.raw['note'] ?? event.raw) as Record<string, unknown>;
    for (const [field, value] of Object.entries(item)) {
      const entity = event.entity as unknown as Record<string, unknown>;
      if (NOT_IN_ENTITY.has(field) && !(field in entity)) continue;
      if (MISPRINTED.has(`${name} ${field}`) || value === '') continue;
      expect(entity, field).toHaveProperty(field);
      if (typeof value !== 'string') continue;
      const restored = entity[field];
      expect(typeof restored === 'boolean' ? String(Number(restored)) : String(restored), field).toBe(value);
    }
  });

  it('reads the same out of the same data, as text and as object', () => {
    for (const name of files.filter((file) => file.endsWith('.json'))) {
      expect(parseWebhook(JSON.parse(read(name)) as object)).toEqual(parseWebhook(read(name)));
    }
    for (const name of files.filter((file) => file.endsWith('.txt'))) {
      const body = read(name);
      const parsed = parseWebhook(body);
      expect(parseWebhook(new TextEncoder().encode(body))).toEqual(parsed);
      expect(parseWebhook(new URLSearchParams(body))).toEqual(parsed);
      // What Express's urlencoded({ extended: false }) makes of it.
      expect(parseWebhook(Object.fromEntries(new URLSearchParams(body)))).toEqual(parsed);
    }
  });

  it('restores numbers by the table, and leaves texts', () => {
    const { events } = parseWebhook(read('webhook_events.contacts_add.webhook.1.json'));
    const [event] = events;
    if (event?.type !== 'contact.added') throw new Error('unreachable');
    expect(event.entity).toEqual({
      id: 10952709,
      name: 'Контакт',
      responsible_user_id: 123123,
      date_create: 1684402722,
      last_modified: 1684402722,
      created_user_id: 123123,
      modified_user_id: 123123,
      account_id: 7039099,
      company_name: 'Company',
      linked_company_id: 10857345,
      linked_leads_id: [7551167],
      custom_fields: [
        { id: 575809, name: 'Телефон', code: 'PHONE', values: [{ value: '+76665554433', enum: 311321 }] },
      ],
      created_at: 1684402722,
      updated_at: 1684402722,
    });
  });

  it('tells a phone number that looks like a number as text', () => {
    const [event] = parseWebhook(read('webhook_events.contacts_add.webhook.2.json')).events;
    if (event?.type !== 'contact.added') throw new Error('unreachable');
    expect(event.entity.custom_fields?.map(({ values }) => values)).toEqual([
      [{ value: '1234567890', enum: 552476 }],
      [{ value: '[email protected]', enum: 552488 }],
      [{ value: '12.01.1980' }],
      [{ value: 'Text' }],
      // A radio button: one object on the wire.
      [{ value: '2', enum: 566642 }],
    ]);
  });

  it('names the account of the envelope', () => {
    expect(parseWebhook(read('webhook_events.unsorted_add.webhook.1.json')).account).toEqual({
      id: 1312313,
      subdomain: 'test',
      url: 'https://test.amocrm.ru',
    });
    expect(parseWebhook(read('webhook_body.leads_status.webhook.1.txt')).account).toEqual({ subdomain: 'test000002' });
  });
});

describe('minor units', () => {
  it.each([
    ['leads[update][0][id]=1&leads[update][0][price]=100&leads[update][0][price_with_minor_units]=100.5', 'price', 100],
    [
      'customers[update][0][id]=1&customers[update][0][next_price]=7&customers[update][0][next_price_with_minor_units]=7.25',
      'next_price',
      7,
    ],
  ])('%s', (body, key, whole) => {
    const [event] = parseWebhook(body).events;
    const entity = (event as unknown as { entity: Record<string, unknown> }).entity;
    expect(entity[key]).toBe(whole);
    expect(entity[`${key}_with_minor_units`]).toBe(Number(/minor_units\]=([\d.]+)/.exec(body)?.[1]));
  });
});
