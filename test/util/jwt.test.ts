import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.js';
import { isKommoUrl } from '../../src/transport/origin.js';
import { equalsConstantTime, hmacHex } from '../../src/util/hmac.js';
import { type JwtChecks, JwtError, verifyJwt } from '../../src/util/jwt.js';

const SECRET = 'exampleclientsecret0123456789abcdef';

// Derived: the claims of Kommo's documented sample, signed with a secret of ours.
const SAMPLE =
  'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJodHRwczovL3N1YmRvbWFpbi5rb21tby5jb20iLCJhdWQiOiJodHRwczovL2V4dGVybmFsLmludGVncmF0aW9uLmlvIiwianRpIjoiZDEyM2YxMjMtNTEyMy1iMTIzLWExMjMtZWQxMjNlZjEyM2YiLCJpYXQiOjE1OTQyMDQyNDUsIm5iZiI6MTU5NDIwNDI0NSwiZXhwIjoxNTk0MjA2MDQ1LCJhY2NvdW50X2lkIjoxMjM0NTY3OCwidXNlcl9pZCI6ODc2NTQzMjEsInN1YmRvbWFpbiI6InN1YmRvbWFpbiIsImNsaWVudF91dWlkIjoiMGIwMTIzZjQtZDEyMy00MTIzLTkxMjMtZTA5ZjEyMzQ1NmMifQ.PH2YsLdE0_tPKTZFCpX6v10Y7UOWV6GSQilKE0Ebun4';
const at = (seconds: number) => ({ now: new Date(seconds * 1000), leewaySeconds: 0 });
const during = at(1594205000);

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
function sign(
  claims: unknown,
  header: Record<string, unknown> = { typ: 'JWT', alg: 'HS256' },
  secret = SECRET,
): string {
  const text = `${base64url(header)}.${base64url(claims)}`;
  const hash = header['alg'] === 'HS512' ? 'sha512' : 'sha256';
  return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
}

async function reasonOf(token: string, checks: Partial<JwtChecks> = {}): Promise<string | undefined> {
  try {
    await verifyJwt(token, { secret: SECRET, ...during, ...checks });
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(JwtError);
    expect(String(error)).not.toContain(SECRET);
    return (error as JwtError).reason;
  }
}

