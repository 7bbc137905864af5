import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/index.js';
import { client } from '../support/client.js';

describe('bad input is refused before a request', () => {
  const kommo = client('http://127.0.0.1:1');
  const many = (count: number): { name: string }[] => Array.from({ length: count }, () => ({ name: 'x' }));
  const cut = 'Great client 👍'.slice(0, 14);
  const circle: { self?: unknown } = {};
  circle.self = circle;
  const call = async (make: () => PromiseLike<unknown>): Promise<unknown> => {
    try {
      return await make();
    } catch (error) {
      return error;
    }
  };

  test.each<[string, () => PromiseLike<unknown>, string, string]>([
    ['NaN id', () => kommo.leads.get(Number.NaN), 'id', 'whole number above 0'],
    ['fraction', () => kommo.leads.get(1.5), 'id', 'whole number above 0'],
    ['nought', () => kommo.lossReasons.get(0), 'id', 'whole number above 0'],
    ['an id as text', () => kommo.leads.get('../users' as never), 'id', 'without slashes'],
    ['no id', () => kommo.leads.get(undefined as never), 'id', 'whole number above 0'],
    ['no kind', () => kommo.tags.list(null as never), 'entity_type', 'a name or id without slashes, got null'],
    ['a number in place of a kind', () => kommo.tags.list(0 as never), 'entity_type', 'a name or id without slashes'],
    ['no uid', () => kommo.unsorted.get(undefined as never), 'uid', 'a name or id without slashes, got undefined'],
    ['251 items', () => kommo.leads.createMany(many(251)), 'leads', 'at most 250'],
    ['51 complex', () => kommo.leads.createComplex(many(51)), 'leads', 'at most 50'],
    ['no items', () => kommo.leads.createMany([]), 'leads', 'is empty'],
    ['not an array', () => kommo.leads.createMany({} as never), 'leads', 'must be an array'],
    ['an item that is none', () => kommo.leads.createMany([null as never]), 'leads.0', 'must be an object'],
    ['an array for one', () => kommo.leads.create([] as never), 'lead', 'must be an object'],
    ['empty update', () => kommo.leads.update(1, {}), 'changes', 'empty update'],
    ['update of undefined only', () => kommo.leads.update(1, { name: undefined as never }), 'changes', 'empty update'],
    [
      'batch update without an id',
      () => kommo.leads.updateMany([{ name: 'x' } as never]),
      'leads.0.id',
      'whole number above 0',
    ],
    ['batch update that changes nothing', () => kommo.leads.updateMany([{ id: 1 }]), 'leads.0', 'empty update'],
    [
      'a gap in a list of a body',
      () => kommo.leads.update(1, { tags_to_add: [undefined as never] }),
      'tags_to_add.0',
      'null',
    ],
    [
      'a hole in a list of a body',
      () => kommo.leads.createMany([{ custom_fields_values: new Array(1) as never }]),
      'custom_fields_values.0',
      'null',
    ],
    [
      'tags that are a text',
      () => kommo.tags.setForEntity('leads', 1, { tags: 'vip' as never }),
      'change.tags',
      'list',
    ],
    ['tags that are a number', () => kommo.tags.setForEntity('leads', 1, { tags: 5 as never }), 'change.tags', 'list'],
    [
      'tags that are a Set',
      () => kommo.tags.setForEntities('leads', [{ id: 1, tags: new Set() as never }]),
      'changes.0.tags',
      'list',
    ],
    ['NaN in a body', () => kommo.leads.create({ price: Number.NaN }), 'price', 'clear the field'],
    ['invalid Date in a body', () => kommo.leads.create({ created_at: new Date('x') }), 'created_at', 'invalid Date'],
    ['NaN in a filter', () => kommo.leads.list({ filter: { id: [1, Number.NaN] } }), 'filter.id.1', 'finite'],
    [
      'invalid Date in a filter',
      () => kommo.leads.list({ filter: { updated_at: { from: new Date('x') } } }),
      'filter.updated_at.from',
      'invalid Date',
    ],
    ['a page over the most', () => kommo.leads.list({ limit: 251 }), 'limit', 'from 1 to 250, got 251'],
    ['a page of nothing', () => kommo.leads.list({ limit: 0 }), 'limit', 'from 1 to 250'],
    ['page nought', () => kommo.leads.list({ page: 0 }), 'page', 'whole number, 1 or more'],
    ['a page as text', () => kommo.leads.list({ page: '2' as never }), 'page', 'got "2"'],
    ['a page of a stream', () => kommo.leads.list({ page: 1.5 }).all(), 'page', 'whole number, 1 or more'],
    ['parameters that are none', () => kommo.leads.list('page=2' as never), 'params', 'must be an object'],
    ['a filter that is none', () => kommo.leads.list({ filter: 'id=2' as never }), 'filter', 'must be an object'],
    ['an empty list in a filter', () => kommo.leads.list({ filter: { id: [] } }), 'filter.id', 'an empty list'],
    [
      'an empty list deep in a filter',
      () => kommo.leads.list({ filter: { custom_fields_values: { 7: [] } } }),
      'filter.custom_fields_values.7',
      'an empty list',
    ],
    [
      'an empty object in a filter',
      () => kommo.leads.list({ filter: { id: {} as never } }),
      'filter.id',
      'got an object',
    ],
    ['an empty range', () => kommo.leads.list({ filter: { price: {} } }), 'filter.price', 'be empty'],
    [
      'an empty object in a list of a filter',
      () => kommo.leads.list({ filter: { statuses: [{} as never] } }),
      'filter.statuses.0.pipeline_id',
      'is missing',
    ],
    ['a filter that is null', () => kommo.leads.list({ filter: null as never }), 'filter', 'got null'],
    [
      'a filter of a stream that is null',
      () => kommo.users.list({ filter: null } as never).all(),
      'filter',
      'got null',
    ],
    [
      'a filter of the escape hatch that is null',
      () => kommo.api.GET('/api/v4/leads', { params: { query: { filter: null as never } } }),
      'filter',
      'got null',
    ],
    [
      'a range without ends in a filter',
      () => kommo.leads.list({ filter: { created_at: { from: undefined, to: undefined } as never } }),
      'filter.created_at',
      'be empty',
    ],
    [
      'a member of a filter without values',
      () =>
        kommo.leads.list({
          filter: { statuses: [{ pipeline_id: 1, status_id: 2 }, { pipeline_id: undefined } as never] },
        }),
      'filter.statuses.1.pipeline_id',
      'is missing',
    ],
    [
      'a field without a value in a filter',
      () => kommo.leads.list({ filter: { custom_fields_values: { 7: undefined } as never } }),
      'filter.custom_fields_values',
      'be empty',
    ],
    [
      'a range without ends in the escape hatch',
      () =>
        kommo.api.GET('/api/v4/events', {
          params: { query: { filter: { created_at: { from: undefined } as never } } },
        }),
      'filter.created_at',
      'be empty',
    ],
    [
      'a list of undefined in a filter',
      () => kommo.leads.list({ filter: { id: [undefined as never] } }),
      'filter.id.0',
      'got undefined',
    ],
    ['null in a filter', () => kommo.leads.list({ filter: { id: null as never } }), 'filter.id', 'got null'],
    [
      'null inside a filter',
      () => kommo.leads.list({ filter: { updated_at: { from: null as never } } }),
      'filter.updated_at.from',
      'got null',
    ],
    [
      'null in a filter of a stream',
      () => kommo.events.list({ filter: { type: null as never } }).all(),
      'filter.type',
      'null',
    ],
    [
      'null in a filter of the escape hatch',
      () => kommo.api.GET('/api/v4/leads', { params: { query: { filter: { id: null as never } } } }),
      'filter.id',
      'got null',
    ],
    ['an order that is none', () => kommo.leads.list({ order: 'id' as never }), 'order', 'must be an object'],
    ['timeoutMs', () => kommo.leads.get(1, {}, { timeoutMs: Number.NaN }), 'timeoutMs', '0 or more'],
    ['totalTimeoutMs', () => kommo.leads.get(1, {}, { totalTimeoutMs: -1 }), 'totalTimeoutMs', '0 or more'],
    ['signal', () => kommo.leads.get(1, {}, { signal: {} as never }), 'signal', 'must be an AbortSignal'],
    [
      'signal of a stream',
      () => kommo.leads.list({}, { signal: 'x' as never }).all(),
      'signal',
      'must be an AbortSignal',
    ],
    ['name of a header', () => kommo.leads.get(1, {}, { headers: { 'a b': 'x' } }), 'headers', 'a b'],
    ['value of a header', () => kommo.leads.get(1, {}, { headers: { a: 'x\ny' } }), 'headers.a', 'one line'],
    [
      'headers that are none',
      () => kommo.leads.get(1, {}, { headers: 'a: b' as never }),
      'headers',
      'must be an object',
    ],
    ['a body in a circle', () => kommo.leads.create(circle as never), 'body', 'circular'],
    ['half of an emoji in a query', () => kommo.contacts.list({ query: cut }), 'query', 'half of a character'],
    ['in a filter', () => kommo.leads.list({ filter: { name: cut } }), 'filter.name', 'half of a character'],
    [
      'in the key of a filter',
      () => kommo.leads.list({ filter: { custom_fields_values: { [cut]: 1 } as never } }),
      `filter.custom_fields_values.${cut}`,
      'is unknown',
    ],
    ['in a path', () => kommo.events.get(cut), 'id', 'half of a character'],
    [
      'in the escape hatch',
      () => kommo.api.GET('/api/v4/leads', { params: { query: { query: cut } } }),
      'query',
      'half of a character',
    ],
    ['in a body', () => kommo.leads.create({ name: cut }), 'name', 'half of a character'],
    ['in a key of a body', () => kommo.leads.create({ name: 'x', [cut]: 1 } as never), 'body', 'half of a character'],
    ['retries', () => kommo.leads.get(1, {}, { retries: 1.5 }), 'retries', 'whole number'],
    ['max', () => kommo.leads.list().all({ max: -1 }), 'max', 'whole number'],
  ])('%s', async (_, make, field, remedy) => {
    const error = await call(make);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ field });
    expect(String(error)).toContain(remedy);
  });
});
