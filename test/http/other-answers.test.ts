import { describe, expect, test } from 'vitest';
import { calls as ofDrive } from '../../src/generated/files-calls.js';
import { operations } from '../../src/generated/operations.js';
import { DecodeError, Kommo, NotFoundError } from '../../src/index.js';
import type { OperationSpec } from '../../src/util/operation-spec.js';

/** Things whose own id has another name than `id`. */
const KEYS: Record<string, string> = {
  'files.get': 'uuid',
  'files.update': 'uuid',
  'talks.get': 'talk_id',
  'unsorted.get': 'uid',
  'websiteButtons.get': 'source_id',
  'websiteButtons.update': 'source_id',
  'widgets.get': 'code',
};

const UUID = '2f4c5b0e-4d3a-4a55-9d3f-2f4b7b8f0f0e';
const OTHER_UUID = '9a8c5b0e-4d3a-4a55-9d3f-2f4b7b8f0f0e';

const byId = (method: string): OperationSpec[] =>
  operations.filter(
    (one) =>
      one.method === method &&
      /\/\w+\/\{\w+\}$/.test(one.path) &&
      !one.path.endsWith('{entity_type}') &&
      one.host !== 'amojo',
  );

/** The one that is asked for, and another: numbers, texts or UUIDs as the path has them. */
function idsOf({ path, pathParams }: OperationSpec): [asked: number | string, other: number | string] {
  const name = path.slice(path.lastIndexOf('{') + 1, -1);
  const { properties = {} } = (pathParams ?? {}) as {
    properties?: Record<string, { type?: string; pattern?: string }>;
  };
  const schema = properties[name];
  if (schema?.type === 'integer') return [42, 7];
  return /fA-F/.test(schema?.pattern ?? '') ? [UUID, OTHER_UUID] : ['asked', 'other'];
}

type Anything = Record<string, Record<string, (...args: unknown[]) => PromiseLike<unknown>>>;

function kommoOf(answer: unknown, options: object = {}): Anything & Pick<Kommo, 'api'> {
  const fetch = async (url: string): Promise<Response> =>
    url.endsWith('?with=drive_url')
      ? Response.json({ id: 1, drive_url: 'https://drive-c.kommo.com' })
      : Response.json(answer);
  const own = { subdomain: 'acme', accessToken: 'token-of-thirty-characters-or-so', rateLimit: false, retries: 0 };
  return new Kommo({ ...own, fetch, ...options } as never) as never;
}

/** Calls the method of an operation. The parameters of the path before the last are of no matter here. */
function call(answer: unknown, operation: OperationSpec): PromiseLike<unknown> {
  const [resource = '', member = ''] = operation.id.split('.');
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const before = names.slice(0, -1).map((name) => (/type|entity$/.test(name ?? '') ? 'leads' : 5));
  const change = operation.method === 'PATCH' ? [{ name: 'x', tags: [] }] : [];
  const methods = kommoOf(answer)[resource];
  if (!methods?.[member]) throw new Error(`there is no method ${operation.id}`);
  return methods[member](...before, idsOf(operation)[0], ...change);
}

