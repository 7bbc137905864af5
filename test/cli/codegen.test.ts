import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountNames } from '../../src/cli/codegen/collect.js';
import { renderAccount } from '../../src/cli/codegen/render.js';
import { type AccountDefinition, defineAccount } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { bigAccount } from '../support/big-account.js';
import { runCli } from '../support/cli.js';
import { HOSTILE_NAMES, hostileAccount } from '../support/hostile-names.js';

let cwd: string;
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'kommo-codegen-'));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

/** What the file exports. */
function evaluate(text: string): AccountDefinition {
  const code = text.replace(/^import .*$/m, '').replace('export const account =', 'return');
  return new Function('defineAccount', code)(defineAccount) as AccountDefinition;
}

const syntaxErrors = (text: string): readonly unknown[] =>
  ts.transpileModule(text, { reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ES2022 } })
    .diagnostics ?? [];

describe('kommo-sdk codegen', () => {
  test('writes the sandbox, tells that it is up to date, and fails with 5 when it is not', async () => {
    const wrote = await runCli(['codegen', '--sandbox'], { cwd });
    expect(wrote).toMatchObject({ code: 0, stderr: '' });
    expect(wrote.stdout).toMatch(
      /^kommo\.account\.ts written: 16 fields, 3 pipelines, 12 loss reasons, 8 users, 2 catalogs\n$/,
    );
    const text = await readFile(join(cwd, 'kommo.account.ts'), 'utf8');
    expect(evaluate(text)).toMatchObject({
      leads: { fields: { channel: { id: 1_928_001, type: 'select', enums: { Website: 1_669_801 } } } },
      pipelines: { Sales: { id: 7_000_101, statuses: { Negotiation: 58_220_005, Won: 142, Lost: 143 } } },
      catalogs: { Products: { fields: { group: { enums: { Licences: 1_669_961 } } } } },
    });

    expect(await runCli(['codegen', '--sandbox', '--check'], { cwd })).toMatchObject({ code: 0 });
    await writeFile(join(cwd, 'kommo.account.ts'), text.replace(/\n/g, '\r\n'));
    expect(await runCli(['codegen', '--sandbox', '--check'], { cwd })).toMatchObject({ code: 0 });
    await writeFile(join(cwd, 'kommo.account.ts'), text.replace('Negotiation', 'Haggling'));
    const stale = await runCli(['codegen', '--sandbox', '--check'], { cwd });
    expect(stale).toEqual({
      code: 5,
      stdout: '',
      stderr:
        'kommo-sdk: kommo.account.ts is not what the account has now; run "kommo-sdk codegen" and commit the file\n',
    });
    expect(await readFile(join(cwd, 'kommo.account.ts'), 'utf8')).toContain('Haggling');
  });

  test('holds no secret and nobody’s address', async () => {
    const sandbox = createSandbox({ rateLimit: false, accessToken: 'very-secret-token' });
    const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: 'very-secret-token' };
    const { code } = await runCli(['codegen', '-o', 'secret.ts'], { cwd, env, fetch: sandbox.fetch });
    expect(code).toBe(0);
    expect(await readFile(join(cwd, 'secret.ts'), 'utf8')).not.toMatch(/very-secret|@example/);
  });

  test('leaves out what the token may not read, and says so', async () => {
    const sandbox = createSandbox({ rateLimit: false });
    const fetch: typeof globalThis.fetch = (input, init) =>
      String(input).includes('/users')
        ? Promise.resolve(
            Response.json(
              { title: 'Forbidden', status: 403 },
              { status: 403, headers: { 'content-type': 'application/problem+json' } },
            ),
          )
        : sandbox.fetch(input as string, init);
    const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
    const run = await runCli(['codegen', '-o', 'less.ts'], { cwd, env, fetch: fetch as never });
    expect(run.code).toBe(0);
    expect(run.stderr).toBe('kommo-sdk: left out, since the token may not read them: users\n');
    expect(await readFile(join(cwd, 'less.ts'), 'utf8')).toContain('users: {},');
  });
});

