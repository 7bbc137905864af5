import { createServer } from 'node:http';
import { describe, expectTypeOf, it } from 'vitest';
import {
  createWebhookHandler,
  encodeWebhook,
  type HandledEvent,
  parseWebhook,
  type WebhookCompany,
  type WebhookEvent,
  type WebhookEventOf,
  type WebhookLead,
  type WebhookNote,
  type WireValue,
} from '../../src/webhooks/index.js';

describe('webhook events', () => {
  it('narrow by type', () => {
    const event = {} as WebhookEvent;
    if (event.type === 'lead.status_changed') {
      expectTypeOf(event.entity).toEqualTypeOf<WebhookLead>();
      expectTypeOf(event.entity.id).toEqualTypeOf<number>();
      expectTypeOf(event.entity.status_id).toEqualTypeOf<number | undefined>();
      expectTypeOf(event.entity.custom_fields?.[0]?.values[0]?.enum).toEqualTypeOf<number | undefined>();
    }
    if (event.type === 'company.added') expectTypeOf(event.entity).toEqualTypeOf<WebhookCompany>();
    if (event.type === 'lead.note_added') expectTypeOf(event.entity).toEqualTypeOf<WebhookNote>();
    if (event.type === 'contact.responsible_changed') {
      expectTypeOf(event.entity.old_responsible_user_id).toEqualTypeOf<number>();
    }
    if (event.type === 'talk.updated') expectTypeOf(event.entity.is_read).toEqualTypeOf<boolean | undefined>();
    if (event.type === 'message.added') {
      expectTypeOf(event.entity.id).toEqualTypeOf<string>();
      expectTypeOf(event.entity.author?.name).toEqualTypeOf<string | undefined>();
    }
    if (event.type === 'unsorted.accepted') {
      expectTypeOf(event.entity.accept_result?.leads).toEqualTypeOf<number[] | undefined>();
    }
    if (event.type === 'unknown') {
      expectTypeOf(event.entity).toEqualTypeOf<undefined>();
      expectTypeOf(event.raw).toEqualTypeOf<WireValue>();
    }
    // @ts-expect-error no such event
    if (event.type === 'lead.exploded') throw new Error();
  });

  it('come from a body of any form', () => {
    expectTypeOf(parseWebhook).toBeCallableWith('a=1');
    expectTypeOf(parseWebhook).toBeCallableWith(new Uint8Array());
    expectTypeOf(parseWebhook).toBeCallableWith(new URLSearchParams());
    expectTypeOf(parseWebhook).toBeCallableWith(
      { leads: {} },
      { contentType: 'application/json', limits: { maxKeys: 5 } },
    );
    expectTypeOf(parseWebhook('').events).toEqualTypeOf<WebhookEvent[]>();
  });
});

describe('listeners', () => {
  it('get the events of their key', () => {
    createWebhookHandler({
      on: {
        'task.completed': (event) => expectTypeOf(event).toEqualTypeOf<WebhookEventOf<'task.completed'>>(),
        'catalog_element.*': (event) =>
          expectTypeOf(event.type).toEqualTypeOf<
            'catalog_element.added' | 'catalog_element.updated' | 'catalog_element.deleted'
          >(),
        '*': (event) => expectTypeOf(event).toEqualTypeOf<HandledEvent>(),
        'integration.disconnected': (event) => expectTypeOf(event.entity.account_id).toEqualTypeOf<number>(),
        unknown: (event) => expectTypeOf(event.type).toEqualTypeOf<'unknown'>(),
        // @ts-expect-error no such type
        'leads.added': () => {},
      },
    });
  });

  it('fit the servers', () => {
    const handler = createWebhookHandler({ on: {} });
    createServer(handler.node);
    expectTypeOf(handler).toBeCallableWith(new Request('http://localhost'));
    expectTypeOf(handler.settings).toEqualTypeOf<readonly string[]>();
  });
});

describe('encodeWebhook', () => {
  it('takes what the event holds', () => {
    encodeWebhook({ type: 'lead.added', entity: { id: 1, price: 5 } });
    encodeWebhook(
      [
        { type: 'talk.added', entity: { talk_id: 1 } },
        { type: 'lead.deleted', entity: { id: 1 } },
      ],
      { account: { id: 1 } },
    );
    // @ts-expect-error an id is a number
    encodeWebhook({ type: 'lead.added', entity: { id: '1' } });
    // @ts-expect-error it needs the user before
    encodeWebhook({ type: 'contact.responsible_changed', entity: { id: 1 } });
  });
});
