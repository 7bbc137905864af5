import { describe, expect, test, vi } from 'vitest';
import { getField } from '../../src/fields/index.js';
import { AbortError, InputError, Kommo, ServerError } from '../../src/index.js';
import { createSandbox, type SeedData } from '../../src/testing/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { refusal } from '../support/refusal.js';

describe('kommo.fields', () => {
  const page = (names: readonly string[]): object => ({
    _page: 1,
    _page_count: 1,
    _embedded: { custom_fields: names.map((name, i) => ({ id: i + 1, name, type: 'text', sort: i })) },
  });

  test('reads once for all who ask at a time, and keeps the definitions', async () => {
    const { url, seen } = await serve((_, res) => json(res, page(['A'])));
    const kommo = client(url);
    const sets = await Promise.all([kommo.fields('leads'), kommo.fields('leads'), kommo.fields('contacts')]);
    expect(sets[0]).toBe(sets[1]);
    expect(await kommo.fields('leads')).toBe(sets[0]);
    expect(seen.map((request) => request.url.split('?')[0])).toEqual([
      '/api/v4/leads/custom_fields',
      '/api/v4/contacts/custom_fields',
    ]);
  });

  test('reads again when told to, and when the definitions are too old', async () => {
    const { url, seen } = await serve((_, res, __, count) => json(res, page([`A${count}`])));
    const kommo = client(url);
    await kommo.fields('leads');
    expect((await kommo.fields('leads', { refresh: true })).all[0]?.name).toBe('A2');
    expect((await kommo.fields('leads')).all[0]?.name).toBe('A2');
    await kommo.fields('leads', { maxAgeMs: 0 });
    expect(seen).toHaveLength(3);
    const now = performance.now();
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now + 600_001);
    await kommo.fields('leads');
    clock.mockRestore();
    expect(seen).toHaveLength(4);
  });

  test('a read that failed is not kept', async () => {
    const { url } = await serve((_, res, __, count) => {
      if (count === 1) json(res, { title: 'down' }, 500);
      else json(res, page(['A']));
    });
    const kommo = client(url, { retries: 0 });
    await expect(kommo.fields('leads')).rejects.toThrow(ServerError);
    expect((await kommo.fields('leads')).all).toHaveLength(1);
  });

  test('a signal stops waiting, not the read that others wait for', async () => {
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { url, seen } = await serve(async (_, res) => {
      await gate;
      json(res, page(['A']));
    });
    const kommo = client(url);
    const controller = new AbortController();
    const impatient = kommo.fields('leads', { signal: controller.signal });
    const patient = kommo.fields('leads');
    controller.abort('enough');
    await expect(impatient).rejects.toThrow(AbortError);
    release();
    expect((await patient).all).toHaveLength(1);
    expect(seen).toHaveLength(1);
  });

  test('every page, by id; an account without fields has an empty set', async () => {
    const { url, seen } = await serve((request, res) => {
      const number = Number(new URL(request.url, 'http://x').searchParams.get('page'));
      if (request.url.includes('contacts')) return void res.writeHead(204).end();
      const custom_fields = [{ id: number, name: `F${number}`, type: 'text', sort: 1 }];
      const next = number < 3 ? { next: { href: `${url}/api/v4/leads/custom_fields?page=${number + 1}` } } : {};
      json(res, { _page_count: 3, _links: next, _embedded: { custom_fields } });
    });
    const kommo = client(url);
    expect((await kommo.fields('leads')).all.map(({ id }) => id)).toEqual([1, 2, 3]);
    expect(seen[0]?.url).toContain('limit=250&order[id]=asc');
    expect((await kommo.fields('contacts')).all).toEqual([]);
  });

  test.each([
    ['customers', '/api/v4/customers/custom_fields'],
    ['segments', '/api/v4/customers/segments/custom_fields'],
    [{ catalog: 7 }, '/api/v4/catalogs/7/custom_fields'],
  ] as const)('of %j', async (scope, path) => {
    const { url, seen } = await serve((_, res) => json(res, page(['A'])));
    await client(url).fields(scope);
    expect(seen[0]?.url.split('?')[0]).toBe(path);
  });

  test('refuses what has no fields before a request', async () => {
    const kommo = client('http://127.0.0.1:1');
    await expect(kommo.fields('lead' as never)).rejects.toThrow('scope must be leads, contacts');
    await expect(kommo.fields(null as never)).rejects.toThrow('scope must be');
    await expect(kommo.fields({ catalog: 0 })).rejects.toThrow(InputError);
    await expect(kommo.fields('leads', { maxAgeMs: -1 })).rejects.toThrow('maxAgeMs must be a number');
  });
});

