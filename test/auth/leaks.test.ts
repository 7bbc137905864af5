import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  fileStore,
  memoryStore,
  type OAuthOptions,
  oauth,
  redisStore,
  type TokenStore,
  TokenStoreError,
} from '../../src/auth/index.js';
import { createRateLimiter, fileCheckpoint, Kommo } from '../../src/index.js';
import { KEYS, oauthServer } from '../support/oauth-server.js';
import { setUp, tokensOf } from '../support/oauth-setup.js';

const SECRETS = ['access-PLANTED-0123456789', 'refresh-PLANTED-0123456789', KEYS.clientSecret];
const PLANTED = { accessToken: SECRETS[0] as string, refreshToken: SECRETS[1] as string };

/** Everything that a log, a crash report or a debugger shows of an error. */
function shown(error: unknown): string {
  const parts: string[] = [];
  for (let e = error, depth = 0; e !== undefined && depth < 9; e = (e as Error).cause, depth++) {
    parts.push(String(e), (e as Error).stack ?? '', JSON.stringify(e), JSON.stringify(Object.entries(e as object)));
  }
  return [...parts, inspect(error, { depth: 12, showHidden: true })].join('\n');
}

function expectClean(error: unknown): void {
  expect(error).toBeInstanceOf(Error);
  const text = shown(error);
  for (const secret of SECRETS) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(secret.slice(0, -4));
  }
  expect(text).not.toContain('PLANTED');
}

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

/** As ioredis and other drivers throw: with what they were given, in every place. */
function driverError(name: string, message: string, code?: string): Error {
  const inner = Object.assign(new Error(`inner ${SECRETS.join()}`), { args: SECRETS });
  const error = new Error(`${message} ${SECRETS.join()}`, { cause: inner });
  error.name = name;
  return Object.assign(error, { code, command: { name: 'eval', args: SECRETS }, config: { data: SECRETS.join() } });
}

function roundAbout(): Error {
  const error = new Error('boo');
  error.cause = error;
  return error;
}

const options = (store: TokenStore, more: Partial<OAuthOptions> = {}): OAuthOptions => ({
  ...KEYS,
  key: 'k',
  baseUrl: 'https://acme.kommo.com',
  rateLimit: false,
  store,
  ...more,
});

describe('a store of the user', () => {
  const throwing = (step: 'load' | 'lock' | 'save' | 'delete' | 'release', error: unknown): TokenStore => {
    const inner = memoryStore();
    const fail = (name: string) => async (): Promise<never> => Promise.reject(name === step ? error : undefined);
    return {
      load: step === 'load' ? fail('load') : inner.load,
      lock: async (key, lockOptions) => {
        if (step === 'lock') throw error;
        const lock = await inner.lock(key, lockOptions);
        return step === 'save' || step === 'delete' || step === 'release' ? { ...lock, [step]: fail(step) } : lock;
      },
    };
  };

  test.each(['load', 'lock', 'save', 'delete'] as const)('%s', async (step) => {
    for (const error of [
      driverError('ReplyError', 'OOM command not allowed'),
      driverError('Error', 'disk full', 'ENOSPC'),
      driverError(SECRETS[0] as string, 'x', SECRETS[1]),
      new TokenStoreError('The vault is closed', { cause: driverError('VaultError', 'sealed', 'E_SEALED') }),
      SECRETS.join(),
      { ...PLANTED },
      undefined,
    ]) {
      const auth = oauth(options(throwing(step, error)));
      const call = step === 'load' ? auth.account() : step === 'delete' ? auth.forget() : auth.importTokens(PLANTED);
      const caught = await failure(call);
      expect(caught).toBeInstanceOf(TokenStoreError);
      expectClean(caught);
    }
  });

  test('release is logged without it', async () => {
    const lines: string[] = [];
    const log = (...line: unknown[]): void => void lines.push(inspect(line, { depth: 9 }));
    const store = throwing('release', driverError('ReplyError', 'OOM x'));
    const logger = { debug: log, info: log, warn: log, error: log };
    await oauth(options(store, { logger })).importTokens(PLANTED);
    expect(lines.join()).toContain('OOM');
    expect(lines.join()).not.toContain('PLANTED');
  });

  test('the name, the code and what it means are kept', async () => {
    const auth = oauth(options(throwing('save', driverError('Error', 'write', 'ENOSPC'))));
    expect(await failure(auth.importTokens(PLANTED))).toMatchObject({
      name: 'TokenStoreError',
      message: 'The tokens of "k" could not be saved (Error: ENOSPC: the disk is full).',
      cause: { name: 'Error', code: 'ENOSPC' },
    });
  });

  test('a store that throws at once is the same', async () => {
    const load = (): never => {
      throw driverError('Error', 'x');
    };
    const error = await failure(oauth(options({ ...memoryStore(), load })).account());
    expect(error).toBeInstanceOf(TokenStoreError);
    expectClean(error);
  });

  test.each([5, 'x', {}, [], { ...PLANTED }, { ...PLANTED, expiresAt: 'x', obtainedAt: 1, baseUrl: 'x' }])(
    'an entry that is no token set (%#) is told without its content',
    async (entry) => {
      const store = { ...memoryStore(), load: async () => entry as never };
      const error = await failure(Promise.resolve(oauth(options(store)).getToken()));
      expect(error).toMatchObject({ name: 'TokenStoreError', message: /no valid token set/ });
      expectClean(error);
    },
  );
});

