import { describe, expect, test, vi } from 'vitest';
import { AbortError, InputError, ServerError } from '../../src/errors.js';
import type { FindBy } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';
import { COUNTRIES, numbersOf, spellingsOf } from './numbers.js';
import { account, callsOf, person } from './support.js';

async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

describe('find', () => {
  test('by phone, however it is stored and however it is asked for', async () => {
    const { kommo, sandbox } = account('BR');
    await kommo.contacts.createMany([
      person('A', ['5511912345678']),
      person('B', ['+55 11 1234-5678', '+55 21 3333-4444']),
      person('C', ['+55 21 91234-5678']),
      person('D', ['(11) 91234-5678 ramal 3']),
      // The number stands in another field, where Kommo's search finds it too.
      person('Ask 5511912345678', [], ['5511912345678@example.com']),
    ]);
    for (const phone of ['+55 11 91234-5678', '11912345678', '0055 11 1234 5678', '+55 (11) 91234-5678 ext 7'])
      expect((await kommo.contacts.find({ phone })).map(({ name }) => name)).toEqual(['D', 'B', 'A']);
    expect(callsOf(sandbox)['GET account']).toBe(1);
    const found = await kommo.contacts.find({ phone: '+1 202 555 0100' });
    expect([found, found.truncated]).toEqual([[], false]);
  });

  test('in Russia, and in a country that is named', async () => {
    const { kommo } = account('RU');
    await kommo.contacts.createMany([person('A', ['8 (912) 345-67-89']), person('B', ['+7 912 345 67 89'])]);
    expect(await kommo.contacts.find({ phone: '79123456789' })).toHaveLength(2);
    expect(await kommo.contacts.find({ phone: '912 345 67 89' })).toHaveLength(2);
    await kommo.companies.create({
      custom_fields_values: [{ field_code: 'PHONE', values: [{ value: '(415) 555-2671' }] }],
    });
    expect(await kommo.companies.find({ phone: '+1 415 555 2671' })).toHaveLength(0);
    expect(await kommo.companies.find({ phone: '+1 415 555 2671' }, { country: 'us' })).toHaveLength(1);
    await expect(kommo.contacts.find({ phone: '1' }, { country: 'USA' })).rejects.toThrow('country must be');
  });

  test('by e-mail, by name and by a field, each in its own place', async () => {
    const { kommo } = account();
    const field = await kommo.customFields.create('contacts', { name: 'Tax id', type: 'text', code: 'TAX' } as never);
    const tax = (value: string) => ({ custom_fields_values: [{ field_id: field.id, values: [{ value }] }] });
    await kommo.contacts.createMany([
      person('Ann Lee', [], ['Ann@Example.com', 'ann.lee@example.com']),
      person('ann@example.com', [], ['ann@example.com.br']),
      person('  ANN   lee ', [], ['other@example.com']),
      person('Ann Leeds'),
      { name: 'X', ...tax('AB-1') },
      { name: 'AB-1', ...tax('AB-12') },
    ]);
    const names = async (by: FindBy): Promise<string[]> =>
      (await kommo.contacts.find(by)).map(({ name }) => name.trim());
    expect(await names({ email: ' ann@EXAMPLE.com' })).toEqual(['Ann Lee']);
    expect(await names({ name: 'ann lee' })).toEqual(['Ann Lee']);
    for (const ref of [{ id: field.id }, { code: 'TAX' }, { name: 'Tax id' }])
      expect(await names({ field: { ...ref, value: 'ab-1' } as never })).toEqual(['X']);
  });

  test('embeds what `with` asks for', async () => {
    const { kommo } = account();
    const { id } = await kommo.contacts.create(person('A', ['+55 11 91234-5678']));
    const lead = await kommo.leads.create({ _embedded: { contacts: [{ id }] } });
    const [found] = await kommo.contacts.find({ phone: '+55 11 91234-5678' }, { with: ['leads'] });
    expect(found?._embedded.leads.map((one) => one.id)).toEqual([lead.id]);
  });

  test('reads 250 hits and says so', async () => {
    const { kommo, sandbox } = account();
    await kommo.contacts.createMany(Array.from({ length: 250 }, (_, i) => person('Ann', [], [`ann${i}@example.com`])));
    expect(await kommo.contacts.find({ name: 'Ann' })).toMatchObject({ length: 250, truncated: false });
    await kommo.contacts.create(person('ann'));
    const found = await kommo.contacts.find({ name: 'Ann' });
    expect(found).toMatchObject({ length: 250, truncated: true });
    expect(found[0]?.name).toBe('ann');
    expect(callsOf(sandbox)['GET contacts']).toBe(2);
  });

  test('a page that the server caps is not the last', async () => {
    const stored = Array.from({ length: 60 }, (_, i) => ({
      id: 60 - i,
      ...person(i === 55 ? 'Ann Lee' : 'Ann Leeds'),
    }));
    const { url } = await serve((seen, res) => {
      const page = Number(new URL(seen.url, 'http://x').searchParams.get('page') ?? 1);
      const contacts = stored.slice((page - 1) * 50, page * 50);
      if (contacts.length === 0) return void res.writeHead(204).end();
      json(res, { _page: page, _embedded: { contacts } });
    });
    const found = await client(url).contacts.find({ name: 'Ann Lee' });
    expect([found.length, found.truncated]).toEqual([1, false]);
  });

  test('an e-mail within a value, with invisible or full-width characters; a masked one belongs to nobody', async () => {
    const { kommo } = account();
    await kommo.contacts.createMany([
      person('A', [], ['Ann Lee <ANN@example.com>; ann@work.example']),
      person('B', [], ['\u200bann@example.com\ufeff']),
      person('C', [], ['xann@example.com', 'ann@example.com.br']),
      person('D', [], ['a***@example.com', 'none']),
      person('E', [], ['a***@example.com', 'none']),
    ]);
    const names = async (email: string): Promise<string> =>
      (await kommo.contacts.find({ email })).map(({ name }) => name).join('');
    expect(await names('ann@example.com')).toBe('BA');
    expect(await names('\u200bａｎｎ＠example.com')).toBe('BA');
    expect(await names('mailto:ann@work.example')).toBe('A');
    for (const email of ['a***@example.com', 'none', 'ann', '@', '\u200b'])
      await expect(kommo.contacts.find({ email })).rejects.toThrow('email must be an e-mail address');
    const groups = await all(kommo.contacts.duplicates({ by: 'email' }));
    expect(groups.map(({ key, entities }) => [key, entities.map(({ name }) => name).join('')])).toEqual([
      ['ann@example.com', 'AB'],
    ]);
  });

  test('a name in another form of its letters', async () => {
    const { kommo } = account();
    await kommo.contacts.create({ name: 'Jos\u00e9' });
    expect(await kommo.contacts.find({ name: 'Jose\u0301\u200b' })).toHaveLength(1);
    expect(await kommo.contacts.find({ name: 'Jose' })).toHaveLength(0);
  });

  test('a search that compares text as it is stored finds the usual spellings too', async () => {
    const stored = ['(11) 91234-5678', '+55 11 91234 5678', '5511912345678', '11 1234-5678'];
    for (const spelt of stored) {
      const { url } = await serve((seen, res) => {
        const { pathname, searchParams } = new URL(seen.url, 'http://x');
        if (pathname.endsWith('/account')) return json(res, { id: 1, country: 'BR' });
        if (!spelt.includes(searchParams.get('query') as string)) return void res.writeHead(204).end();
        json(res, { _page: 1, _embedded: { contacts: [{ id: 1, ...person('Ann', [spelt]) }] } });
      });
      for (const phone of stored)
        expect(await client(url).contacts.find({ phone }), `${phone} ${spelt}`).toHaveLength(1);
    }
  });

  test('refuses what can not be searched for', async () => {
    const { kommo, sandbox } = account();
    const wrong = [
      {},
      { phone: '1', email: 'a' },
      { phone: '' },
      { email: ' ' },
      { name: '' },
      { phone: 5 },
      null,
      { nam: 'x' },
    ];
    const fields = [
      { value: 'x' },
      { id: 1, code: 'A', value: 'x' },
      { id: 1 },
      { id: 1, value: null },
      { id: 1, value: true },
    ];
    for (const by of [...wrong, ...fields.map((field) => ({ field }))])
      await expect(kommo.contacts.find(by as never)).rejects.toThrow(InputError);
    await expect(kommo.contacts.find({ phone: '1' }, { contry: 'BR' } as never)).rejects.toThrow('contry');
    await expect(kommo.contacts.duplicates({ by: 'phone', contry: 'BR' } as never).next()).rejects.toThrow('contry');
    expect(callsOf(sandbox)['GET contacts']).toBeUndefined();
  });

  test('a signal ends the wait for the country, and harms nobody who waits for it too', async () => {
    let answer = (): void => {};
    const asked: string[] = [];
    const { url } = await serve((seen, res) => {
      asked.push(seen.url);
      if (seen.url.includes('/account')) answer = () => json(res, { id: 1, country: 'BR' });
      else res.writeHead(204).end();
    });
    const kommo = client(url);
    const gone = new AbortController();
    gone.abort();
    const by = { phone: '11 91234-5678' };
    await expect(kommo.contacts.find(by, {}, { signal: gone.signal })).rejects.toThrow(AbortError);
    expect(asked).toEqual([]);
    const going = new AbortController();
    const first = kommo.contacts.find(by, {}, { signal: going.signal });
    const second = kommo.contacts.find(by);
    await vi.waitFor(() => expect(asked).toHaveLength(1));
    going.abort();
    await expect(first).rejects.toThrow(AbortError);
    answer();
    expect(await second).toHaveLength(0);
  });

  test('an account that can not be read is not remembered, one that may not be read is no obstacle', async () => {
    const { kommo, sandbox } = account();
    await kommo.contacts.create(person('A', ['+55 11 91234-5678']));
    sandbox.fail({ method: 'GET', path: '/api/v4/account', status: 500 });
    await expect(kommo.contacts.find({ phone: '11 91234-5678' })).rejects.toThrow(ServerError);
    expect(await kommo.contacts.find({ phone: '11 91234-5678' })).toHaveLength(1);
  });
});

