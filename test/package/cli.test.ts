import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
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

test('the sandbox answers after the reader of its log has gone', async () => {
  const child = spawn(bin, ['sandbox', '--port', '0', '--json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill());
  child.stderr.destroy();
  const [first] = (await once(child.stdout, 'data')) as [Buffer];
  const { url, accessToken } = JSON.parse(String(first)) as { url: string; accessToken: string };
  for (let i = 0; i < 4; i++) {
    const response = await fetch(`${url}/api/v4/account`, { headers: { authorization: `Bearer ${accessToken}` } });
    expect(response.status).toBe(200);
  }
});
