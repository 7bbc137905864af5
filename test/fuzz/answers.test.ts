import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JwtError, readClaims } from '../../src/auth/index.js';
import { batched, listed, nextLink, single } from '../../src/http/hal.js';
import { DecodeError, KommoApiError, KommoError } from '../../src/index.js';
import { apiError } from '../../src/transport/api-error.js';
import { decode } from '../../src/transport/decode.js';
import { redactor } from '../../src/transport/redact.js';
import { PreparedRequest } from '../../src/transport/request.js';
import { retryAfterSeconds } from '../../src/transport/retry.js';
import { verifyJwt } from '../../src/util/jwt.js';
import { client } from '../support/client.js';

const RUNS = 5_000;
const request = new PreparedRequest('https://acme.kommo.com/api/v4/leads', { method: 'POST' });
const polluted = (): boolean => Object.keys(Object.prototype).length > 0 || 'polluted' in {};

// Names that matter to the code under test, and to prototypes.
const name = fc.constantFrom(
  ...['title', 'detail', 'hint', 'status', 'retry_after', 'validation-errors', 'request_id', 'errors', 'path', 'code'],
  ...['_embedded', '_links', 'next', 'href', 'leads', '__proto__', 'constructor', 'prototype', 'polluted', 'trace_id'],
);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom<unknown>(null, true, 0, -1, 1e308, '', 'x', '1', '[object Object]', '/api/v4/leads?page=2'),
    fc.string(),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(name, tie('json'), { maxKeys: 6 }),
  ),
}));
// As text, since that is where a `__proto__` can hide.
const body = fc.oneof(
  json.map((value) => JSON.stringify(value)),
  fc.string(),
  fc.constantFrom('<html>', '{"__proto__":{"polluted":1}}', '{"_embedded":{"__proto__":[1]}}', '{', '"', 'null', '[]'),
);

test('Retry-After: a number of seconds, or nothing', () => {
  const date = fc.date({ noInvalidDate: true }).map((when) => when.toUTCString());
  const value = fc.oneof(fc.string(), date, fc.stringMatching(/^[\d.,:+ -]{1,30}$/), fc.integer().map(String));
  fc.assert(
    fc.property(value, json, (header, given) => {
      const headers = new Headers();
      try {
        headers.set('retry-after', header);
      } catch {
        // Not a header that fetch could have received.
      }
      const seconds = retryAfterSeconds(headers, given);
      expect(seconds === undefined || (Number.isFinite(seconds) && seconds >= 0)).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

test('error bodies: always one of our errors, with text that is text', () => {
  fc.assert(
    fc.property(body, fc.integer({ min: 400, max: 599 }), json, (text, status, items) => {
      const error = apiError({ response: new Response(null, { status }), text }, request, items);
      expect(error).toBeInstanceOf(KommoApiError);
      expect(error.status).toBe(status);
      for (const field of [
        error.message,
        error.title ?? '',
        error.detail ?? '',
        error.hint ?? '',
        error.bodyText ?? '',
      ]) {
        expect(typeof field).toBe('string');
      }
      for (const issue of error.validationErrors) {
        expect([typeof issue.path, typeof issue.code, typeof issue.detail]).toEqual(['string', 'string', 'string']);
      }
      expect(polluted()).toBe(false);
    }),
    { numRuns: RUNS },
  );
});

test('successful bodies: JSON, nothing, or a DecodeError', () => {
  const type = fc.constantFrom('application/json', 'application/hal+json', 'text/html', undefined);
  fc.assert(
    fc.property(body, type, (text, contentType) => {
      const response = new Response(null, contentType ? { headers: { 'content-type': contentType } } : {});
      try {
        decode({ response, text }, request, (said) => said);
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError);
      }
    }),
    { numRuns: RUNS },
  );
});

test('HAL pages of any shape', () => {
  fc.assert(
    fc.property(body, fc.constantFrom('leads', '__proto__', 'constructor'), (text, key) => {
      let data: unknown;
      try {
        data = JSON.parse(text);
      } catch {
        return;
      }
      for (const items of [listed(data, key), batched(data, key)])
        expect(items === undefined || Array.isArray(items)).toBe(true);
      expect(['object', 'undefined']).toContain(typeof single(data, key));
      expect(['string', 'undefined']).toContain(typeof nextLink(data));
      expect(polluted()).toBe(false);
    }),
    { numRuns: RUNS },
  );
});

test('a list over pages of any shape ends, or fails with one of our errors', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(body, { minLength: 1, maxLength: 3 }), async (pages) => {
      let count = 0;
      const fetch = async (): Promise<Response> => {
        const text = pages[count++ % pages.length] as string;
        return new Response(text, { headers: { 'content-type': 'application/hal+json' } });
      };
      const kommo = client('https://acme.kommo.com', { fetch, retries: 0 });
      try {
        let items = 0;
        for await (const _ of kommo.leads.list()) if (++items > 50) break;
      } catch (error) {
        if (!(error instanceof KommoError)) throw error;
      }
      expect(polluted()).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('JWTs: verified or refused, whatever they are', async () => {
  const part = fc.oneof(
    fc.base64String(),
    json.map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
    fc.constantFrom(
      Buffer.from('{"alg":"none"}').toString('base64url'),
      Buffer.from('{"alg":"HS256"}').toString('base64url'),
    ),
  );
  const token = fc.oneof(
    fc.string(),
    fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('.')),
  );
  await fc.assert(
    fc.asyncProperty(token, async (text) => {
      readClaims(text);
      await expect(verifyJwt(text, { secret: 'a secret' })).rejects.toBeInstanceOf(JwtError);
      expect(polluted()).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});

test('redaction: no secret is left in any text around it', () => {
  const secret = fc.stringMatching(/^[\w.~+/-]{6,40}$/);
  fc.assert(
    fc.property(fc.string(), secret, fc.string(), (before, token, after) => {
      expect(redactor(token)(before + token + after)).not.toContain(token);
      expect(redactor()(`${before} Bearer ${token} ${after}`)).not.toContain(`Bearer ${token}`);
    }),
    { numRuns: RUNS },
  );
});

test.each<[string, (size: number) => () => unknown]>([
  ['redaction of bearers', (size) => () => redactor('secret-token')(`Bearer ${'a'.repeat(size)} `.repeat(3))],
  ['redaction of dots', (size) => () => redactor()(`eyJ${'a.'.repeat(size)}`)],
  ['redaction of blanks', (size) => () => redactor()(`Bearer${' '.repeat(size)}`)],
  ['redaction of many starts', (size) => () => redactor()('eyJaaaaaaaaaaaa'.repeat(size / 10))],
  ['Retry-After', (size) => () => retryAfterSeconds(new Headers({ 'retry-after': `Mon, ${'1'.repeat(size)}` }), {})],
  [
    'error bodies',
    (size) => {
      const issue = { request_id: '0', errors: [{ path: 'a', code: 'b', detail: 'c' }] };
      const text = JSON.stringify({ 'validation-errors': Array.from({ length: size / 100 }, () => issue) });
      return () => apiError({ response: new Response(null, { status: 400 }), text }, request, [{}]);
    },
  ],
])('%s take linear time', (_, make) => {
  const time = (size: number): number => {
    const run = make(size);
    const runs = Array.from({ length: 7 }, () => {
      const began = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1000;
    });
    return Math.min(...runs);
  };
  time(2_000);
  const [small, large] = [time(50_000), time(400_000)];
  // 8 times the size; a square would take 64 times the time, and minutes where each step costs a nanosecond.
  expect(large).toBeLessThan(small * 30 + 200);
});
