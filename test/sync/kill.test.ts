import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import { createMirror } from '../../src/sync/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { HAS_POSTGRES, startPostgres } from './databases.js';
import { busyAccount, compare, randomOf } from './model.js';

const WORKER = new URL('./sync-worker.ts', import.meta.url).pathname;

/** Starts a process that syncs, kills it without warning after so many pages, and does so several times. */
async function killed(to: string, schema: string, seed: number): Promise<void> {
  const random = randomOf(seed);
  const clock = { now: Date.UTC(2026, 10, 10) / 1000 };
  const sandbox = createSandbox({ leads: 900, rateLimit: false, now: () => clock.now * 1000, latencyMs: 2 });
  const change = busyAccount(sandbox, clock, random);
  await using server = await sandbox.listen();
  for (let i = 0; i < 3; i += 1) {
    const child = spawn(process.execPath, ['--import', 'tsx', WORKER, server.url, to, schema], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await pages(child, 1 + Math.floor(random() * 60), () => {
      clock.now += 1;
      change();
    });
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
  }
  clock.now += 1;
  const kommo = new Kommo({ ...server.options, rateLimit: false });
  await using mirror = await createMirror(kommo, { to, schema, listMaxAge: 0, waitMs: 30_000 });
  await mirror.sync();
  await compare(mirror.query.bind(mirror), schema, sandbox);
}

function pages(child: ChildProcess, count: number, onPage: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    let seen = 0;
    child.stdout?.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) {
        if (line === '') continue;
        seen += 1;
        onPage();
        if (seen >= count) resolve();
      }
    });
    child.once('exit', (code) => reject(new Error(`the process ended by itself with ${code}`)));
  });
}

test.skipIf(!HAS_POSTGRES)(
  'a process that is killed (SIGKILL) while it syncs to PostgreSQL leaves tables that the next one completes',
  async () => {
    const server = await startPostgres();
    try {
      await expect(killed(server.url, 'killed', 1)).resolves.toBeUndefined();
    } finally {
      await server.stop();
    }
  },
);

test('the same with a folder of PGlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kommo-mirror-'));
  try {
    await expect(killed(join(folder, 'crm'), 'killed', 2)).resolves.toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
