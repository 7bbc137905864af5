import { parse as parseQuerystring } from 'node:querystring';
import { describe, expect, it } from 'vitest';
import { parseWebhook, WebhookParseError } from '../../src/webhooks/index.js';

const typesOf = (body: Parameters<typeof parseWebhook>[0]) => parseWebhook(body).events.map((event) => event.type);

describe('parseWebhook', () => {
  it('yields every event of a body, in order', () => {
    const { account, events } = parseWebhook(
      'account[id]=32720107&account[subdomain]=acme&account[_links][self]=https%3A%2F%2Facme.kommo.com' +
        '&leads[add][0][id]=1&leads[add][1][id]=2&leads[status][0][id]=1&leads[status][0][status_id]=142' +
        '&contacts[add][0][id]=3&contacts[add][0][type]=contact&contacts[add][1][id]=4&contacts[add][1][type]=company',
    );
    expect(account).toEqual({ id: 32720107, subdomain: 'acme', url: 'https://acme.kommo.com' });
    expect(events.map(({ type, group, action, entity }) => [type, group, action, entity])).toEqual([
      ['lead.added', 'leads', 'add', { id: 1 }],
      ['lead.added', 'leads', 'add', { id: 2 }],
      ['lead.status_changed', 'leads', 'status', { id: 1, status_id: 142 }],
      ['contact.added', 'contacts', 'add', { id: 3 }],
      ['company.added', 'contacts', 'add', { id: 4 }],
    ]);
  });

  it('decodes the worked example of the facts (derived)', () => {
    const { events } = parseWebhook(
      'leads%5Bstatus%5D%5B0%5D%5Bid%5D=15318175&leads%5Bstatus%5D%5B0%5D%5Bstatus_id%5D=142' +
        '&leads%5Bstatus%5D%5B0%5D%5Bold_status_id%5D=67548607&account%5Bid%5D=32720107',
    );
    expect(events).toEqual([
      {
        type: 'lead.status_changed',
        entity: { id: 15318175, status_id: 142, old_status_id: 67548607 },
        account: { id: 32720107 },
        group: 'leads',
        action: 'status',
        raw: { id: '15318175', status_id: '142', old_status_id: '67548607' },
      },
    ]);
  });

  it('takes incoming messages without the wrapper', () => {
    const bare =
      'account[id]=1&add[0][id]=m1&add[0][chat_id]=c1&add[0][talk_id]=174&add[0][text]=Hola&add[0][type]=incoming' +
      '&add[0][message_type]=voice&add[0][attachment][link]=https://amojo.kommo.com/x/nota.ogg&add[1][id]=m2&add[1][chat_id]=c1';
    const { events } = parseWebhook(bare);
    expect(events.map(({ type, group, action }) => [type, group, action])).toEqual([
      ['message.added', 'message', 'add'],
      ['message.added', 'message', 'add'],
    ]);
    expect(events[0]?.entity).toEqual({
      id: 'm1',
      chat_id: 'c1',
      talk_id: 174,
      text: 'Hola',
      type: 'incoming',
      message_type: 'voice',
      attachment: { link: 'https://amojo.kommo.com/x/nota.ogg' },
    });
    expect(typesOf('add[1][id]=m2&add[1][chat_id]=c1')).toEqual(['message.added']);
    expect(typesOf('add[0][id]=o1&add[0][chat_id]=c&add[0][type]=outgoing')).toEqual(['outgoing_message.added']);
    // Bots that answer every message would answer themselves.
    expect(typesOf('message[add][0][id]=o1&message[add][0][type]=outgoing')).toEqual(['message.sent']);
    expect(typesOf('message[add][0][id]=o1&message[add][0][type]=incoming')).toEqual(['message.added']);
    expect(typesOf('message[add][0][id]=o1')).toEqual(['message.added']);
    expect(typesOf('outgoing_message[add][0][id]=o1&outgoing_message[add][0][author][user_id]=4242')).toEqual([
      'outgoing_message.added',
    ]);
  });

  it('tells changes of the responsible user and completions from other updates', () => {
    const update = (group: string, fields: string) => typesOf(fields.replaceAll('$', `${group}[update][0]`));
    expect(update('contacts', '$[id]=1&$[type]=contact')).toEqual(['contact.updated']);
    expect(update('contacts', '$[id]=1&$[type]=company&$[old_responsible_user_id]=2')).toEqual([
      'company.responsible_changed',
    ]);
    expect(update('contacts', '$[id]=1&$[responsible_user_id]=2&$[old_responsible_user_id]=2')).toEqual([
      'contact.updated',
    ]);
    expect(update('task', '$[id]=1&$[status]=1&$[action_close]=1&$[old_responsible_user_id]=2')).toEqual([
      'task.completed',
    ]);
    expect(update('task', '$[id]=1&$[status]=1&$[action_close]=0')).toEqual(['task.updated']);
    expect(update('unsorted', '$[uid]=x')).toEqual(['unsorted.updated']);
  });

  it('tells what became of an incoming lead', () => {
    const deleted = (rest: string) => parseWebhook(`unsorted[delete][0][uid]=x${rest}`).events[0];
    expect(
      deleted('&unsorted[delete][0][action]=decline&unsorted[delete][0][decline_result][leads][0]=5'),
    ).toMatchObject({
      type: 'unsorted.declined',
      entity: { decline_result: { leads: [5] } },
    });
    expect(deleted('')?.type).toBe('unsorted.deleted');
  });

  it('takes deletions of old, which are a bare id', () => {
    expect(parseWebhook('leads[delete]=77').events).toMatchObject([{ type: 'lead.deleted', entity: { id: 77 } }]);
    expect(parseWebhook('leads[delete][0]=77').events).toMatchObject([{ type: 'lead.deleted', entity: { id: 77 } }]);
  });

  it('reads bodies of the digital pipeline', () => {
    const json = { leads: { mail_in: [{ id: 4921027, pipeline_id: 752662, status_id: 16203334 }] } };
    expect(parseWebhook(JSON.stringify(json)).events).toMatchObject([
      { type: 'lead.mail_in', entity: { id: 4921027 } },
    ]);
    expect(typesOf('customers[period][0][id]=1&customers[period][0][period_id]=2')).toEqual([
      'customer.period_changed',
    ]);
    const widget = {
      event: {
        type: 15,
        type_code: 'lead_appeared_in_status',
        data: {
          id: 123123,
          element_type: 2,
          status_id: 654321,
          pipeline_id: 123456,
          direction_of_movement: 'went_to_trigger',
        },
        time: 1491300016,
      },
      action: { settings: { widget: { settings: { message: 'Hi' } } } },
      subdomain: 'my_company',
      account_id: 30441694,
    };
    expect(parseWebhook(widget)).toMatchObject({
      account: { id: 30441694, subdomain: 'my_company' },
      events: [
        {
          type: 'digital_pipeline.triggered',
          entity: { ...widget.event, settings: { message: 'Hi' } },
          raw: { subdomain: 'my_company' },
        },
      ],
    });
  });

  it('reads the widget_request of a salesbot, as a form and as JSON', () => {
    const request = {
      token: 'a.b.c',
      data: { message: 'hi', from: 'W' },
      return_url: 'https://x.kommo.com/api/v4/salesbot/1/continue/2',
    };
    const form = new URLSearchParams({
      token: 'a.b.c',
      'data[message]': 'hi',
      'data[from]': 'W',
      return_url: request.return_url,
    });
    for (const body of [form, JSON.stringify(request)]) {
      expect(parseWebhook(body).events).toEqual([
        {
          type: 'salesbot.widget_request',
          entity: request,
          account: {},
          group: '',
          action: 'widget_request',
          raw: request,
        },
      ]);
    }
  });

  it('keeps what it does not know', () => {
    const { events } = parseWebhook('robots[add][0][id]=1&ping=1&leads[teleport][0][id]=2&leads[add][0][name]=no+id');
    expect(events).toEqual([
      { type: 'unknown', entity: undefined, account: {}, group: 'robots', action: 'add', raw: { id: '1' } },
      { type: 'unknown', entity: undefined, account: {}, group: 'ping', action: '', raw: '1' },
      { type: 'unknown', entity: undefined, account: {}, group: 'leads', action: 'teleport', raw: { id: '2' } },
      { type: 'unknown', entity: undefined, account: {}, group: 'leads', action: 'add', raw: { name: 'no id' } },
    ]);
  });

  it('restores by the table only', () => {
    const [event] = parseWebhook(
      'leads[add][0][id]=1&leads[add][0][name]=00042&leads[add][0][price]=&leads[add][0][date_create]=17265663a90' +
        '&leads[add][0][status_id]=99999999999999999999&leads[add][0][tags][0][id]=7&leads[add][0][tags][0][name]=2024',
    ).events;
    expect(event?.entity).toEqual({ id: 1, name: '00042', tags: [{ id: 7, name: '2024' }] });
    expect(event?.raw).toMatchObject({ price: '', date_create: '17265663a90' });
  });

  it('reads each shape of custom field values', () => {
    const field = (rest: string) => `&leads[add][0][custom_fields]${rest}`;
    const [event] = parseWebhook(
      `leads[add][0][id]=1${field('[0][id]=1')}${field('[0][values][0]=1729717200')}${field('[1][id]=2')}` +
        `${field('[1][values][value]=2')}${field('[1][values][enum]=566642')}${field('[2][id]=3')}` +
        `${field('[2][values][0][value]=Main+St')}${field('[2][values][0][subtype]=1')}${field('[3][id]=4')}` +
        `${field('[3][values][0][value][entity_id]=55')}${field('[4][name]=without+id')}`,
    ).events;
    expect(event?.type === 'lead.added' && event.entity.custom_fields).toEqual([
      { id: 1, values: [{ value: '1729717200' }] },
      { id: 2, values: [{ value: '2', enum: 566642 }] },
      { id: 3, values: [{ value: 'Main St', subtype: '1' }] },
      { id: 4, values: [{ value: { entity_id: '55' } }] },
    ]);
  });

  it('takes nothing from a prototype', () => {
    const { events } = parseWebhook(
      'leads[toString][0][id]=1&constructor[add][0][id]=1&leads[add][0][hasOwnProperty]=1&hasOwnProperty=2',
    );
    expect(events.map(({ type }) => type)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('says what is wrong with a body', () => {
    const failure = (body: Parameters<typeof parseWebhook>[0], contentType?: string) => {
      try {
        parseWebhook(body, { contentType });
      } catch (error) {
        return error as WebhookParseError;
      }
      return undefined;
    };
    expect(failure('{"leads":')?.message).toBe('The body is not valid JSON.');
    expect(failure('"leads"', 'application/json')?.message).toBe('The body is JSON, but not an object.');
    expect(failure('--x', 'multipart/form-data; boundary=x')?.message).toMatch(/multipart/);
    expect(failure(5 as never)).toBeInstanceOf(WebhookParseError);
    expect(failure('{"leads":')?.limit).toBeUndefined();
    expect(parseWebhook('')).toEqual({ account: {}, events: [] });
    const wrong: [unknown, RegExp][] = [
      [new Blob(['leads[add][0][id]=1']), /is a Blob, .* Pass await body.text\(\)/],
      [new Response('leads[add][0][id]=1'), /is a Response/],
      [Promise.resolve('leads[add][0][id]=1'), /is a promise; await it first/],
      [new Set(['x']), /is a Set/],
      [new ReadableStream(), /is a ReadableStream/],
      [[{ leads: {} }], /is a list/],
      [null, /got null/],
    ];
    for (const [body, message] of wrong) expect(failure(body as object)?.message).toMatch(message);
    const form = new FormData();
    form.append('leads[add][0][file]', new Blob(['x']));
    expect(failure(form)?.message).toBe(
      'The field "leads[add][0][file]" of the form is a file; Kommo sends only texts.',
    );
  });

  it('reads the same events, whatever parsed the body', async () => {
    const at = 'contacts[update][0]';
    const pairs: [string, string][] = [
      [`${at}[id]`, '7'],
      [`${at}[type]`, 'contact'],
      ...Array.from({ length: 25 }, (_, i): [string, string][] => [
        [`${at}[custom_fields][${i}][id]`, String(1000 + i)],
        [`${at}[custom_fields][${i}][values][0][value]`, `+1555010${i}`],
        [`${at}[custom_fields][${i}][values][0][enum]`, String(i + 1)],
      ]).flat(),
      ['account[id]', '1'],
    ];
    const text = new URLSearchParams(pairs).toString();
    const right = parseWebhook(text).events.map(({ type, entity }) => [type, entity]);
    expect(right).toMatchObject([['contact.updated', { custom_fields: { length: 25 } }]]);
    const form = new FormData();
    for (const [key, value] of pairs) form.append(key, value);
    const bytes = new TextEncoder().encode(text);
    const qsFields = Array.from({ length: 25 }, (_, i) => [
      i,
      { id: String(1000 + i), values: { '[0][value]': `+1555010${i}`, '[0][enum]': String(i + 1) } },
    ]);
    const qsTree = {
      contacts: { update: [{ id: '7', type: 'contact', custom_fields: Object.fromEntries(qsFields) }] },
      account: { id: '1' },
    };
    const shapes: Record<string, Parameters<typeof parseWebhook>[0]> = {
      bytes,
      buffer: Buffer.from(text),
      'array buffer': bytes.buffer,
      'data view': new DataView(bytes.buffer),
      'search params': new URLSearchParams(text),
      'form data': form,
      map: new Map(pairs),
      querystring: parseQuerystring(text),
      'flat keys with lists of one': Object.fromEntries(pairs.map(([key, value]) => [key, [value]])),
      // qs splits 5 levels by default and leaves the rest in the key; beyond index 20 it makes objects of lists.
      'qs by default': qsTree,
      'qs by default, through JSON': JSON.parse(JSON.stringify(qsTree)),
      JSON: JSON.stringify(qsTree),
    };
    for (const [name, body] of Object.entries(shapes)) {
      expect([name, parseWebhook(body).events.map(({ type, entity }) => [type, entity])]).toEqual([name, right]);
    }
  });
});
