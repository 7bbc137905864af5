import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../scripts/build/run.js';
import { packed } from './packed.js';

const { consumer } = await packed();
const bin = join(consumer, 'node_modules/.bin/kommo-sdk');
const cli = (...args: string[]): Promise<string> => run(bin, args, { cwd: consumer });

test('the installed command runs', async () => {
  expect(await cli('--version')).toMatch(/^\d+\.\d+\.\d+/);
  expect(await cli('whoami', '--sandbox')).toContain('Alice Carter');
});

test('codegen writes a file that the installed package understands', async () => {
  await cli('codegen', '--sandbox', '--output', 'kommo.account.ts');
  expect(await readFile(join(consumer, 'kommo.account.ts'), 'utf8')).toContain(
    "import { defineAccount } from 'kommo-sdk';",
  );
  await cli('codegen', '--sandbox', '--check');
});

test('the report carries its chart library', async () => {
  await cli('report', 'loss-reasons', '--sandbox', '--html', 'report.html');
  expect((await stat(join(consumer, 'report.html'))).size).toBeGreaterThan(150_000);
});

test('an error is one line', async () => {
  const error = await cli('export', 'deals').catch((reason: Error) => reason.message);
  expect(error).toMatch(/^kommo-sdk: "deals" can't be exported; choose one of leads/m);
});
