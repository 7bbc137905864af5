import { expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import { AccountNames } from '../../src/reports/names.js';
import { createSandbox } from '../../src/testing/index.js';

function setUp() {
  const sandbox = createSandbox({ rateLimit: false });
  const names = new AccountNames(new Kommo({ ...sandbox.options, rateLimit: false, retries: 0 }));
  return { sandbox, names };
}

test('each part is read once, by calls at the same time too, until it is cleared', async () => {
  const { sandbox, names } = setUp();
  const [first, second] = await Promise.all([names.part('users'), names.need('users')]);
  expect(first).toBe(second);
  expect(first?.get(11087101)).toBe('Alice Carter');
  expect(sandbox.requests).toHaveLength(1);
  names.clear();
  await names.part('users');
  expect(sandbox.requests).toHaveLength(2);
});

test('a failure is not kept, but a missing right is', async () => {
  const { sandbox, names } = setUp();
  sandbox.fail({ kind: 'status', status: 500, times: 1 });
  expect(await names.part('account')).toBeUndefined();
  expect(await names.part('account')).toMatchObject({ currency: 'USD', zone: 'America/New_York' });
  const before = sandbox.requests.length;
  sandbox.fail({ kind: 'status', status: 403, times: 1 });
  expect(await names.part('users')).toBeUndefined();
  await expect(names.need('users')).rejects.toMatchObject({ name: 'ForbiddenError' });
  expect(sandbox.requests).toHaveLength(before + 1);
});

test('names lose what a person does not see', async () => {
  const { sandbox, names } = setUp();
  sandbox.seed({ users: [{ id: 11087106, name: 'Ali\u202ece' }] });
  expect((await names.part('users'))?.get(11087106)).toBe('Alice');
});