describe('a Redis that refuses', () => {
  test.each(['get', 'eval'])('%s', async (command) => {
    const error = driverError('ReplyError', 'OOM command not allowed when used memory');
    const client = {
      duplicate: () => client,
      defineCommand: () => {},
      get: async () => (command === 'get' ? Promise.reject(error) : null),
      eval: async (script: string) => {
        if (script.includes('incr')) return 1;
        throw error;
      },
    };
    const store = redisStore({ redis: client as never });
    const direct = await failure(
      command === 'get'
        ? store.load('k')
        : store
            .lock('k')
            .then((lock) => lock.save({ ...PLANTED, expiresAt: 1, obtainedAt: 1, baseUrl: 'https://acme.kommo.com' })),
    );
    const through = await failure(
      command === 'get' ? oauth(options(store)).account() : oauth(options(store)).importTokens(PLANTED),
    );
    for (const caught of [direct, through]) {
      expect(caught).toMatchObject({ name: 'TokenStoreError', cause: { name: 'ReplyError', code: 'OOM' } });
      expectClean(caught);
    }
  });
});

test('a file store that can not write', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'kommo-leaks-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const error = await failure(oauth(options(fileStore(`${directory}\0`))).importTokens(PLANTED));
  expect(error).toBeInstanceOf(TokenStoreError);
  expectClean(error);
});

test('a file checkpoint that is not one', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'kommo-leaks-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const path = join(directory, 'run.json');
  // JSON.parse quotes what it stumbles over.
  for (const text of [SECRETS.join(), `{"done":"${SECRETS[0]}"}`, JSON.stringify(PLANTED)]) {
    await writeFile(path, text);
    expectClean(await failure(Promise.resolve(fileCheckpoint(path).load())));
  }
});

describe('the Redis of a shared limit', () => {
  test('a refused script', async () => {
    const error = driverError('ReplyError', 'WRONGPASS invalid username-password pair');
    const client = {
      options: {},
      duplicate: () => client,
      defineCommand: () => {},
      on: () => client,
      once: () => client,
      connect: () => Promise.reject(error),
      evalsha: () => Promise.reject(error),
      eval: () => Promise.reject(error),
      script: () => Promise.reject(error),
      call: () => Promise.reject(error),
      disconnect: () => {},
      quit: async () => 'OK',
    };
    const limiter = createRateLimiter({ redis: client as never });
    onTestFinished(() => limiter.close?.());
    expectClean(await failure(limiter.run(async () => 1)));
  });

  test('an address with a password that nobody answers', async () => {
    const limiter = createRateLimiter({ redis: `redis://user:${SECRETS[0]}@127.0.0.1:1`, redisTimeoutMs: 1100 });
    onTestFinished(() => limiter.close?.());
    expectClean(await failure(limiter.run(async () => 1)));
  });
});

describe('a fetch that throws what it was given', () => {
  const fetch = async (_: string, init: RequestInit): Promise<Response> => {
    throw Object.assign(driverError('AxiosError', `failed: ${String(init.body)}`, 'ECONNRESET'), {
      request: { headers: init.headers, body: init.body },
    });
  };

  test('at the token endpoint', async () => {
    const expired = { ...PLANTED, expiresAt: 1, obtainedAt: 0, baseUrl: 'https://acme.kommo.com' };
    const auth = oauth(options(memoryStore({ k: expired }), { fetch }));
    const refreshed = await failure(Promise.resolve(auth.getToken()));
    expect(refreshed).toMatchObject({ name: 'ConnectionError', cause: { code: 'ECONNRESET' } });
    expectClean(refreshed);
    expectClean(await failure(auth.exchange({ code: 'code-PLANTED', baseUrl: 'https://acme.kommo.com' })));
  });

  test.each([
    ['text', 'boo'],
    ['nothing', undefined],
    ['a symbol', Symbol('boo')],
    ['an object without a prototype', Object.create(null)],
    ['an error that is frozen', Object.freeze(new Error('boo'))],
    [
      'an error whose properties throw',
      new Proxy(new Error('boo'), {
        get: () => {
          throw new Error(SECRETS.join());
        },
      }),
    ],
    ['many errors', new AggregateError([new Error(SECRETS.join())], 'boo')],
    ['a cause that goes round', roundAbout()],
  ])('%s, thrown by a fetch, is a lost connection', async (_, thrown) => {
    const fetch = (): Promise<never> => Promise.reject(thrown);
    const kommo = new Kommo({
      subdomain: 'acme',
      accessToken: SECRETS[0] as string,
      fetch,
      rateLimit: false,
      retries: 0,
    });
    const error = await failure(kommo.leads.create({ name: 'x' }));
    expect(error).toMatchObject({ name: 'ConnectionError', maybeProcessed: true });
    expectClean(error);
  });

  test('at a call: its cause keeps the name and the code', async () => {
    const token = PLANTED.accessToken;
    const throwsHeaders = async (_: string, init: RequestInit): Promise<Response> => {
      throw Object.assign(new Error('oops', { cause: init.headers }), { code: 'EPIPE', headers: init.headers });
    };
    const kommo = new Kommo({
      baseUrl: 'https://acme.kommo.com',
      accessToken: token,
      fetch: throwsHeaders,
      rateLimit: false,
      retries: 0,
    });
    const error = await failure(kommo.account.get());
    expect(error).toMatchObject({ name: 'ConnectionError', cause: { code: 'EPIPE' } });
    expectClean(error);
  });
});

test('a token endpoint that echoes the request', async () => {
  const server = await oauthServer();
  server.onRefresh = ({ body }, res) => {
    const { client_secret: secret } = JSON.parse(body) as { client_secret: string };
    res.writeHead(400, { 'content-type': 'text/html' });
    res.end(`<p>${body}</p><p>${encodeURIComponent(secret)}</p>`);
    return true;
  };
  const { kommo } = setUp(server, 0, { store: memoryStore({ k: { ...tokensOf(server, 0), ...PLANTED } }) });
  const error = await failure(kommo.account.get());
  expect(error).toMatchObject({ name: 'OAuthError' });
  expectClean(error);
});
