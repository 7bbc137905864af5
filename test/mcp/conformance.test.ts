import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { cached } from '../../scripts/build/cache.js';
import baseline from './conformance-baseline.json' with { type: 'json' };
import { serveFixture } from './conformance-fixture.js';

// It declares Node 22, so it can't be a dev dependency. With the shim it runs on Node 20.
const SUITE = '0.2.0-alpha.12';
const SHIM = fileURLToPath(new URL('node20-fs-globsync.mjs', import.meta.url));

interface Check {
  id: string;
  status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  errorMessage?: string;
}

/** Runs all that a revision of the protocol requires, and gives the checks of each scenario. */
async function conform(revision: string): Promise<[scenario: string, Check][]> {
  const folder = await cached(`conformance-${SUITE}`, [`@modelcontextprotocol/conformance@${SUITE}`]);
  const { url, close } = await serveFixture();
  const results = await mkdtemp(join(tmpdir(), 'conformance-'));
  onTestFinished(async () => {
    await close();
    await rm(results, { recursive: true, force: true });
  });
  const main = join(folder, 'node_modules/@modelcontextprotocol/conformance/dist/index.js');
  const options = ['--url', url, '--requirements', revision, '--timeout', '120000', '--output-dir', results];
  // Its exit code says whether something failed. What may fail stands in the baseline.
  await new Promise((done) =>
    execFile(process.execPath, ['--import', SHIM, main, 'server', ...options], { maxBuffer: 2 ** 26 }, done),
  );
  const scenarios = await readdir(results);
  const read = scenarios.map(async (name) => {
    const checks: Check[] = JSON.parse(await readFile(join(results, name, 'checks.json'), 'utf8'));
    const scenario = name.replace(/^server-/, '').replace(/-\d{4}-\d\d-\d\dT[\w-]+$/, '');
    return checks.map((check): [string, Check] => [scenario, check]);
  });
  return (await Promise.all(read)).flat();
}

// The suite waits a second or two for what a server sends, so vitest.config.ts runs this file alone.
test.each([
  ['2025-11-25', 33, 59],
  ['2026-07-28', 50, 167],
] as const)('the official suite finds what the baseline says in %s', async (revision, scenarios, passed) => {
  const checks = await conform(revision);
  expect(new Set(checks.map(([scenario]) => scenario)).size).toBe(scenarios);

  const failing = checks.filter(([, { status }]) => status === 'FAILURE' || status === 'WARNING');
  const names = [...new Set(failing.map(([scenario, { id }]) => `${scenario}:${id}`))].sort();
  const messages = failing.map(([scenario, { id, errorMessage }]) => `${scenario}:${id}: ${errorMessage}`).join('\n');
  expect(names, messages).toEqual(Object.values(baseline[revision]).flat().sort());
  expect(checks.filter(([, { status }]) => status === 'SUCCESS').length).toBeGreaterThanOrEqual(passed);
});
