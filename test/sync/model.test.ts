import pg from 'pg';
import { expect, test } from 'vitest';
import { pgliteDatabase, postgresDatabase } from '../../src/sync/index.js';
import { HAS_POSTGRES, sharedPglite, startPostgres } from './databases.js';
import { modelRun } from './model.js';

// `npm run chaos` asks for 200.
const RUNS = Number(process.env['MIRROR_RUNS'] ?? 20);

test(
  'the tables equal the account after random kills, edits, deletions and restores, in PGlite',
  async () => {
    const database = pgliteDatabase(await sharedPglite());
    let kills = 0;
    for (let seed = 0; seed < RUNS / 2; seed += 1) kills += (await run(database, seed)).kills;
    expect(kills).toBeGreaterThan(RUNS / 2);
  },
  RUNS * 60_000,
);

test.skipIf(!HAS_POSTGRES)(
  'the same in PostgreSQL',
  async () => {
    const server = await startPostgres();
    const pool = new pg.Pool({ connectionString: server.url });
    pool.on('error', () => {});
    try {
      const database = postgresDatabase(pool, pg);
      for (let seed = 1_000; seed < 1_000 + RUNS / 2; seed += 1) await run(database, seed);
    } finally {
      await pool.end();
      await server.stop();
    }
  },
  RUNS * 60_000,
);

async function run(database: Parameters<typeof modelRun>[0], seed: number) {
  try {
    return await modelRun(database, `model_${seed}`, seed);
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
  }
}