describe('verifyJwt', () => {
  it('gives the claims of the sample (derived)', async () => {
    const claims = await verifyJwt(SAMPLE, {
      secret: SECRET,
      audience: 'https://external.integration.io',
      issuer: 'https://subdomain.kommo.com',
      ...during,
    });
    expect(claims).toMatchObject({ account_id: 12345678, user_id: 87654321, exp: 1594206045 });
  });

  it.each<[string, object]>([
    ['milliseconds of leeway', { leewaySeconds: 30_000 }],
    ['a text', { leewaySeconds: '3 years' }],
    ['no number', { leewaySeconds: Number.NaN }],
    ['without end', { leewaySeconds: Number.POSITIVE_INFINITY }],
    ['less than nothing', { leewaySeconds: -1 }],
    ['no moment', { now: new Date(Number.NaN) }],
    ['seconds for a Date', { now: 1594205000 }],
  ])('refuses a check that says nothing: %s', async (_, checks) => {
    await expect(verifyJwt(SAMPLE, { secret: SECRET, ...during, ...checks })).rejects.toThrow(InputError);
  });

  it('refuses every extension, and an expiry that no clock reaches', async () => {
    const claims = { exp: 1594206045 };
    for (const crit of [['exp'], ['b64'], ['kid'], [], 'exp', null, [1]]) {
      expect(await reasonOf(sign(claims, { alg: 'HS256', crit, b64: true, exp: 1, kid: 'x' }))).toBe('malformed');
    }
    for (const exp of ['1e400', '1594206045000']) {
      const text = `${base64url({ alg: 'HS256' })}.${Buffer.from(`{"exp":${exp}}`).toString('base64url')}`;
      const signature = createHmac('sha256', SECRET).update(text).digest('base64url');
      expect(await reasonOf(`${text}.${signature}`)).toBe('claim');
    }
  });

  it('holds the time to the second', async () => {
    expect(await reasonOf(SAMPLE, at(1594204245))).toBeUndefined();
    expect(await reasonOf(SAMPLE, at(1594204244.999))).toBe('not-yet-valid');
    expect(await reasonOf(SAMPLE, at(1594206044.999))).toBeUndefined();
    expect(await reasonOf(SAMPLE, at(1594206045))).toBe('expired');
    expect(await reasonOf(SAMPLE, { now: new Date(1594206074_000), leewaySeconds: 30 })).toBeUndefined();
    expect(await reasonOf(SAMPLE, { now: undefined })).toBe('expired');
  });

  it('takes only algorithms of the caller', async () => {
    const claims = { exp: 1594206045 };
    expect(await reasonOf(sign(claims, { alg: 'HS512' }))).toBe('algorithm');
    expect(await reasonOf(sign(claims, { alg: 'HS512' }), { algorithms: ['HS256', 'HS512'] })).toBeUndefined();
    for (const alg of ['none', 'None', 'RS256']) expect(await reasonOf(sign(claims, { alg }))).toBe('algorithm');
    for (const alg of ['', undefined, 5]) expect(await reasonOf(sign(claims, { alg }))).toBe('malformed');
    expect(await reasonOf(`${base64url({ alg: 'none' })}.${base64url(claims)}.`)).toBe('algorithm');
  });

  it('refuses what is not signed or not whole', async () => {
    const [header, payload, signature] = SAMPLE.split('.') as [string, string, string];
    expect(await reasonOf(SAMPLE, { secret: `${SECRET}x` })).toBe('signature');
    expect(await reasonOf(`${header}.${base64url({ exp: 9e9 })}.${signature}`)).toBe('signature');
    expect(await reasonOf(`${header}.${payload}.${signature.slice(0, -4)}`)).toBe('signature');
    for (const token of [
      '',
      'a.b',
      'a.b.c',
      `${SAMPLE}.x`,
      `${header}.${payload}.***`,
      'x'.repeat(9000),
      `!.${payload}.x`,
    ]) {
      expect(await reasonOf(token)).toBe('malformed');
    }
    expect(await reasonOf(undefined as never)).toBe('malformed');
    expect(await reasonOf(sign([1]))).toBe('malformed');
  });

  it('checks audience, issuer and that there is an end', async () => {
    expect(await reasonOf(SAMPLE, { audience: 'https://other.io' })).toBe('audience');
    expect(await reasonOf(sign({ exp: 9e9, aud: ['a', 'b'] }), { audience: 'b' })).toBeUndefined();
    expect(await reasonOf(SAMPLE, { issuer: 'https://other.kommo.com' })).toBe('issuer');
    expect(await reasonOf(SAMPLE, { issuer: isKommoUrl })).toBeUndefined();
    expect(await reasonOf(sign({ exp: 9e9, iss: 'https://kommo.com.evil.io' }), { issuer: isKommoUrl })).toBe('issuer');
    expect(await reasonOf(sign({ iat: 1 }))).toBe('claim');
    expect(await reasonOf(sign({ exp: '9999999999' }))).toBe('claim');
  });

  it('refuses what it does not understand: crit, and a time that is text', async () => {
    const crit = { typ: 'JWT', alg: 'HS256', crit: ['x-only-for-admins'], 'x-only-for-admins': true };
    expect(await reasonOf(sign({ exp: 9e9 }, crit))).toBe('malformed');
    expect(await reasonOf(sign({ exp: 9e9, nbf: '1594204245' }))).toBe('claim');
    expect(await reasonOf(sign({ exp: 9e9, nbf: 9e8 }))).toBeUndefined();
  });

  it.each(['', '   ', undefined])('an empty secret (%o) accepts nothing: anyone can sign with it', async (secret) => {
    const token = sign({ exp: 9e9 }, undefined, '');
    await expect(verifyJwt(token, { secret: secret as string, ...during })).rejects.toBeInstanceOf(InputError);
    if (!secret) await expect(hmacHex('SHA-256', secret as string, 'x')).rejects.toBeInstanceOf(InputError);
  });
});

describe('isKommoUrl', () => {
  it.each(['https://acme.kommo.com', 'https://acme.kommo.com/api/v4/salesbot/1/continue/2', 'https://x.amocrm.ru'])(
    'takes %s',
    (url) => {
      expect(isKommoUrl(url)).toBe(true);
    },
  );
  it.each([
    'http://acme.kommo.com',
    'https://kommo.com.evil.io',
    'https://evilkommo.com',
    'https://acme.kommo.com@evil.io',
    'https://user@acme.kommo.com',
    'https://acme.kommo.com:8443',
    'acme.kommo.com',
    '',
  ])('refuses %s', (url) => {
    expect(isKommoUrl(url)).toBe(false);
  });
});

describe('hmac', () => {
  it('agrees with Node', async () => {
    for (const data of ['', 'x', 'Ж😍']) {
      expect(await hmacHex('SHA-1', SECRET, data)).toBe(createHmac('sha1', SECRET).update(data).digest('hex'));
      expect(await hmacHex('SHA-256', SECRET, new TextEncoder().encode(data))).toBe(
        createHmac('sha256', SECRET).update(data).digest('hex'),
      );
    }
  });

  it('compares', () => {
    expect(equalsConstantTime('abc', 'abc')).toBe(true);
    for (const other of ['', 'ab', 'abd', 'abcd', 'ABC', 'abc\0']) expect(equalsConstantTime(other, 'abc')).toBe(false);
    expect(equalsConstantTime('', '')).toBe(true);
  });
});