describe('against the sandbox', () => {
  const account = (seed: 'small' | SeedData = 'small', leads = 3) => {
    const sandbox = createSandbox({ seed, leads, rateLimit: false });
    return { sandbox, kommo: new Kommo({ ...sandbox.options, rateLimit: false }) };
  };

  test('writes and reads every type of the seed, by name', async () => {
    const { kommo } = account();
    const own = await kommo.fields('leads');
    const moment = 1_767_225_600;
    const values = {
      Channel: 'WhatsApp',
      Plan: 'Team',
      Interests: ['Chats', 'API'],
      Seats: 12,
      'Renewal date': moment,
      'Demo done': true,
      'Landing page': 'https://example.com',
      Comment: 'x',
    };
    const { id } = await kommo.leads.create({ custom_fields_values: own.write(values) });
    const lead = await kommo.leads.get(id);
    for (const [name, value] of Object.entries(values)) {
      expect(own.get(lead, name), name).toEqual(value);
      expect(getField(lead, name), name).toEqual(value);
    }
    await kommo.leads.update(id, own.set({}, 'Seats', null));
    expect(getField(await kommo.leads.get(id), 'Seats')).toBeNull();
    expect(getField(await kommo.leads.get(id), 'Plan')).toBe('Team');
  });

  test('phones and e-mails, by code; what was read can be sent back', async () => {
    const { kommo } = account();
    const own = await kommo.fields('contacts');
    const phones = [{ value: '+15550100', enum_code: 'MOB' }, '+15550101'];
    const { id } = await kommo.contacts.create({ custom_fields_values: own.write({ PHONE: phones, EMAIL: 'a@b.c' }) });
    const contact = await kommo.contacts.get(id);
    expect(getField(contact, 'PHONE', 'multitext')?.map(({ value, enum_code }) => [value, enum_code])).toEqual([
      ['+15550100', 'MOB'],
      ['+15550101', 'WORK'],
    ]);
    const back = getField(contact, 'PHONE', 'multitext');
    await kommo.contacts.update(id, own.set({}, 'PHONE', back));
    expect(getField(await kommo.contacts.get(id), 'PHONE')).toEqual(back);
  });

  test('a wrong field or option costs no request', async () => {
    const { kommo, sandbox } = account();
    const own = await kommo.fields('leads');
    const before = sandbox.requests.length;
    expect(refusal(() => own.write({ Chanel: 'WhatsApp' })).message).toContain('nearest: "Channel"');
    expect(refusal(() => own.write({ Channel: 'Watsapp' })).message).toContain('nearest: "WhatsApp"');
    expect(sandbox.requests.length).toBe(before);
  });

  test('types to count on are checked against the account', async () => {
    const { kommo } = account();
    const own = await kommo.fields('leads', { types: { Seats: 'numeric' } });
    expect(own.field('Seats').type).toBe('numeric');
    await expect(kommo.fields('leads', { types: { Seats: 'text' } })).rejects.toThrow(
      'is of the type numeric, not text',
    );
    await expect(kommo.fields('leads', { types: { Seat: 'numeric' } })).rejects.toThrow('nearest: "Seats"');
  });

  test('elements of a list', async () => {
    const { kommo } = account();
    const [products] = (await kommo.catalogs.list()).data.filter(({ type }) => type === 'products');
    const own = await kommo.fields({ catalog: products?.id as number });
    const element = await kommo.catalogs.createElement(products?.id as number, {
      name: 'Seat',
      custom_fields_values: own.write({ SKU: 'S-1', PRICE: 9.5, GROUP: 'Licences' }),
    });
    expect([own.get(element, 'SKU'), own.get(element, 'PRICE'), own.get(element, 'GROUP')]).toEqual([
      'S-1',
      9.5,
      'Licences',
    ]);
  });

  test('a field that was made a moment ago is there after a refresh', async () => {
    const { kommo } = account();
    await kommo.fields('leads');
    await kommo.customFields.create('leads', { name: 'Source', type: 'text' });
    await expect(kommo.fields('leads').then((own) => own.field('Source'))).rejects.toThrow('refresh: true');
    expect((await kommo.fields('leads', { refresh: true })).field('Source').type).toBe('text');
  });
});
