import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { serveFixture } from './conformance-fixture.js';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const suite = join(
  dirname(createRequire(import.meta.url).resolve('@modelcontextprotocol/conformance/package.json')),
  'dist/index.js',
);

test('the official conformance suite finds nothing beyond the baseline', { timeout: 180_000 }, async () => {
  const { url, close } = await serveFixture();
  const results = await mkdtemp(join(tmpdir(), 'conformance-'));
  onTestFinished(async () => {
    await close();
    await rm(results, { recursive: true, force: true });
  });
  const args = [
    '--import',
    here('node20-fs-globsync.mjs'),
    suite,
    'server',
    '--suite',
    'all',
    '--url',
    url,
    '--expected-failures',
    here('conformance-baseline.yml'),
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: results, maxBuffer: 2 ** 26 }).catch(
    (error: { stdout: string; stderr: string }) => {
      throw new Error(`${error.stdout.slice(-4000)}\n${error.stderr.slice(-2000)}`);
    },
  );
  const [, passed, failed] = /Total: (\d+) passed, (\d+) failed/.exec(stdout) ?? [];
  expect(Number(passed), stdout.slice(-2000)).toBeGreaterThanOrEqual(24);
  expect(Number(failed)).toBeLessThanOrEqual(8);
});
