import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { account, person } from '../people/support.js';
import { runCli } from '../support/cli.js';

async function setUp() {
  const { kommo, sandbox } = account('BR');
  await kommo.contacts.createMany([
    person('Ann', ['5511912345678'], ['ann@example.com']),
    person('<b>Ann\u202e</b>', ['+55 11 91234-5678'], ['ANN@example.com']),
    person('Bob', ['11 3333-4444']),
  ]);
  const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: sandbox.options.accessToken };
  return {
    kommo,
    sandbox,
    run: (argv: string[], cwd?: string) => runCli(argv, { env, fetch: sandbox.fetch, ...(cwd && { cwd }) }),
  };
}

test('text and JSON name the groups', async () => {
  const { run } = await setUp();
  const { stdout, code } = await run(['report', 'duplicates']);
  expect(code).toBe(0);
  expect(stdout).toContain('2 of 3 contacts share a phone with others, in 1 group');
  expect(stdout).toMatch(
    /\n\+5511912345678\n {2}\d+ {2}Ann {2}5511912345678\n {2}\d+ {2}<b>Ann<\/b> {2}\+55 11 91234-5678\n/,
  );
  const report = JSON.parse((await run(['report', 'duplicates', '--by', 'email', '--json'])).stdout);
  expect(report).toMatchObject({
    by: 'email',
    of: 'contacts',
    read: 3,
    entities: 2,
    groups: [{ key: 'ann@example.com' }],
  });
  expect((await run(['report', 'duplicates', '--of', 'companies'])).stdout).toContain(
    'No duplicates: none of 0 companies',
  );
  expect((await run(['report', 'duplicates', '--country', 'Brazil'])).code).toBe(2);
});

test('a page that can not be written is refused before the account is read', async () => {
  const { sandbox, run } = await setUp();
  const directory = await mkdtemp(join(tmpdir(), 'kommo-duplicates-'));
  try {
    const before = sandbox.requests.length;
    for (const html of ['no/such/page.html', '.'])
      for (const report of ['duplicates', 'loss-reasons'])
        expect(await run(['report', report, '--html', html], directory)).toMatchObject({
          code: 2,
          stderr: expect.stringMatching(/^kommo-sdk: --html .*; (choose another file|add the name of a file)\n$/),
        });
    expect(sandbox.requests).toHaveLength(before);
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('the page links to each contact, and runs nothing', async () => {
  const { run } = await setUp();
  const directory = await mkdtemp(join(tmpdir(), 'kommo-duplicates-'));
  try {
    const { stdout } = await run(['report', 'duplicates', '--html'], directory);
    expect(stdout).toContain('duplicates.html: 2 of 3 contacts');
    const page = await readFile(join(directory, 'duplicates.html'), 'utf8');
    expect(page).toMatch(
      /<a href="https:\/\/sandbox\.kommo\.test\/contacts\/detail\/\d+" rel="noreferrer">&lt;b&gt;Ann&lt;\/b&gt;<\/a>/,
    );
    expect(page).not.toContain('<script');
    expect(page).not.toContain('script-src');
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('speaks the language asked for', async () => {
  const { run } = await setUp();
  const spoken = async (...argv: string[]) => (await run(['report', 'duplicates', ...argv])).stdout.split('\n')[0];
  expect(await spoken('--lang', 'pt')).toBe('2 de 3 contatos têm um telefone em comum com outros, em 1 grupo');
  expect(await spoken('--lang', 'es', '--by', 'email')).toBe(
    '2 de 3 contactos comparten un correo con otros, en 1 grupo',
  );
  expect(await spoken('--lang', 'pt', '--of', 'companies')).toBe('Sem duplicados: 0 empresas sem telefone em comum');
  expect((await run(['report', 'duplicates', '--lang', 'ru'])).code).toBe(2);
  const directory = await mkdtemp(join(tmpdir(), 'kommo-duplicates-'));
  try {
    await run(['report', 'duplicates', '--lang', 'pt', '--html', 'page.html'], directory);
    const page = await readFile(join(directory, 'page.html'), 'utf8');
    expect(page).toContain('<html lang="pt">');
    expect(page).toContain('<th>Como está salvo</th>');
  } finally {
    await rm(directory, { recursive: true });
  }
});

test('a name with line breaks and commands of a terminal stays on its line', async () => {
  const { kommo, run } = await setUp();
  await kommo.contacts.create(person('Eve\n\n+999\n  1  Boss\r\u001b[2J\t=1+1', ['11 91234-5678']));
  const { stdout } = await run(['report', 'duplicates']);
  expect(stdout).toContain('Eve +999 1 Boss [2J =1+1');
  for (const gone of ['\n+999', '\u001b', '\r']) expect(stdout).not.toContain(gone);
});

test('says how it went by its exit code', async () => {
  const { run } = await setUp();
  expect((await run(['report', 'duplicates', '--by', 'name'])).code).toBe(2);
  expect((await run(['report', 'duplicates', '--html', 'no/such/folder/page.html'])).code).toBeGreaterThan(0);
  expect((await runCli(['report', 'duplicates'], { env: {} })).code).toBe(2);
  const { sandbox } = account('BR');
  const env = { KOMMO_BASE_URL: sandbox.options.baseUrl, KOMMO_ACCESS_TOKEN: 'wrong' };
  expect((await runCli(['report', 'duplicates', '--json'], { env, fetch: sandbox.fetch })).code).toBe(3);
});
