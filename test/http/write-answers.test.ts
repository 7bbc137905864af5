import { describe, expect, test } from 'vitest';
import { KommoChats } from '../../src/chats/index.js';
import { calls } from '../../src/generated/calls.js';
import { operations } from '../../src/generated/operations.js';
import { DecodeError, InputError, Kommo, type LeadCreate } from '../../src/index.js';
import type { OperationSpec } from '../../src/util/operation-spec.js';
import { seeded } from '../support/limited-server.js';

function kommoOf(answer: unknown): Kommo {
  return new Kommo({
    baseUrl: 'http://127.0.0.1:1',
    accessToken: 'x',
    rateLimit: false,
    retries: 0,
    fetch: async () => Response.json(answer),
  });
}

const failure = (call: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(call).then(
    (value) => expect.unreachable(`answered ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );

type Method = (...args: unknown[]) => PromiseLike<unknown>;

/** Calls the method of an operation with something in place of each argument. */
function call(operation: OperationSpec, answer: unknown): PromiseLike<unknown> {
  const [resource = '', member = ''] = operation.id.split('.');
  const target = kommoOf(answer)[resource as keyof Kommo] as unknown as Record<string, Method>;
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const path = names.map((name) => (/type|entity$/.test(name) ? 'leads' : 42));
  if (operation.id === 'templates.sendReview') return (target[member] as Method)(...path);
  const thing =
    operation.id === 'webhooks.create'
      ? { destination: 'https://a.example', settings: ['add_lead'] }
      : { id: 42, name: 'x', text: 'x' };
  const isMany =
    /many$|forms$|mass$|complex$|chats$|statuses$|ForEntities$|createForEntity$|ManyForEntity$|Elements$|links.link$/i;
  return (target[member] as Method)(...path, isMany.test(operation.id) ? [thing] : thing);
}

const writes = operations
  .filter(
    ({ host, method, path }) =>
      host === 'crm' && calls[path]?.[method]?.key !== undefined && path !== '/oauth2/access_token',
  )
  .map((operation) => [operation.id, operation] as const);

describe('a write that is answered with something that proves nothing', () => {
  test('is of every kind', () => {
    expect(writes.length).toBeGreaterThan(60);
  });

  test.each(writes)('%s is an error', async (_, operation) => {
    const { items, key, text } = calls[operation.path]?.[operation.method] ?? {};
    // A change has the id that it was called with, and groups of fields are called `default` and `statistic`.
    const noIds = [1.5, 0, -1, true, ' ', [7], Number.NaN, ...(text && operation.method !== 'POST' ? [] : ['error'])];
    for (const thing of [
      { success: false, error: 'limit reached' },
      { message: 'accepted' },
      { request_id: '0' },
      { id: null, uid: null },
      { id: false },
      { id: 0 },
      { id: '' },
      { id: {} },
      { id: { toString: 1 }, updated_at: { valueOf: 1, toString: 1 }, request_id: { toString: 1 } },
      ['x', 5],
      [null],
      ...(key?.endsWith('id') ? noIds : []).map((id) => ({ [key as string]: id })),
    ]) {
      const answers = [thing, [thing].flat(), { _embedded: { [items ?? 'things']: [thing].flat() } }];
      for (const answer of answers) {
        const error = await failure(call(operation, answer));
        expect(error, JSON.stringify(answer)).toBeInstanceOf(DecodeError);
      }
    }
  });
});

describe('one create', () => {
  test('takes the answer that is there in every documented shape', async () => {
    for (const answer of [{ id: 7 }, [{ id: 7 }], { _embedded: { leads: [{ id: 7 }] } }, { id: '7' }])
      expect(String((await kommoOf(answer).leads.create({ name: 'x' })).id)).toBe('7');
  });

  test('and a read refuse an id that is nested so deeply that it can not be written as text', async () => {
    const deep = `${'['.repeat(8_000)}1${']'.repeat(8_000)}`;
    const kommo = new Kommo({
      baseUrl: 'http://127.0.0.1:1',
      accessToken: 'x',
      rateLimit: false,
      retries: 0,
      fetch: async () => new Response(`{"id":${deep}}`, { headers: { 'content-type': 'application/json' } }),
    });
    expect(await failure(kommo.leads.create({ name: 'x' }))).toBeInstanceOf(DecodeError);
    expect(await failure(kommo.leads.update(5, { name: 'x' }))).toBeInstanceOf(DecodeError);
    expect(await failure(kommo.leads.get(5))).toBeInstanceOf(DecodeError);
    expect(await failure(kommo.leads.list())).toBeInstanceOf(DecodeError);
  });

  test('refuses a number that is no id, as text too', async () => {
    for (const id of ['1.5', '0x10', '-7', '1e3', ' 7', '0', '123456789012345678'])
      expect(await failure(kommoOf({ id }).leads.create({ name: 'x' })), id).toBeInstanceOf(DecodeError);
  });

  test('says what it should have held', async () => {
    const error = await failure(kommoOf({ message: 'accepted' }).leads.create({ name: 'x' }));
    expect(String(error)).toContain('a result with "id": {"message":"accepted"}');
  });
});

describe('a change', () => {
  test.each<[string, (kommo: Kommo) => PromiseLike<unknown>]>([
    ['update', (kommo) => kommo.leads.update(42, { name: 'x' })],
    ['updateMany', (kommo) => kommo.leads.updateMany([{ id: 42, name: 'x' }])],
  ])('%s needs its id or a time, and is never about another', async (_, change) => {
    for (const good of [{ id: 42 }, { id: '42' }, { updated_at: 1 }, { id: 42, request_id: '5' }])
      await expect(change(kommoOf(good))).resolves.toBeDefined();
    for (const bad of [{ id: 43 }, { id: 43, updated_at: 1 }, { ok: true }, { updated_at: 0 }, { updated_at: null }])
      expect(await failure(change(kommoOf(bad))), JSON.stringify(bad)).toBeInstanceOf(DecodeError);
  });
});

describe('a batch', () => {
  const create = (answer: unknown, inputs: readonly LeadCreate[] = [{}, {}, {}]) =>
    kommoOf({ _embedded: { leads: answer } }).leads.createMany(inputs);
  const ids = (results: readonly { id: number | string }[]): number[] => results.map(({ id }) => Number(id));

  test('is never short, longer, or of other items', async () => {
    const bad: unknown[] = [
      [],
      [{ id: 1 }, { id: 3 }],
      [{ id: 1 }, null, { id: 3 }],
      [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }],
      [{ id: 1, request_id: '0' }, { id: 2 }, { id: 3, request_id: '2' }],
      [
        { id: 1, request_id: '0' },
        { id: 2, request_id: '0' },
        { id: 3, request_id: '2' },
      ],
      [
        { id: 1, request_id: 'a' },
        { id: 2, request_id: 'b' },
        { id: 3, request_id: 'c' },
      ],
      [
        { id: 1, request_id: '0' },
        { id: 2, request_id: '1' },
        { id: 3, request_id: '3' },
      ],
      [
        { id: 1, request_id: '' },
        { id: 2, request_id: '1' },
        { id: 3, request_id: '2' },
      ],
      ['x', 5, 6],
    ];
    for (const answer of bad) expect(await failure(create(answer)), JSON.stringify(answer)).toBeInstanceOf(DecodeError);
    const error = (await failure(create([{ id: 1 }, null]))) as DecodeError;
    expect(error.message).toContain('one result for each of 3 items (2, id 1, null)');
  });

  test('is in the order of its items, named by number or text', async () => {
    const reversed = [2, 1, 0].map((at) => ({ id: at + 1, request_id: at }));
    expect(ids(await create(reversed))).toEqual([1, 2, 3]);
    const own = [{ request_id: 'a' }, { request_id: 7 as never }, {}];
    const named = [
      { id: 3, request_id: '2' },
      { id: 2, request_id: '7' },
      { id: 1, request_id: 'a' },
    ];
    expect(ids(await create(named, own))).toEqual([1, 2, 3]);
  });

  test('with an id that is none is no answer, and a bulk run says so of its item', async () => {
    for (const id of ['error', 1.5, 0, -1, true, Number.NaN]) {
      const answer = [7, id, 9].map((one, at) => ({ id: one, request_id: String(at) }));
      expect(await failure(create(answer)), String(id)).toBeInstanceOf(DecodeError);
      const { leads } = kommoOf({ _embedded: { leads: answer } });
      const { outcomes } = await leads.bulk.create([{}, {}, {}]);
      expect(outcomes.map(({ status }) => status)).toEqual(['created', 'unknown', 'created']);
    }
  });

  test('refuses names that are not unique before anything is sent', async () => {
    for (const inputs of [
      [{ request_id: 'a' }, { request_id: 'a' }],
      [{ request_id: '1' }, {}],
    ]) {
      const error = await failure(Promise.resolve().then(() => create([], inputs)));
      expect(error).toBeInstanceOf(InputError);
      expect(error).toMatchObject({ field: 'leads.1.request_id' });
    }
  });

  test('of changes is read in one way by updateMany and a bulk run', async () => {
    const inputs = [42, 43].map((id) => ({ id, price: 1 }));
    const cases: [unknown[], isRight: boolean][] = [
      [[43, 42].map((id) => ({ id })), true],
      [['1', '0'].map((request_id) => ({ request_id, updated_at: 5 })), true],
      [[{ updated_at: 5 }, { updated_at: 6 }], true],
      [['1', '0'].map((request_id) => ({ request_id })), false],
      [[{ updated_at: 5 }], false],
      [[44, 45].map((id) => ({ id })), false],
    ];
    for (const [leads, isRight] of cases) {
      const kommo = kommoOf({ _embedded: { leads } });
      const many = await kommo.leads.updateMany(inputs).then(
        () => true,
        () => false,
      );
      const { updated, unknown } = await kommo.leads.bulk.update(inputs);
      expect([many, updated, unknown], JSON.stringify(leads)).toEqual([isRight, isRight ? 2 : 0, isRight ? 0 : 2]);
    }
  });

  test('that duplicate control merged has one lead for several items', async () => {
    const merged = [{ id: 7, contact_id: 1, company_id: null, request_id: ['0', '1'], merged: true }];
    expect(ids(await kommoOf(merged).leads.createComplex([{}, {}]))).toEqual([7, 7]);
  });

  test('of links is matched by what they link', async () => {
    const link = (to_entity_id: number, to_entity_type: 'contacts' | 'companies') => ({ to_entity_id, to_entity_type });
    const links = [link(7, 'contacts'), link(7, 'companies'), link(8, 'contacts'), link(7, 'contacts')];
    const made = [link(8, 'contacts'), link(7, 'companies'), link(7, 'contacts')];
    expect(await kommoOf({ _embedded: { links: made } }).links.link('leads', 1, links)).toEqual(links);
  });

  // Against the whole truth: what the server did with each item.
  test('never takes one result for another, however the answer is mangled', async () => {
    const random = seeded(15);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const shuffled = <T>(list: readonly T[]): T[] =>
      list
        .map((one) => [random(), one] as const)
        .sort(([a], [b]) => a - b)
        .map(([, one]) => one);
    let right = 0;
    let refused = 0;
    for (let round = 0; round < 3_000; round++) {
      const isUpdate = random() < 0.5;
      const size = 1 + Math.floor(random() * 6);
      const named = random() < 0.7;
      const inputs = Array.from({ length: size }, (_, at) => ({
        name: 'x',
        ...(isUpdate ? { id: 100 + at } : {}),
        ...(random() < 0.3 ? { request_id: `own-${at}` } : {}),
      }));
      const idOf = (at: number): number => (isUpdate ? 100 + at : 1_000 + at);
      const spelt = (id: number): number | string => (random() < 0.3 ? String(id) : id);
      let answer: (object | null)[] = inputs.map(({ request_id }, at) => ({
        id: spelt(idOf(at)),
        ...(named ? { request_id: request_id ?? spelt(at) } : {}),
      }));
      // Without a name or an id of its own, only the order says what is what.
      if (named || isUpdate) answer = pick([shuffled, <T>(list: T[]) => list])(answer);
      const mangle = pick(['none', 'none', 'drop', 'null', 'double', 'foreign', 'empty']);
      const at = Math.floor(random() * size);
      if (mangle === 'drop') answer.splice(at, 1);
      if (mangle === 'null') answer[at] = null;
      if (mangle === 'double') answer.push(answer[at] as object);
      if (mangle === 'foreign') answer.push({ id: 5_000, ...(named ? { request_id: 'foreign' } : {}) });
      if (mangle === 'empty') answer[at] = {};
      const { leads } = kommoOf(pick([{ _embedded: { leads: answer } }, answer]));
      try {
        const results = await (isUpdate ? leads.updateMany(inputs as never) : leads.createMany(inputs));
        expect(ids(results)).toEqual(inputs.map((_, index) => idOf(index)));
        right++;
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
        expect(mangle).not.toBe('none');
        refused++;
      }
    }
    expect(right).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(500);
  });

  test('items with the same id have an answer each, or one for all', async () => {
    for (const leads of [[{ id: 7 }, { id: 7 }], [{ id: 7 }]]) {
      const results = await kommoOf({ _embedded: { leads } }).leads.updateMany([
        { id: 7, name: 'a' },
        { id: 7, price: 2 },
      ]);
      expect(ids(results)).toEqual([7, 7]);
    }
    const answer = { _embedded: { leads: [{ id: 7 }, { id: 7 }, { id: 7 }] } };
    const call = kommoOf(answer).leads.updateMany([
      { id: 7, name: 'a' },
      { id: 7, price: 2 },
    ]);
    expect(await failure(call)).toBeInstanceOf(DecodeError);
  });

  test('is not answered by a page of a list, even of equal length', async () => {
    const leads = [{ id: 42 }, { id: 43 }];
    const next = { href: 'https://a.example/api/v4/leads?page=2' };
    for (const envelope of [{ _page: 1 }, { _page: '1' }, { _links: { next } }, { _links: { next: next.href } }]) {
      const answer = { ...envelope, _embedded: { leads } };
      const kommo = kommoOf(answer);
      const changes = leads.map(({ id }) => ({ id, price: 1 }));
      expect(await failure(kommo.leads.createMany([{}, {}]))).toBeInstanceOf(DecodeError);
      expect(await failure(kommo.leads.updateMany(changes))).toBeInstanceOf(DecodeError);
      const one = kommoOf({ ...envelope, _embedded: { leads: [{ id: 42 }] } });
      expect(await failure(one.leads.create({}))).toBeInstanceOf(DecodeError);
      expect(await failure(one.leads.update(42, { price: 1 }))).toBeInstanceOf(DecodeError);
      expect(await failure(one.api.POST('/api/v4/leads', { body: [{}] }))).toBeInstanceOf(DecodeError);
      for (const run of [kommo.leads.bulk.create([{}, {}]), kommo.leads.bulk.update(changes)])
        expect((await run).unknown).toBe(2);
    }
  });

  test('a list of several is no answer to one create', async () => {
    const page = { _page: 1, _embedded: { leads: [{ id: 900, name: 'other' }, { id: 901 }] } };
    for (const answer of [page, page._embedded.leads])
      expect(await failure(kommoOf(answer).leads.create({ name: 'mine' }))).toBeInstanceOf(DecodeError);
  });
});

describe('an action that is answered with any object', () => {
  const any = { ok: true };
  const source = {
    name: 'x',
    text: 'long enough',
    lang: 'en' as const,
    available_functions: ['agent' as const] as ['agent'],
  };
  test.each<[string, (kommo: Kommo) => PromiseLike<unknown>]>([
    ['unsorted.accept', (kommo) => kommo.unsorted.accept('a1')],
    ['unsorted.decline', (kommo) => kommo.unsorted.decline('a1')],
    ['ai.addTextSource', (kommo) => kommo.ai.addTextSource(source)],
    ['ai.importProducts', (kommo) => kommo.ai.importProducts()],
    ['kommo.api of a create', (kommo) => kommo.api.POST('/api/v4/leads', { body: [{ name: 'x' }] })],
    [
      'kommo.api of an action',
      (kommo) => kommo.api.POST('/api/v4/leads/unsorted/{uid}/accept', { params: { path: { uid: 'a1' } }, body: {} }),
    ],
  ])('%s is an error', async (_, act) => {
    expect(await failure(act(kommoOf(any)))).toBeInstanceOf(DecodeError);
  });

  test('ai counts as done with a status or an id', async () => {
    for (const answer of [
      { code: 201, status: 'success' },
      { id: 5, name: 'x' },
    ])
      await expect(kommoOf(answer).ai.addTextSource(source)).resolves.toEqual(answer);
  });

  test('of which Kommo says that it failed is an error, even if its content does not matter', async () => {
    const run = { bot_id: 1, entity_id: 2, entity_type: 2 } as never;
    expect(await failure(kommoOf({ success: false }).bots.runV2([run]))).toBeInstanceOf(DecodeError);
    await expect(kommoOf({ success: true }).bots.runV2([run])).resolves.toBeUndefined();
  });

  test('of the Chats API is an error', async () => {
    const chats = new KommoChats({
      channelId: 'a',
      channelSecret: 'b',
      accountId: 'c',
      fetch: async () => Response.json(any),
    });
    const user = { id: '1', name: 'x' };
    // One after another: a promise that rejects before it is awaited would be unhandled.
    for (const act of [
      () => chats.connect(),
      () => chats.createChat({ conversation_id: 'c', user }),
      () => chats.send({ conversation_id: 'c', sender: user, message: { type: 'text', text: 'x' } } as never),
    ])
      expect(await failure(act())).toBeInstanceOf(DecodeError);
  });
});
