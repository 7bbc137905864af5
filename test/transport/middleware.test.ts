import { expect, test } from 'vitest';
import { InputError, type Middleware } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

// Plain JavaScript can leave the request out.
const forgets = (...given: unknown[]): Middleware => {
  return (_, next) => (next as (...given: unknown[]) => Promise<Response>)(...given);
};
const pass: Middleware = (request, next) => next(request);

test.each<[string, Middleware[]]>([
  ['alone', [forgets()]],
  ['before another one', [forgets(), pass]],
  ['after another one', [pass, forgets()]],
  ['with null', [forgets(null)]],
  ['with an empty object', [forgets({})]],
])('a middleware that calls next without a request: %s', async (_, middleware) => {
  const { url, seen } = await serve((__, res) => json(res, {}));
  const error = await client(url, { middleware })
    .leads.list()
    .then(undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  expect(error).toMatchObject({ field: 'middleware', message: expect.stringContaining('Call next(request)') });
  expect(seen).toEqual([]);
});