const failure = (call: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(call).then(
    (value) => expect.unreachable(`answered ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );

describe('a read by id', () => {
  const reads = byId('GET').map((operation) => [operation.id, operation] as const);

  test('is of every kind', () => {
    expect(reads.length).toBeGreaterThan(25);
    expect(Object.keys(ofDrive)).toContain('/v1.0/files/{file_uuid}');
  });

  test.each(reads)('%s takes the one that it asked for, alone or in a list', async (id, operation) => {
    const key = KEYS[id] ?? 'id';
    const [asked, other] = idsOf(operation);
    const thing = { [key]: asked, _embedded: { tags: [] } };
    expect(await call(thing, operation)).toMatchObject({ [key]: asked });
    const list = { _embedded: { things: [{ [key]: other }, thing] } };
    expect(await call(list, operation)).toMatchObject({ [key]: asked });
    await expect(call({ _embedded: { things: [] } }, operation)).rejects.toBeInstanceOf(NotFoundError);
  });

  test.each(reads)('%s takes one that says its id itself, as after a merge', async (id, operation) => {
    const key = KEYS[id] ?? 'id';
    const [, other] = idsOf(operation);
    for (const more of [{ name: 'x' }, { _embedded: { tags: [] } }])
      expect(await call({ [key]: other, ...more }, operation)).toMatchObject({ [key]: other });
  });

  test.each(reads)('%s takes no other from a list, and names both', async (id, operation) => {
    const key = KEYS[id] ?? 'id';
    const [asked, other] = idsOf(operation);
    const wrong: [string, unknown][] = [
      ['another in a list', { _embedded: { things: [{ [key]: other }] } }],
      ['another in a list of lead', { _page: 1, _embedded: { leads: [{ [key]: other }, { [key]: other }] } }],
      ['another in an array', [{ [key]: other }]],
    ];
    for (const [what, answer] of wrong) {
      const error = (await failure(call(answer, operation))) as DecodeError;
      expect(error, what).toBeInstanceOf(DecodeError);
      expect(error.reason).toBe('unexpected');
      expect(error.message).toContain(`${key} ${asked} (${key} ${JSON.stringify(other)}`);
    }
    for (const answer of [{ name: 'x' }, { name: 'x', _embedded: { tags: [] } }, [{ name: 'x' }], {}]) {
      const error = (await failure(call(answer, operation))) as DecodeError;
      expect(error, JSON.stringify(answer)).toBeInstanceOf(DecodeError);
      expect(error.message).toContain(`${key} ${asked} (no ${key})`);
    }
  });

  test.each(reads.filter(([, { host }]) => host === 'crm'))(
    '%s by kommo.api is no different',
    async (id, operation) => {
      const key = KEYS[id] ?? 'id';
      const [asked, other] = idsOf(operation);
      const last = operation.path.slice(operation.path.lastIndexOf('{') + 1, -1);
      const path = { entity_type: 'leads', entity_id: 5, list_id: 5, pipeline_id: 5, [last]: asked };
      const get = (answer: unknown) =>
        kommoOf(answer).api.GET(operation.path as '/api/v4/leads/{id}', { params: { path: path as never } });
      expect((await get({ [key]: asked })).data).toEqual({ [key]: asked });
      expect((await get({ [key]: other })).data).toEqual({ [key]: other });
      for (const answer of [{ name: 'x' }, [{ [key]: other }], {}])
        expect(await failure(get(answer))).toBeInstanceOf(DecodeError);
    },
  );
});

describe('a change by id', () => {
  const changes = byId('PATCH').map((operation) => [operation.id, operation] as const);

  test.each(changes)('%s takes no other for it, but does without an id', async (id, operation) => {
    const key = KEYS[id] ?? 'id';
    const [asked, other] = idsOf(operation);
    expect(await call({ [key]: asked }, operation)).toMatchObject({ [key]: asked });
    await expect(call({ updated_at: 1 }, operation)).resolves.toBeDefined();
    const error = (await failure(call({ [key]: other, updated_at: 1 }, operation))) as DecodeError;
    expect(error).toBeInstanceOf(DecodeError);
    expect(error.message).toContain(`${key} ${asked} (${key} ${JSON.stringify(other)})`);
  });
});

test('what an answer holds for ids is short and without a token', async () => {
  const token = 'token-of-thirty-characters-or-so';
  const answer = [token, 'x'.repeat(5_000), 3, 4, 5].map((id) => ({ id }));
  const kommo = kommoOf({ _embedded: { leads: answer } }) as unknown as Kommo;
  const error = (await failure(kommo.leads.get(42))) as DecodeError;
  expect(error.message).toContain('id 42 (id "[redacted]", a long one, 3, ...)');
  expect(error.message).not.toContain(token);
  expect(error.message.length).toBeLessThan(500);
});
