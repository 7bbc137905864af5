import { describe, expect, test, vi } from 'vitest';
import * as sdk from '../src/index.js';
import { type KommoApiError, KommoError, ValidationError } from '../src/index.js';
import { client } from './support/client.js';
import { json, serve } from './support/http-server.js';

describe('validation errors', () => {
  const problem = (requestIds: string[]): object => ({
    title: 'Bad Request',
    status: 400,
    detail: 'Request validation failed',
    'validation-errors': requestIds.map((request_id) => ({
      request_id,
      errors: [
        {
          code: 'NotSupportedChoice',
          path: 'custom_fields_values.0.field_id',
          detail: 'The value you selected is not a valid choice.',
        },
      ],
    })),
  });

  test('point to the items of the caller, by request_id or index', async () => {
    const { url } = await serve((_, res) => json(res, problem(['b', '0', 'zz']), 400));
    const items = [{ name: 'first' }, { name: 'second', request_id: 'b' }];
    const error = (await client(url)
      .leads.createMany(items)
      .catch((e: unknown) => e)) as ValidationError;
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.validationErrors.map(({ requestId, index, input }) => [requestId, index, input])).toEqual([
      ['b', 1, items[1]],
      ['0', 0, items[0]],
      ['zz', undefined, undefined],
    ]);
    expect(error.validationErrors[0]).toMatchObject({
      path: 'custom_fields_values.0.field_id',
      code: 'NotSupportedChoice',
    });
    expect(error.message).toContain('item 1: custom_fields_values.0.field_id');
  });

  test('of a single update point to its changes', async () => {
    const { url } = await serve((_, res) => json(res, problem(['0']), 400));
    const changes = { name: 'x' };
    const error = (await client(url)
      .leads.update(1, changes)
      .catch((e: unknown) => e)) as ValidationError;
    expect(error.validationErrors[0]?.input).toBe(changes);
  });

  test.each([
    [{}],
    ['text'],
    [{ 'validation-errors': 'x' }],
    [{ 'validation-errors': [null, { errors: [1] }] }],
    [null],
  ])('odd body %j', async (body) => {
    const { url } = await serve((_, res) => json(res, body, 400));
    await expect(client(url).leads.create({})).rejects.toMatchObject({ status: 400 });
  });
});

describe('status to class', () => {
  test.each([
    [400, 'BadRequestError'],
    [401, 'AuthenticationError'],
    [402, 'PaymentRequiredError'],
    [403, 'ForbiddenError'],
    [404, 'NotFoundError'],
    [405, 'KommoApiError'],
    [409, 'ConflictError'],
    [422, 'ValidationError'],
    [429, 'RateLimitError'],
    [500, 'ServerError'],
    [504, 'ServerError'],
  ])('%i', async (status, name) => {
    const { url } = await serve((_, res) => json(res, { title: 'T', detail: 'D', hint: 'H', retry_after: 0 }, status));
    const error = await client(url, { retries: 0 })
      .leads.get(1)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ name, status, title: 'T', detail: 'D', hint: 'H' });
    expect(error).toBeInstanceOf(KommoError);
  });

  test('a 403 that is no problem document is a blocked address', async () => {
    const { url } = await serve(
      (_, res) => void res.writeHead(403, { 'content-type': 'text/html' }).end('403 Forbidden'),
    );
    await expect(client(url).leads.get(1)).rejects.toMatchObject({ name: 'IpBlockedError', bodyText: '403 Forbidden' });
  });
});

describe('the hint says what an error means and what to do', () => {
  const caught = (call: PromiseLike<unknown>): Promise<KommoApiError> =>
    Promise.resolve(call).then(
      () => Promise.reject(new Error('no error')),
      (error: KommoApiError) => error,
    );

  test.each([
    [401, { title: 'Unauthorized', detail: 'Invalid user name or password' }, /subdomain and token belong together/],
    [402, { title: 'Payment Required' }, /plan/],
    [403, { title: 'Forbidden' }, /scope/],
    [403, '<html>blocked</html>', /IP address/],
    [404, { title: 'Not found' }, /Nothing has the id 42,/],
  ])('%d %j', async (status, body, hint) => {
    const { url } = await serve((_, res) =>
      typeof body === 'string' ? void res.writeHead(status).end(body) : json(res, body, status),
    );
    const error = await caught(client(url).leads.get(42));
    expect(error.hint).toMatch(hint);
    expect(error.message).toMatch(hint);
    expect(error.message).toMatch(/\.$/);
    if (status !== 404)
      expect(error.hint).toContain(' See https://github.com/kommo-sdk/kommo-sdk/blob/main/docs/auth.md#getting-in.');
  });

  test('a 204 names the id too', async () => {
    const { url } = await serve((_, res) => void res.writeHead(204).end());
    const error = await caught(client(url).leads.get(42));
    expect(error).toMatchObject({ name: 'NotFoundError', status: 204 });
    expect(error.message).toBe(
      'GET /api/v4/leads/42 answered 204: an empty body. Nothing has the id 42, or the user of the token may not see it.',
    );
  });

  test('other errors have none', async () => {
    const { url } = await serve((_, res) => json(res, { title: 'Conflict' }, 409));
    expect((await caught(client(url).leads.get(42))).hint).toBeUndefined();
  });
});

describe('is()', () => {
  test('knows the errors of its own class and of those below it', () => {
    const error: unknown = new sdk.NotFoundError({ status: 404, method: 'GET', path: '/' });
    expect(sdk.NotFoundError.is(error)).toBe(true);
    expect(sdk.KommoApiError.is(error)).toBe(true);
    expect(KommoError.is(error)).toBe(true);
    expect(sdk.ConflictError.is(error)).toBe(false);
    for (const other of [undefined, null, 'x', 1, {}, new Error('x')]) expect(KommoError.is(other)).toBe(false);
  });

  test('knows the errors of another copy of the package, for which instanceof is false', async () => {
    vi.resetModules();
    const copy = await import('../src/errors.js');
    const error: unknown = new copy.ValidationError({ status: 400, method: 'POST', path: '/' });
    expect(error).not.toBeInstanceOf(KommoError);
    expect([KommoError, sdk.KommoApiError, sdk.BadRequestError, ValidationError].every((kind) => kind.is(error))).toBe(
      true,
    );
    expect(sdk.NotFoundError.is(error)).toBe(false);
  });

  test('a class of a user is not taken for the class that it extends', () => {
    class Mine extends sdk.NotFoundError {}
    const init = { status: 404, method: 'GET', path: '/' };
    expect(Mine.is(new sdk.NotFoundError(init))).toBe(false);
    expect(Mine.is(new Mine(init))).toBe(true);
    expect(sdk.NotFoundError.is(new Mine(init))).toBe(true);
  });

  test('every class has a kind of its own, and nothing of it is listed', async () => {
    const modules = await Promise.all([
      import('../src/index.js'),
      import('../src/auth/index.js'),
      import('../src/chats/index.js'),
      import('../src/webhooks/index.js'),
      import('../src/sync/index.js'),
    ]);
    const { KommoError: Base } = modules[0];
    const classes = modules
      .flatMap((module) => Object.entries(module))
      .filter(([, value]) => value === Base || (typeof value === 'function' && value.prototype instanceof Base));
    expect(classes.length).toBeGreaterThan(30);
    for (const [name, value] of classes) {
      expect(Object.hasOwn(value, 'kind'), name).toBe(true);
      expect((value as unknown as typeof KommoError).kind).toBe(name);
    }
    expect(Object.keys(new KommoError('x'))).toEqual(['name']);
  });
});
