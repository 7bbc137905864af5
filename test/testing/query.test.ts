import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coerceQuery } from '../../src/testing/http/coerce.js';
import { decodeQuery, QueryLimitError } from '../../src/testing/http/php-query.js';
import { createSandbox } from '../../src/testing/index.js';
import { serializeQuery } from '../../src/transport/request.js';
import { ask, issuesOf } from './support.js';

describe('bracket queries', () => {
  it.each([
    ['a=1&b=2', { a: '1', b: '2' }],
    ['filter[id][]=1&filter[id][]=2', { filter: { id: ['1', '2'] } }],
    ['filter%5Bid%5D%5B0%5D=1&filter%5Bid%5D%5B1%5D=2', { filter: { id: ['1', '2'] } }],
    ['f[s][0][a]=1&f[s][0][b]=2&f[s][1][a]=3', { f: { s: [{ a: '1', b: '2' }, { a: '3' }] } }],
    ['f[123][]=x', { f: { 123: ['x'] } }],
    ['a[1]=x', { a: { 1: 'x' } }],
    ['a=1&a=2', { a: '2' }],
    ['a[b]=1&a=2', { a: '2' }],
    ['a=1&a[b]=2', { a: { b: '2' } }],
    ['a[b]c=1', { a: { b: '1' } }],
    ['a[b=1', { 'a[b': '1' }],
    ['[x]=1', {}],
    ['q=a%20b+c', { q: 'a b c' }],
  ])('%s', (search, expected) => {
    expect(decodeQuery(search)).toEqual(expected);
  });

  it('does not touch prototypes', () => {
    const decoded = decodeQuery('a[__proto__][x]=1&__proto__[y]=2&constructor[prototype][z]=3&ok=1');
    expect(decoded).toEqual({ ok: '1' });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('refuses what is too long or too deep', () => {
    expect(() => decodeQuery('a=1&'.repeat(1001))).toThrow(QueryLimitError);
    expect(() => decodeQuery(`a${'[b]'.repeat(9)}=1`)).toThrow(QueryLimitError);
  });

  it('answers 400 for such a query', async () => {
    expect((await ask(createSandbox(), `/api/v4/leads?filter${'[b]'.repeat(9)}=1`)).status).toBe(400);
  });

  it('reads back what the client writes', () => {
    const filter = fc.record(
      {
        id: fc.oneof(fc.integer({ min: 1 }), fc.array(fc.integer({ min: 1 }), { minLength: 1 })),
        name: fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
        price: fc.record({ from: fc.nat(), to: fc.nat() }),
        statuses: fc.array(fc.record({ pipeline_id: fc.nat(), status_id: fc.nat() }), { minLength: 1 }),
        created_at: fc.oneof(fc.nat(), fc.record({ from: fc.nat() })),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(filter, (value) => {
        fc.pre(Object.keys(value).length > 0);
        const schema = {
          type: 'object',
          properties: { filter: { $ref: '#/$defs/LeadFilter' }, with: { type: 'array' } },
        };
        const decoded = coerceQuery(
          schema,
          decodeQuery(serializeQuery({ filter: value, with: ['contacts', 'loss_reason'] })),
        );
        expect(decoded).toEqual({ filter: value, with: ['contacts', 'loss_reason'] });
      }),
    );
  });
});

describe('checks of a query', () => {
  const sandbox = createSandbox({ rateLimit: false });

  it.each([
    ['limit=0', 'InvalidValue limit'],
    ['limit=x', 'InvalidType limit'],
    ['page=0', 'InvalidValue page'],
    ['filter[id]=x', 'InvalidType filter.id'],
    ['filter[id][]=1&filter[id][]=x', 'InvalidType filter.id.1'],
    ['filter[created_at][from]=today', 'InvalidType filter.created_at.from'],
    ['filter[created_at][since]=1', 'FieldNotExpected filter.created_at.since'],
    ['filter[statuses][0][pipeline_id]=1', 'FieldMissing filter.statuses.0.status_id'],
    ['order[price]=asc', 'FieldNotExpected order.price'],
    ['order[id]=up', 'NotSupportedChoice order.id'],
    ['with=contacts,nope', 'NotSupportedChoice with.1'],
    ['surprise=1', 'FieldNotExpected surprise'],
  ])('%s: %s', async (query, issue) => {
    expect(issuesOf(await ask(sandbox, `/api/v4/leads?${query}`))['0']).toContain(issue);
  });
});

describe('rights', () => {
  it('keep administrators only paths from others', async () => {
    const sandbox = createSandbox({ rateLimit: false });
    const token = sandbox.addToken('rep', { userId: 11087103 });
    const status = async (path: string, method = 'GET', body?: unknown): Promise<number> =>
      (await ask(sandbox, path, { token, method, ...(body !== undefined && { body }) })).status;
    expect(await status('/api/v4/users')).toBe(403);
    expect(await status('/api/v4/webhooks')).toBe(401);
    expect(await status('/api/v4/leads/pipelines')).toBe(200);
    expect(await status('/api/v4/leads/pipelines/7000101', 'PATCH', { name: 'x' })).toBe(403);
    expect(await status('/api/v4/leads', 'POST', [{ name: 'x' }])).toBe(200);
    expect([...sandbox.db.leads].at(-1)?.responsible_user_id).toBe(11087103);
  });
});
