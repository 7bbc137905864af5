/** The mirror: calls of a first sync, speed of the database, memory, and calls of a sync after which nothing has changed. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import type { MirrorDatabase } from '../src/sync/index.js';
import { HAS_POSTGRES, startPostgres } from '../test/sync/databases.js';
import { type Bench, type Row, times } from './lib/bench.js';
import type { MirrorMemoryOptions, MirrorMemoryResult } from './lib/mirror-memory.js';
import { mirrorSource } from './lib/mirror-source.js';
import { nowhere } from './lib/nowhere.js';
import { loadOurs, loadSync } from './lib/peers.js';
import { runTs } from './lib/serve.js';
import { SimulatedClock } from './lib/simulated.js';

const ENTITIES = 100_000;
const ROWS = Number(process.env['BENCH_MIRROR_ROWS'] ?? 20_000);
const MEMORY_ROWS = 50_000;
const MANY_ROWS = Number(process.env['BENCH_MIRROR_MEMORY'] ?? 1_000_000);
// Up to here the heap grows by compiled code and by the pages that are on their way at once.
const WARM_ROWS = Math.min(300_000, MANY_ROWS / 2);
const LATENCY_MS = 300;
const LIMIT = 7;
const CALLS = (2 * ENTITIES) / 250;
const BOUND_MS = Math.floor((CALLS - 1) / LIMIT) * 1000 + LATENCY_MS;
const OVER_BOUND = 1.05;
const MEMORY = 1.1;
const INCREMENT = 12;

export const bench: Bench = {
  name: 'sync',
  async run({ packed: { consumer } }) {
    const pglite = await PGlite.create();
    const { pgliteDatabase, postgresDatabase } = await loadSync(consumer);
    const rows = [await backfill(consumer), await increment(consumer, pgliteDatabase(pglite))];
    rows.push(await speed(consumer, 'PGlite', pgliteDatabase(pglite), () => copyInPglite(pglite)));
    await pglite.close();
    rows.push(await memory({ consumer, leads: MANY_ROWS, first: WARM_ROWS }));
    if (!HAS_POSTGRES) return rows;
    const server = await startPostgres();
    const pool = new pg.Pool({ connectionString: server.url });
    try {
      const folder = join(server.folder, 'data');
      rows.push(await speed(consumer, 'PostgreSQL', postgresDatabase(pool, pg), () => copyInPostgres(pool, folder)));
      rows.push(await memory({ consumer, to: server.url, leads: MEMORY_ROWS, first: MEMORY_ROWS / 10 }));
    } finally {
      await pool.end();
      await server.stop();
    }
    return rows;
  },
};

async function backfill(consumer: string): Promise<Row> {
  const clock = new SimulatedClock();
  const source = mirrorSource(ENTITIES, ENTITIES);
  const { Kommo } = await loadOurs(consumer);
  const { createMirror } = await loadSync(consumer);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    await clock.turn(LIMIT);
    await clock.wait(LATENCY_MS);
    return source.fetch(input, init);
  };
  const kommo = new Kommo({
    baseUrl: 'https://bench.kommo.com',
    accessToken: 'x',
    rateLimit: false,
    timeoutMs: 0,
    fetch,
  });
  const mirror = await createMirror(kommo, { to: nowhere(() => source.now + clock.now) });
  await clock.run(mirror.sync({ only: ['leads', 'contacts'] }));
  const calls = source.calls() / CALLS;
  const time = clock.now / BOUND_MS;
  return {
    measure:
      'first sync of 100,000 leads and 100,000 contacts, at 300 ms: calls over the least, time over the bound of 7 a second',
    cells: { 'kommo-sdk': `${calls.toFixed(3)}x, ${time.toFixed(3)}x` },
    target: `${times(OVER_BOUND)}, ${times(OVER_BOUND)}`,
    met: calls <= OVER_BOUND && time <= OVER_BOUND,
  };
}

async function increment(consumer: string, to: MirrorDatabase): Promise<Row> {
  const { Kommo } = await loadOurs(consumer);
  const { createMirror } = await loadSync(consumer);
  const file = pathToFileURL(join(consumer, 'node_modules/kommo-sdk/dist/testing.js')).href;
  const { createSandbox } = (await import(file)) as typeof import('../src/testing/index.js');
  const sandbox = createSandbox({ leads: 600, rateLimit: false });
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
  const mirror = await createMirror(kommo, { to, schema: 'increment' });
  await mirror.sync();
  await mirror.sync();
  const before = sandbox.requests.length;
  await mirror.sync();
  const calls = sandbox.requests.length - before;
  return {
    measure: '... and the next sync, if nothing has changed',
    cells: { 'kommo-sdk': `${calls} calls` },
    target: `${INCREMENT} calls`,
    met: calls <= INCREMENT,
  };
}

async function speed(consumer: string, name: string, database: MirrorDatabase, copy: Copy): Promise<Row> {
  const { Kommo } = await loadOurs(consumer);
  const { createMirror } = await loadSync(consumer);
  const { fetch } = mirrorSource(ROWS, 0);
  const kommo = new Kommo({ baseUrl: 'https://bench.kommo.com', accessToken: 'x', rateLimit: false, fetch });
  const mirror = await createMirror(kommo, { to: database });
  const seconds = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return (performance.now() - start) / 1000;
  };
  const own = await seconds(() => mirror.sync({ only: ['leads'] }));
  const [row] = await mirror.query<{ n: number }>('SELECT count(*) AS n FROM kommo.leads');
  if (row?.n !== ROWS) throw new Error(`the mirror holds ${row?.n} leads of ${ROWS}`);
  const load = await copy();
  const raw = await seconds(load);
  const rate = (time: number): string => `${Math.round(ROWS / time).toLocaleString('en')}`;
  return {
    measure: `leads a second into ${name} without the limit, and COPY of the same rows`,
    cells: { 'kommo-sdk': `${rate(own)}, COPY ${rate(raw)} (${times(own / raw)})` },
  };
}

const LIKE = 'CREATE TABLE copied (LIKE kommo.leads INCLUDING ALL)';

/** Writes the rows of the mirror to a file, and returns what loads them into an empty table. */
type Copy = () => Promise<() => Promise<unknown>>;

