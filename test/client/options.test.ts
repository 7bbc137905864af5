import { afterEach, describe, expect, test, vi } from 'vitest';
import { InputError, Kommo } from '../../src/index.js';
import { TOKEN } from '../support/client.js';

describe('options', () => {
  const token = { accessToken: TOKEN };

  test.each([
    [{ subdomain: 'acme', ...token }, 'https://acme.kommo.com'],
    [{ subdomain: 'ACME', domain: 'amocrm.ru', ...token }, 'https://acme.amocrm.ru'],
    [{ subdomain: 'acme', domain: 'localhost', ...token }, 'https://acme.localhost'],
    [{ domain: 'https://crm.example.com/', ...token }, 'https://crm.example.com'],
    [{ baseUrl: 'http://127.0.0.1:8080/', ...token }, 'http://127.0.0.1:8080'],
    [{ baseUrl: 'https://gateway.example.com/api/kommo/', ...token }, 'https://gateway.example.com/api/kommo'],
    [{ baseUrl: 'https://gateway.example.com/api/v1', ...token }, 'https://gateway.example.com/api/v1'],
  ])('%o', (options, baseUrl) => {
    expect(new Kommo(options).baseUrl).toBe(baseUrl);
  });

  test.each([
    [{ ...token }, 'subdomain', 'is missing'],
    [{ subdomain: '', ...token }, 'subdomain', 'is missing'],
    [{ subdomain: 'https://x', ...token }, 'subdomain', 'For a whole address use baseUrl'],
    [{ subdomain: 'acme.kommo.com', ...token }, 'subdomain', '"acme" for https://acme.kommo.com'],
    [{ subdomain: 'acme', domain: 'kommo.com/x', ...token }, 'domain', 'must be a host'],
    [{ baseUrl: 'acme', ...token }, 'baseUrl', 'must be an http(s) address'],
    [{ baseUrl: 'http://acme.kommo.com', ...token }, 'baseUrl', 'must be https'],
    [{ baseUrl: 'https://acme.kommo.com/api/v4/', ...token }, 'baseUrl', 'must not end with "/api/v4". Leave it out'],
    [{ domain: 'https://acme.kommo.com/API/v4', ...token }, 'domain', 'must not end with "/api/v4"'],
    [{ baseUrl: 'https://user:pass@acme.kommo.com', ...token }, 'baseUrl', 'must not hold a user name'],
    [{ subdomain: 'acme' }, 'accessToken', 'is missing'],
    [{ subdomain: 'acme', accessToken: '' }, 'accessToken', 'is missing'],
    [{ subdomain: 'acme', accessToken: 'Bearer abc' }, 'accessToken', 'no spaces'],
    [{ subdomain: 'acme', accessToken: 'abc\n' }, 'accessToken', 'no spaces'],
    [{ subdomain: 'acme', ...token, auth: { getToken: () => 'x' } }, 'accessToken', 'not both'],
    [{ subdomain: 'acme', ...token, retries: -1 }, 'retries', 'must be a whole number'],
    [{ subdomain: 'acme', ...token, timeoutMs: Number.NaN }, 'timeoutMs', 'must be a number'],
    [{ subdomain: 'acme', ...token, fetch: 'no' as never }, 'fetch', 'must be a function'],
    [{ subdomain: 5 as never, ...token }, 'subdomain', 'must be only the first part'],
    [{ subdomain: 'acme', domain: 5 as never, ...token }, 'domain', 'must be a host'],
    [{ subdomain: 'acme', auth: {} as never }, 'auth', 'oauth({...})'],
    [{ subdomain: 'acme', auth: 'abc' as never }, 'auth', 'oauth({...})'],
    [{ subdomain: 'acme', ...token, headers: { 'a b': 'x' } }, 'headers', 'a b'],
    [{ subdomain: 'acme', ...token, headers: 'a: b' as never }, 'headers', 'must be an object'],
    [{ subdomain: 'acme', ...token, rateLimit: true as never }, 'rateLimit', 'must be an object'],
    [{ subdomain: 'acme', ...token, rateLimit: { scope: 'ips' as never } }, 'rateLimit.scope', '"ip" or "account"'],
    [{ subdomain: 'acme', ...token, rateLimit: { limit: '7' as never } }, 'rateLimit.limit', 'got "7"'],
    [{ subdomain: 'acme', ...token, rateLimit: { redis: '' } }, 'redis', 'must be an address'],
    [{ subdomain: 'acme', ...token, rateLimit: { redis: null as never } }, 'redis', 'must be a client of ioredis'],
    [{ subdomain: 'acme', ...token, retries: '3' as never }, 'retries', 'got "3"'],
    [{ subdomain: 'acme', ...token, timeoutMs: '3' as never }, 'timeoutMs', 'got "3"'],
  ])('refuses %o', (options, field, remedy) => {
    const make = (): Kommo => new Kommo(options);
    expect(make).toThrow(InputError);
    expect(make).toThrow(`${field} `);
    expect(make).toThrow(remedy);
  });

  test('no options at all', () => {
    expect(() => new Kommo(undefined as never)).toThrow(/Give at least/);
  });

  test('from the environment; options win, blanks count as unset', () => {
    vi.stubEnv('KOMMO_SUBDOMAIN', 'acme');
    vi.stubEnv('KOMMO_ACCESS_TOKEN', TOKEN);
    vi.stubEnv('KOMMO_BASE_URL', '  ');
    expect(Kommo.fromEnv().baseUrl).toBe('https://acme.kommo.com');
    expect(Kommo.fromEnv({ subdomain: 'other' }).baseUrl).toBe('https://other.kommo.com');
    vi.stubEnv('KOMMO_BASE_URL', 'https://acme.example.com');
    expect(Kommo.fromEnv().baseUrl).toBe('https://acme.example.com');
    // A token for one account must not go to the other.
    vi.stubEnv('KOMMO_BASE_URL', 'http://127.0.0.1:8787');
    expect(() => Kommo.fromEnv()).toThrow(/KOMMO_BASE_URL.*another account than KOMMO_SUBDOMAIN/);
    expect(Kommo.fromEnv({ subdomain: 'other' }).baseUrl).toBe('https://other.kommo.com');
    vi.unstubAllEnvs();
  });

  test.each(['"value"', "'value'", '"value"\r', ' value '])(
    'a variable is read without quotes and spaces: %j',
    async (given) => {
      vi.stubEnv('KOMMO_BASE_URL', given.replace('value', 'https://acme.example.com'));
      vi.stubEnv('KOMMO_ACCESS_TOKEN', given.replace('value', TOKEN));
      const fetch = vi.fn(async (_url: string, _init: RequestInit) => Response.json({ id: 1 }));
      const kommo = Kommo.fromEnv({ fetch: fetch as never });
      vi.unstubAllEnvs();
      await kommo.account.get();
      expect(fetch.mock.calls[0]?.[0]).toBe('https://acme.example.com/api/v4/account');
      expect(new Headers(fetch.mock.calls[0]?.[1].headers).get('authorization')).toBe(`Bearer ${TOKEN}`);
    },
  );

  test('what the environment lacks fails the first call, by name, and nothing is sent', async () => {
    const fetch = vi.fn();
    const lacks = (env: Record<string, string>): Promise<unknown> => {
      for (const name of ['KOMMO_SUBDOMAIN', 'KOMMO_BASE_URL', 'KOMMO_ACCESS_TOKEN']) vi.stubEnv(name, env[name] ?? '');
      const kommo = Kommo.fromEnv({ fetch });
      vi.unstubAllEnvs();
      return kommo.leads.list().then(undefined, (error: unknown) => error);
    };
    expect(await lacks({})).toMatchObject({
      name: 'InputError',
      field: 'KOMMO_SUBDOMAIN',
      message: expect.stringMatching(/^KOMMO_SUBDOMAIN is not set\./),
    });
    expect(await lacks({ KOMMO_ACCESS_TOKEN: TOKEN })).toMatchObject({ field: 'KOMMO_SUBDOMAIN' });
    expect(await lacks({ KOMMO_SUBDOMAIN: 'acme' })).toMatchObject({ field: 'KOMMO_ACCESS_TOKEN' });
    expect(fetch).not.toHaveBeenCalled();
  });

  test('await using closes the client', async () => {
    const close = vi.spyOn(Kommo.prototype, 'close');
    {
      await using kommo = new Kommo({ subdomain: 'acme', accessToken: TOKEN });
      expect(kommo.baseUrl).toBe('https://acme.kommo.com');
    }
    expect(close).toHaveBeenCalledTimes(1);
    close.mockRestore();
  });

  describe('in a browser page', () => {
    afterEach(() => vi.unstubAllGlobals());
    const page = (origin: string): void => {
      vi.stubGlobal('document', {});
      vi.stubGlobal('location', { origin });
    };

    test("'session' works in a page only, and reaches its origin only", async () => {
      expect(() => new Kommo({ auth: 'session' })).toThrow(
        /^auth is 'session', which works only inside a page of Kommo/,
      );
      page('https://acme.kommo.com');
      expect(() => new Kommo({ auth: 'session', accessToken: TOKEN })).toThrow(/can not be combined/);
      expect(() => new Kommo({ auth: 'session', subdomain: 'other' })).toThrow(
        /calls reach only https:\/\/acme\.kommo\.com, the origin of this page, and not https:\/\/other\.kommo\.com/,
      );
      const sent: Request[] = [];
      const fetch = async (url: string, init: RequestInit): Promise<Response> => {
        sent.push(new Request(url, init));
        return Response.json({ drive_url: 'https://drive-b.kommo.com', id: 1, _embedded: { leads: [] } });
      };
      const kommo = new Kommo({ auth: 'session', fetch });
      expect(kommo.baseUrl).toBe('https://acme.kommo.com');
      await kommo.leads.list();
      expect(sent[0]?.headers.get('authorization')).toBeNull();
      expect(sent[0]?.headers.get('x-requested-with')).toBe('XMLHttpRequest');
      await expect(kommo.files.list()).rejects.toThrow(/drive-b\.kommo\.com|RedirectError/);
      expect(sent.every(({ url }) => new URL(url).origin === 'https://acme.kommo.com')).toBe(true);
    });

    test('a token is refused with the remedy, unless the option allows it', () => {
      page('https://app.example.com');
      vi.stubGlobal('process', undefined);
      const options = { subdomain: 'acme', accessToken: TOKEN };
      expect(() => new Kommo(options)).toThrow(
        /^accessToken must not be in a browser page.*from your server.*auth: 'session'/,
      );
      expect(() => new Kommo({ ...options, dangerouslyAllowBrowser: true })).not.toThrow();
      expect(() => new Kommo({ subdomain: 'acme', auth: { getToken: () => TOKEN } })).toThrow(/^auth must not be/);
    });
  });
});
