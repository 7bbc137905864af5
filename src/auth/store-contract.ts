import { LockLostError, LockTimeoutError } from './errors.js';
import type { TokenSet, TokenStore } from './token-store.js';

/** `test` of any runner: vitest, jest, node:test, mocha's `it`. */
export type ContractRunner = (name: string, run: () => Promise<void>) => unknown;

/** A store to test. */
export interface ContractSubject {
  readonly store: TokenStore;
  /** Makes another instance over the same data, as another process has it. Default: the same instance. */
  readonly another?: (() => TokenStore | Promise<TokenStore>) | undefined;
  /**
   * Ends the hold of whoever has the lock of this key, as if it had run out; the next test step takes it. Default: that part is
   * left out.
   */
  readonly expireLock?: ((key: string) => Promise<void>) | undefined;
  readonly close?: (() => Promise<void>) | undefined;
}

/**
 * What every TokenStore must do, as tests for any runner:
 *
 * ```ts
 * tokenStoreContract(test, () => ({ store: myStore() }));
 * ```
 */
export function tokenStoreContract(test: ContractRunner, make: () => ContractSubject | Promise<ContractSubject>): void {
  const check = (name: string, run: (subject: ContractSubject, key: string) => Promise<void>): void => {
    test(`token store: ${name}`, async () => {
      const subject = await make();
      try {
        await run(subject, `contract/${name} ${crypto.randomUUID()}`);
      } finally {
        await subject.close?.();
      }
    });
  };

  check('an unknown key has no tokens', async ({ store }, key) => {
    equal(await store.load(key), undefined, 'load of an unknown key');
  });

  check('returns what was saved, whole', async ({ store }, key) => {
    const full = { ...tokens(1), apiDomain: 'api-c.kommo.com', accountId: 12, userId: 7 };
    await save(store, key, full);
    equal(await store.load(key), full, 'load after save');
    await save(store, key, tokens(2));
    equal(await store.load(key), tokens(2), 'load after a second save: nothing of the first may stay');
  });

  check('keys do not touch each other', async ({ store }, key) => {
    const others = [`${key}/a`, `${key}:a`, `${key} a`, `${key}..`, `${key}/../a`, `${key}ä`, `${key}{a}`];
    for (const [i, other] of others.entries()) await save(store, other, tokens(i));
    for (const [i, other] of others.entries()) equal(await store.load(other), tokens(i), `load of "${other}"`);
    equal(await store.load(key), undefined, 'load of a key that was not saved');
  });

  check('what is given away is a copy', async ({ store }, key) => {
    const given = { ...tokens(1) };
    await save(store, key, given);
    Object.assign(given, { accessToken: 'changed' });
    const taken = await store.load(key);
    Object.assign(taken ?? {}, { accessToken: 'changed too' });
    equal(await store.load(key), tokens(1), 'load after changes to other copies');
  });

  check('deletes', async ({ store }, key) => {
    await save(store, key, tokens(1));
    const lock = await store.lock(key);
    await lock.delete();
    await lock.release();
    equal(await store.load(key), undefined, 'load after delete');
  });

  check('another instance sees what was saved', async ({ store, another }, key) => {
    const second = (await another?.()) ?? store;
    await save(store, key, tokens(1));
    equal(await second.load(key), tokens(1), 'load of another instance');
  });

  check('one holder at a time, across instances', async ({ store, another }, key) => {
    const second = (await another?.()) ?? store;
    let holders = 0;
    let most = 0;
    const hold = async (one: TokenStore): Promise<void> => {
      const lock = await one.lock(key);
      most = Math.max(most, ++holders);
      await pause(5);
      holders--;
      await lock.release();
    };
    await Promise.all(Array.from({ length: 12 }, (_, i) => hold(i % 2 ? store : second)));
    equal(most, 1, 'most holders at the same time');
  });

  check('loading needs no lock, and other keys are free', async ({ store }, key) => {
    await save(store, key, tokens(1));
    const lock = await store.lock(key);
    equal(await store.load(key), tokens(1), 'load while locked');
    await (await store.lock(`${key} other`, { waitMs: 1_000 })).release();
    await lock.release();
  });

  check('waiting for a lock ends with LockTimeoutError, and the lock comes free later', async ({ store }, key) => {
    const lock = await store.lock(key);
    await rejects(store.lock(key, { waitMs: 80 }), LockTimeoutError, 'lock of a locked key');
    await lock.release();
    await (await store.lock(key, { waitMs: 1_000 })).release();
  });

  check('releasing twice is not an error and does not free another holder', async ({ store }, key) => {
    const first = await store.lock(key);
    await first.release();
    const second = await store.lock(key);
    await first.release();
    await rejects(store.lock(key, { waitMs: 80 }), LockTimeoutError, 'lock after a stale release');
    await second.release();
  });

  check('a lock that was released writes nothing', async ({ store }, key) => {
    await save(store, key, tokens(1));
    const lock = await store.lock(key);
    await lock.release();
    await rejects(lock.save(tokens(2)), LockLostError, 'save after release');
    equal(await store.load(key), tokens(1), 'load after it');
  });

  check('a holder whose lock ran out writes nothing', async ({ store, another, expireLock }, key) => {
    if (!expireLock) return;
    const stopped = await store.lock(key);
    await expireLock(key);
    const successor = await ((await another?.()) ?? store).lock(key, { waitMs: 20_000 });
    await successor.save(tokens(2));
    await rejects(stopped.save(tokens(1)), LockLostError, 'save of a holder that was succeeded');
    await rejects(stopped.delete(), LockLostError, 'delete of a holder that was succeeded');
    await stopped.release();
    await successor.save(tokens(3));
    await successor.release();
    equal(await store.load(key), tokens(3), 'load after the successor saved');
  });
}

const tokens = (number: number): TokenSet => ({
  accessToken: `access-${number}`,
  refreshToken: `refresh-${number}-${'x'.repeat(1200)}`,
  expiresAt: 1_900_000_000 + number,
  obtainedAt: 1_800_000_000,
  baseUrl: 'https://acme.kommo.com',
});

async function save(store: TokenStore, key: string, set: TokenSet): Promise<void> {
  const lock = await store.lock(key);
  await lock.save(set);
  await lock.release();
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function equal(given: unknown, expected: unknown, what: string): void {
  const [a, b] = [given, expected].map((value) => JSON.stringify(value, sorted));
  if (a !== b) throw new Error(`${what}: expected ${b}, got ${a}`);
}

const sorted = (_: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort()) : value;

async function rejects(promise: Promise<unknown>, type: new (...args: never[]) => Error, what: string): Promise<void> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof type)) throw new Error(`${what}: expected ${type.name}, got ${String(error)}`);
}