describe('the file', () => {
  test('is the same whatever the order of the answers', () => {
    const names = bigAccount(30, 4);
    const { entities } = names;
    const turned: AccountNames = {
      ...names,
      entities: {
        ...entities,
        leads: { fields: [...entities.leads.fields].reverse(), tags: [...entities.leads.tags].reverse() },
        customers: { fields: [...entities.customers.fields].reverse(), tags: [...entities.customers.tags].reverse() },
      },
      pipelines: [...names.pipelines].reverse(),
      catalogs: names.catalogs.map((list) => ({ ...list, fields: [...list.fields].reverse() })).reverse(),
      users: [...names.users].reverse(),
    };
    expect(renderAccount(turned)).toBe(renderAccount(names));
  });

  test('300 fields, 20 pipelines and 10 lists', () => {
    const text = renderAccount(bigAccount());
    expect(syntaxErrors(text)).toEqual([]);
    const account = evaluate(text);
    expect(Object.keys(account.leads.fields)).toHaveLength(300);
    expect(Object.keys(account.pipelines)).toHaveLength(20);
    expect(Object.keys(account.customers?.fields ?? {})).toHaveLength(60);
    expect(Object.values(account.catalogs).map(({ fields }) => Object.keys(fields).length)).toEqual(
      Array.from({ length: 10 }, () => 20),
    );
  });

  test('customers are in it where they have a name at all', () => {
    const names = bigAccount(1, 1);
    const withCustomers = (customers: AccountNames['entities']['customers']): AccountDefinition =>
      evaluate(renderAccount({ ...names, entities: { ...names.entities, customers } }));
    expect(withCustomers({ fields: [], tags: [] })).not.toHaveProperty('customers');
    expect(withCustomers({ fields: [], tags: [{ id: 7, name: 'vip' }] }).customers).toEqual({
      fields: {},
      tags: { vip: 7 },
    });
  });

  test('names that would break out of the code stay names', () => {
    const names = bigAccount(0, 0);
    const nasty = [
      "it's",
      'a "quote"',
      'back\\slash',
      '$\u007bx}',
      '`',
      '*/ alert(1) /*',
      'line\nbreak',
      '\u2028',
      '__proto__',
      '🔥',
      '123',
    ];
    const account = evaluate(
      renderAccount({
        ...names,
        subdomain: 'x\nalert(1)',
        entities: {
          ...names.entities,
          leads: {
            fields: nasty.map((name, i) => ({ id: i + 1, name, type: 'select', options: [{ id: 1, name }] })),
            tags: [],
          },
        },
        lossReasons: nasty.map((name, i) => ({ id: i + 1, name })),
      }),
    );
    expect(Object.keys(account.leads.fields)).toHaveLength(nasty.length);
    expect(
      Object.entries(account.lossReasons)
        .sort(([, a], [, b]) => a - b)
        .map(([name]) => name),
    ).toEqual([
      "it's",
      'a "quote"',
      'back\\slash',
      '$\u007bx}',
      '`',
      '*/ alert(1) /*',
      'line break',
      '#8',
      '__proto__',
      '🔥',
      '123',
    ]);
  });
});

test('a half of a pair and a character that turns text around are the same after a file', () => {
  const names = bigAccount();
  const [field, ...rest] = names.entities.leads.fields;
  const fields = [{ ...field, name: 'a\ud800b', code: 'A\u202eB' } as never, ...rest];
  const text = renderAccount({ ...names, entities: { ...names.entities, leads: { ...names.entities.leads, fields } } });
  expect(Buffer.from(text).toString()).toBe(text);
  expect(text).not.toMatch(/\p{Cf}/u);
});

test('an account of hostile names compiles, and holds everything', () => {
  const text = renderAccount(hostileAccount());
  const files = new Map([
    ['account.ts', text],
    ['kommo-sdk.d.ts', `declare module 'kommo-sdk' { export function defineAccount<const T>(account: T): T }`],
  ]);
  const options = { target: ts.ScriptTarget.ES2022, strict: true, types: [], noLib: false };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, ...rest) => {
    const own = files.get(name);
    return own === undefined ? getSourceFile(name, ...rest) : ts.createSourceFile(name, own, ts.ScriptTarget.ES2022);
  };
  // A key that is there twice is an error too.
  const problems = ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host));
  expect(problems.map(({ messageText }) => messageText)).toEqual([]);
  const account = evaluate(text);
  const count = HOSTILE_NAMES.length;
  for (const held of [account.leads.fields, account.pipelines, account.lossReasons, account.users, account.catalogs])
    expect(Object.keys(held ?? {})).toHaveLength(count);
  for (const { enums } of Object.values(account.leads.fields)) expect(Object.keys(enums ?? {})).toHaveLength(count);
});