describe('numbers of 12 countries, through the calls of an account', () => {
  test('no wrong match, none missed', async () => {
    // A part of what phone-numbers.test.ts compares in one process.
    for (const country of COUNTRIES) {
      const { kommo } = account(country);
      const numbers = numbersOf(country, 10, 5);
      const stored = numbers.map((number, i) => person(number, [spellingsOf(number, country)[i % 6] as string]));
      await kommo.contacts.createMany(stored);
      for (const [i, number] of numbers.entries()) {
        const found = await kommo.contacts.find({
          phone: spellingsOf(number, country)[(i + 1 + (i % 5)) % 6] as string,
        });
        expect(found.map(({ name }) => name)).toEqual([number]);
      }
    }
  });
});

describe('duplicates', () => {
  test('are grouped by what they share', async () => {
    const { kommo } = account('BR');
    await kommo.contacts.createMany([
      person('A', ['5511912345678'], ['a@example.com']),
      person('B', ['+55 11 91234-5678', '11 91234-5678'], ['A@example.com']),
      person('C', ['11 3333-4444']),
      person('D', ['(11) 1234-5678']),
      person('E', ['+55 11 3333 4444'], ['e@example.com']),
      person('F', ['', '-'], ['']),
      person('G', ['-']),
    ]);
    const read: number[] = [];
    const phones = await all(kommo.contacts.duplicates({ by: 'phone', onProgress: (count) => read.push(count) }));
    const shown = phones.map(({ key, entities }) => [key, entities.map(({ name }) => name).join('')]);
    expect(shown).toEqual([
      ['+5511912345678', 'ABD'],
      ['+551133334444', 'CE'],
    ]);
    expect(phones[0]?.entities[2]).toMatchObject({
      name: 'D',
      value: '(11) 1234-5678',
      created_at: expect.any(Number),
    });
    expect(read.at(-1)).toBe(7);
    const emails = await all(kommo.contacts.duplicates({ by: 'email' }));
    expect(emails.map(({ key, entities }) => [key, entities.length])).toEqual([['a@example.com', 2]]);
    expect(await all(kommo.companies.duplicates({ by: 'phone' }))).toEqual([]);
    await expect(kommo.contacts.duplicates({ by: 'name' as never }).next()).rejects.toThrow(InputError);
  });
});
