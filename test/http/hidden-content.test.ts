import { describe, expect, test } from 'vitest';
import { InputError, type Middleware } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

class Filter {
  get id(): number[] {
    return [1];
  }
}

// A query or a body would hold nothing of them: a filter would find everything, and an update would clear the field.
const HIDDEN: readonly (readonly [string, unknown])[] = [
  ['a Set', new Set([1, 2])],
  ['a Map', new Map([['id', 1]])],
  ['a Promise', Promise.resolve([1])],
  ['a generator', [1].values()],
  ['URLSearchParams', new URLSearchParams('id=1')],
  ['FormData', new FormData()],
  ['a RegExp', /x/],
  ['an Error', new Error('x')],
  ['getters of a class', new Filter()],
  ['an object that inherits', Object.create({ id: [1] })],
];
const LOST: readonly (readonly [string, unknown])[] = [
  ['a function', () => 1],
  ['a symbol', Symbol('x')],
];

async function setup() {
  const { url, seen } = await serve((_, res) => json(res, { id: 1, _embedded: { leads: [{ id: 1 }] } }));
  const kommo = client(url);
  const refused = async (send: () => PromiseLike<unknown>, field: string): Promise<void> => {
    const error = await (async () => send())().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ field });
    expect(seen).toEqual([]);
  };
  return { kommo, refused, seen };
}

describe.each(HIDDEN)('%s hides its content and is refused', (_, value) => {
  test('as the options of a call', async () => {
    const { kommo, refused } = await setup();
    await refused(() => kommo.leads.list({}, value as never), 'options');
    await refused(() => kommo.lossReasons.get(1, value as never), 'options');
    await refused(() => kommo.leads.create({ name: 'x' }, value as never), 'options');
    await refused(() => kommo.leads.bulk.create([{ name: 'x' }], value as never), 'options');
  });

  test('and the error never calls it [object Object]', async () => {
    const { kommo } = await setup();
    const listed = (async () => kommo.leads.list({}, value as never))();
    await expect(listed).rejects.toThrow(/^options must be plain data .*, got (?!\[object Object\])/);
  });

  test('as parameters, as a filter and in a filter', async () => {
    const { kommo, refused } = await setup();
    await refused(() => kommo.leads.list(value as never), 'params');
    await refused(() => kommo.leads.list(value as never).all(), 'params');
    await refused(() => kommo.leads.list({ filter: value as never }), 'filter');
    await refused(() => kommo.leads.list({ filter: { id: value as never } }), 'filter.id');
    await refused(() => kommo.leads.list({ filter: { id: [value as never] } }), 'filter.id.0');
    await refused(() => kommo.leads.list({ with: value as never }), 'with');
    await refused(() => kommo.api.GET('/api/v4/leads', { params: { query: value as never } }), 'params');
  });

  test('as a body and in a body', async () => {
    const { kommo, refused } = await setup();
    await refused(() => kommo.leads.create(value as never), 'lead');
    await refused(() => kommo.leads.createMany([value as never]), 'leads.0');
    await refused(() => kommo.leads.update(1, { _embedded: { tags: value as never } }), 'tags');
    await refused(() => kommo.leads.update(1, { name: value as never }), 'name');
    await refused(() => kommo.api.POST('/api/v4/leads', { body: value as never }), 'body');
    await refused(() => kommo.api.POST('/api/v4/leads', { body: [value as never] }), 'body');
  });
});

test.each(LOST)('%s is refused in a body and in a query', async (_, value) => {
  const { kommo, refused } = await setup();
  await refused(() => kommo.leads.update(1, { name: value as never, price: 1 }), 'name');
  await refused(() => kommo.api.POST('/api/v4/leads', { body: value as never }), 'body');
  await refused(() => kommo.leads.list({ filter: { id: value as never } }), 'filter.id');
});

test('a promise that was not awaited is named', async () => {
  const { kommo } = await setup();
  const lead = Promise.resolve({ name: 'x' });
  await expect((async () => kommo.leads.create(lead as never))()).rejects.toThrow('Await it first');
});

test('parameters that contain themselves are refused', async () => {
  const { kommo, refused } = await setup();
  const circle: { self?: unknown } = {};
  circle.self = circle;
  await refused(() => kommo.leads.list({ query: circle as never }), 'params');
  await refused(() => kommo.leads.list({ filter: { id: circle as never } }), 'params');
  await refused(() => kommo.leads.list({ filter: { price: circle as never } }), 'params');
});

test('plain objects of any origin are sent', async () => {
  const { kommo, seen } = await setup();
  const bare = Object.assign(Object.create(null), { name: 'x', _embedded: Object.create(null) });
  await kommo.leads.create(bare);
  await kommo.leads.list(Object.create(null));
  await kommo.leads.update(1, { price: 1, _embedded: {} });
  expect(seen.map(({ body }) => body)).toEqual(['[{"name":"x","_embedded":{}}]', '', '{"price":1,"_embedded":{}}']);
});

test('a GET with a body is refused and not taken for a lost connection', async () => {
  const { kommo, refused } = await setup();
  await refused(() => kommo.api.GET('/api/v4/leads', { body: { limit: 1 } } as never), 'body');
});

test('arguments that are not an object are refused', async () => {
  const { kommo, refused } = await setup();
  for (const init of [null, 'x', 5]) await refused(() => kommo.api.GET('/api/v4/leads', init as never), 'init');
});

test('a header that is undefined or null is left out', async () => {
  const { kommo, seen } = await setup();
  await kommo.leads.get(1, {}, { headers: { a: 'x', b: undefined, c: null } as never });
  expect(seen[0]?.headers).toMatchObject({ a: 'x' });
  expect(Object.keys(seen[0]?.headers ?? {})).not.toContain('b');
  expect(Object.keys(seen[0]?.headers ?? {})).not.toContain('c');
});

// With a wrong length the server waits for the rest, or reads it as another request.
test.each(['content-length', 'Transfer-Encoding'])('the header %s is refused', async (name) => {
  const { kommo, refused } = await setup();
  await refused(() => kommo.leads.create({ name: 'x' }, { headers: { [name]: '3' } }), 'headers');
  const sets: Middleware = (request, next) => next({ ...request, headers: new Headers({ [name]: '3' }) });
  await refused(() => client(kommo.baseUrl, { middleware: [sets] }).leads.create({ name: 'x' }), 'headers');
});