async function copyInPglite(pglite: PGlite): Promise<() => Promise<unknown>> {
  await pglite.exec(LIKE);
  const { blob } = await pglite.query(`COPY kommo.leads TO '/dev/blob'`);
  return () => pglite.query(`COPY copied FROM '/dev/blob'`, [], { blob: blob as Blob });
}

async function copyInPostgres(pool: pg.Pool, folder: string): Promise<() => Promise<unknown>> {
  await pool.query(LIKE);
  await pool.query(`COPY kommo.leads TO '${folder}/leads.copy'`);
  return () => pool.query(`COPY copied FROM '${folder}/leads.copy'`);
}

async function memory(options: MirrorMemoryOptions): Promise<Row> {
  const worker = 'bench/lib/mirror-memory.ts';
  const { rows, firstHeap, lastHeap, peakRss } = await runTs<MirrorMemoryResult>(
    worker,
    [JSON.stringify(options)],
    ['--expose-gc'],
  );
  // Without a database rows that are read twice count twice.
  if (rows < options.leads) throw new Error(`the mirror holds ${rows} leads of ${options.leads}`);
  const growth = lastHeap / firstHeap;
  return {
    measure: `heap after a sync of ${rows.toLocaleString('en')} leads ${options.to ? 'into PostgreSQL' : 'without a database'}, over that after ${options.first.toLocaleString('en')}`,
    cells: { 'kommo-sdk': `${times(growth)}, peak ${Math.round(peakRss / 1024)} MB` },
    target: times(MEMORY),
    met: growth <= MEMORY,
  };
}
