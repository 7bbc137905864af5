import { describe, expect, test } from 'vitest';
import type { LeadCreate } from '../../src/index.js';
import { account, callsOf, person } from '../people/support.js';
import { store } from '../support/bulk-store.js';

describe('upsert', () => {
  const mail = (value: string): { custom_fields_values: { field_code: string; values: { value: string }[] }[] } => ({
    custom_fields_values: [{ field_code: 'EMAIL', values: [{ value }] }],
  });

  test('updates what has the key, creates what has not, and makes one of the same key', async () => {
    const { kommo, leads } = await store();
    leads.push({ id: 1, name: 'old', created_at: 1, updated_at: 1, ...mail('Ann@Example.com') } as never);
    leads.push({ id: 2, name: 'older twin', created_at: 1, updated_at: 1, ...mail('ann@example.com') } as never);
    const { outcomes, created, updated } = await kommo.contacts.bulk.upsert(
      [
        { name: 'Ann', ...mail('ann@example.com') },
        { name: 'Bob', ...mail('bob@example.com') },
        { name: 'No key' },
        { name: 'Bob again', ...mail('BOB@example.com ') },
      ] as never[],
      { key: 'email' },
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['updated', 'created', 'created', 'updated']);
    expect({ created, updated }).toEqual({ created: 2, updated: 2 });
    expect(leads.map(({ name }) => name)).toEqual(['old', 'Ann', 'Bob again', 'No key']);
  });

  test('a refused leader fails its followers, and nothing is created for them', async () => {
    const { kommo, leads } = await store();
    const { outcomes } = await kommo.contacts.bulk.upsert(
      [
        { name: 'bad', ...mail('a@b.c') },
        { name: 'fine', ...mail('a@b.c') },
        { name: 'ok', ...mail('d@e.f') },
      ] as never[],
      { key: 'email' },
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['failed', 'failed', 'created']);
    expect(leads).toHaveLength(1);
  });

  test('by a key of the caller', async () => {
    const { kommo, leads } = await store();
    leads.push({ id: 1, name: 'SKU-1', created_at: 1, updated_at: 1 });
    const key = { input: ({ name }: LeadCreate) => name, entity: ({ name }: { name: string }) => [name] };
    const { outcomes } = await kommo.leads.bulk.upsert([{ name: 'SKU-1', price: 5 }, { name: 'SKU-2' }], { key });
    expect(outcomes.map(({ status }) => status)).toEqual(['updated', 'created']);
    expect(leads[0]?.price).toBe(5);
    await expect(async () => kommo.leads.bulk.upsert([], { key: 'sku' as never })).rejects.toThrow('key must be');
  });
});

