/** Syncs leads, and looks at the heap on the way. Its options are its argument, as JSON. */
import pg from 'pg';
import { mirrorSource } from './mirror-source.js';
import { nowhere } from './nowhere.js';
import { loadOurs, loadSync } from './peers.js';

export interface MirrorMemoryOptions {
  readonly consumer: string;
  /** Address of PostgreSQL. Default: a database that keeps nothing. */
  readonly to?: string | undefined;
  readonly leads: number;
  /** Rows after which the heap is looked at first. */
  readonly first: number;
}

export interface MirrorMemoryResult {
  readonly rows: number;
  readonly firstHeap: number;
  readonly lastHeap: number;
  readonly peakRss: number;
}

const { consumer, to, leads, first } = JSON.parse(process.argv[2] ?? '{}') as MirrorMemoryOptions;
const [{ Kommo }, { createMirror, postgresDatabase }] = await Promise.all([loadOurs(consumer), loadSync(consumer)]);
const { fetch } = mirrorSource(leads, 0);
const kommo = new Kommo({ baseUrl: 'https://bench.kommo.com', accessToken: 'x', rateLimit: false, fetch });
const pool = to === undefined ? undefined : new pg.Pool({ connectionString: to });
const mirror = await createMirror(kommo, { to: pool ? postgresDatabase(pool, pg) : nowhere(), schema: 'memory' });
let read = 0;
let firstHeap = 0;
let lastHeap = 0;
await mirror.sync({
  only: ['leads'],
  onProgress({ rows }) {
    read = rows;
    if (firstHeap === 0 && rows >= first) firstHeap = heap();
    if (lastHeap === 0 && rows >= leads) lastHeap = heap();
  },
});
const [row] = await mirror.query<{ n: number }>('SELECT count(*) AS n FROM memory.leads');
await pool?.end();
const peakRss = process.resourceUsage().maxRSS;
console.log(
  JSON.stringify({ rows: pool ? (row?.n ?? 0) : read, firstHeap, lastHeap, peakRss } satisfies MirrorMemoryResult),
);
process.exit(0);

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