describe('upsert by phone', () => {
  test('finds a number that is spelt otherwise, in the account and among the inputs', async () => {
    const { kommo } = account('BR');
    const { id } = await kommo.contacts.create(person('old', ['5511912345678']));
    const { outcomes } = await kommo.contacts.bulk.upsert(
      [
        person('Ann', ['+55 11 91234-5678']),
        person('Bob', ['(21) 3333-4444']),
        person('Bob again', ['+55 21 3333 4444 ramal 2']),
        person('Ann again', ['11 1234-5678']),
      ],
      { key: 'phone' },
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['updated', 'created', 'updated', 'updated']);
    const all = await kommo.contacts.list().all();
    expect(all.map(({ name }) => name)).toEqual(['Ann again', 'Bob again']);
    expect(all[0]?.id).toBe(id);
  });

  test('keeps the other phones, and the spelling that is stored', async () => {
    const { kommo } = account('BR');
    const { id } = await kommo.contacts.create({
      custom_fields_values: [
        { field_code: 'PHONE', values: [{ value: '5511912345678', enum_code: 'MOB' }, { value: '+55 11 3333-4444' }] },
      ],
    });
    await kommo.contacts.bulk.upsert([person('Ann', ['+55 11 91234-5678', '+1 202 555 0100'], ['ann@example.com'])], {
      key: 'phone',
    });
    const ann = await kommo.contacts.get(id);
    const values = ann.custom_fields_values?.find(({ field_code }) => field_code === 'PHONE')?.values as {
      value: string;
      enum_code: string;
    }[];
    expect(values.map(({ value, enum_code }) => [value, enum_code])).toEqual([
      ['5511912345678', 'MOB'],
      ['+55 11 3333-4444', 'WORK'],
      ['+1 202 555 0100', 'WORK'],
    ]);
  });

  test('keeps the e-mails too, and the phones if the key is the e-mail', async () => {
    const { kommo } = account('BR');
    const { id } = await kommo.contacts.create(
      person('old', ['5511912345678'], ['Ann@example.com', 'ann@work.example']),
    );
    await kommo.contacts.bulk.upsert([person('Ann', ['+55 11 91234-5678'], ['new@example.com'])], { key: 'phone' });
    const again = [person('Ann', ['(11) 91234-5678', '11 3333-4444'], ['ANN@example.com'])];
    for (let i = 0; i < 2; i++) await kommo.contacts.bulk.upsert(again, { key: 'email' });
    const { custom_fields_values } = await kommo.contacts.get(id);
    expect(custom_fields_values?.map(({ values }) => values.map((one) => (one as { value: unknown }).value))).toEqual([
      ['5511912345678', '11 3333-4444'],
      ['Ann@example.com', 'ann@work.example', 'new@example.com'],
    ]);
  });

  test.each([1, 50])('an input is known by any phone of one before it, in chunks of %i', async (chunkSize) => {
    const { kommo, sandbox } = account('BR');
    const { id } = await kommo.contacts.create(person('old', ['11 93333-1111']));
    const { outcomes } = await kommo.contacts.bulk.upsert(
      [
        person('Ann', ['11 91234-5678', '11 92222-0000']),
        person('Ann, second phone', ['+55 11 92222-0000']),
        person('Bob', ['11 93333-1111', '11 94444-0000']),
        person('Bob, new phone', ['+55 11 94444-0000']),
      ],
      { key: 'phone', chunkSize },
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['created', 'updated', 'updated', 'updated']);
    expect(sandbox.db.contacts.size).toBe(2);
    expect(await kommo.contacts.get(id)).toMatchObject({ name: 'Bob, new phone' });
  });

  test.each([
    ['phone', ['0000000', '11 9****-1234', '5.5E+12', 'none']],
    ['email', ['none', 'a***@example.com', '-']],
  ] as const)('a %s that says nothing makes nobody the same', async (key, fillers) => {
    const { kommo, sandbox } = account('BR');
    for (let run = 0; run < 2; run++) {
      const inputs = fillers.map((text) => (key === 'phone' ? person(`${run}`, [text]) : person(`${run}`, [], [text])));
      expect(await kommo.contacts.bulk.upsert(inputs, { key })).toMatchObject({ created: fillers.length, updated: 0 });
    }
    expect([...sandbox.db.contacts].map(({ name }) => name).join('')).toBe(
      '0'.repeat(fillers.length) + '1'.repeat(fillers.length),
    );
  });

  test('never writes to a contact that has the number in another field', async () => {
    const { kommo } = account('BR');
    await kommo.contacts.create(person('Call +55 11 91234-5678', ['+55 21 3333-4444'], ['5511912345678@example.com']));
    const { created, updated } = await kommo.contacts.bulk.upsert([person('Ann', ['+55 11 91234-5678'])], {
      key: 'phone',
    });
    expect({ created, updated }).toEqual({ created: 1, updated: 0 });
    expect((await kommo.contacts.list().all())[0]?.name).toBe('Call +55 11 91234-5678');
  });

  test('two inputs that belong to one contact are two calls, one after the other', async () => {
    const { kommo } = account('BR');
    await kommo.contacts.create(person('old', ['+55 11 91234-5678', '+55 11 3333-4444']));
    await kommo.contacts.bulk.upsert(
      [person('first', ['11 91234-5678', '11 2222-1111']), person('second', ['11 3333-4444'])],
      { key: 'phone' },
    );
    const [one, ...others] = await kommo.contacts.list().all();
    expect([one?.name, others]).toEqual(['second', []]);
    expect(one?.custom_fields_values?.[0]?.values).toHaveLength(3);
  });

  test('1,000 inputs into an account of 433 read the account once', async () => {
    const { kommo, sandbox } = account('BR');
    const phone = (i: number): string => `+55 11 9${String(10_000_000 + i * 7919).slice(-8)}`;
    const stored = Array.from({ length: 433 }, (_, i) => person(`old ${i}`, [phone(i).replace(/\D/g, '')]));
    await kommo.contacts.bulk.create(stored);
    const before = sandbox.requests.length;
    const inputs = Array.from({ length: 1000 }, (_, i) => person(`new ${i}`, [phone(i)]));
    const { created, updated } = await kommo.contacts.bulk.upsert(inputs, { key: 'phone' });
    expect({ created, updated }).toEqual({ created: 567, updated: 433 });
    // 20 chunks, one of them both updates and creates; the account, the look beyond its end and its pages are the rest.
    expect(sandbox.requests.length - before).toBeLessThanOrEqual(29);
    expect(sandbox.db.contacts.size).toBe(1000);
  });

  test('a few inputs into a large account are looked up one by one', async () => {
    const { kommo, sandbox } = account('BR');
    await kommo.contacts.bulk.create(Array.from({ length: 1600 }, (_, i) => person('x', [`+55 11 9${1000_0000 + i}`])));
    const before = callsOf(sandbox)['GET contacts'] ?? 0;
    const inputs = [0, 1, 2, 3, 4].map((i) => person(`new ${i}`, [`11 9${1000_0000 + i}`]));
    const { updated } = await kommo.contacts.bulk.upsert(inputs, { key: 'phone' });
    expect(updated).toBe(5);
    expect((callsOf(sandbox)['GET contacts'] ?? 0) - before).toBe(6);
  });

  test('inputs whose number is not known beforehand switch to reading everything', async () => {
    const { kommo, sandbox } = account('BR');
    await kommo.contacts.bulk.create(Array.from({ length: 600 }, (_, i) => person('x', [`+55 11 9${1000_0000 + i}`])));
    const before = callsOf(sandbox)['GET contacts'] ?? 0;
    async function* inputs() {
      for (let i = 0; i < 700; i++) yield person(`new ${i}`, [`11 9${1000_0000 + i}`]);
    }
    const { created, updated } = await kommo.contacts.bulk.upsert(inputs(), { key: 'phone' });
    expect({ created, updated }).toEqual({ created: 100, updated: 600 });
    expect((callsOf(sandbox)['GET contacts'] ?? 0) - before).toBeLessThanOrEqual(8);
  });

  test('a create whose answer was lost is looked up before its key is created again', async () => {
    const { kommo, sandbox } = account('BR');
    sandbox.fail({ method: 'POST', path: '/api/v4/contacts', status: 500, when: 'after' });
    const inputs = Array.from({ length: 6 }, (_, i) => person(`new ${i}`, [`11 9${1000_0000 + (i % 3)}`]));
    await kommo.contacts.bulk.upsert(inputs, { key: 'phone', chunkSize: 3 });
    expect(sandbox.db.contacts.size).toBe(3);
  });

  test('a country that is unknown ends the run before it starts', async () => {
    const { kommo, sandbox } = account('BR');
    await expect(async () =>
      kommo.contacts.bulk.upsert([person('x', ['1'])], { key: 'phone', country: 'Brazil' }),
    ).rejects.toThrow('country must be');
    expect(sandbox.requests).toHaveLength(0);
  });
});
