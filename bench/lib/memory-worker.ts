/** Streams leads and looks at the heap on the way. */
import type { Column } from './bench.js';
import { loadOurs, rawFetch } from './peers.js';

export interface MemoryOptions {
  readonly url: string;
  readonly consumer: string;
  readonly column: Column;
  readonly leads: number;
}

export interface MemoryResult {
  readonly leads: number;
  readonly firstHeap: number;
  readonly lastHeap: number;
  readonly peakRss: number;
}

const { url, consumer, column, leads } = JSON.parse(process.argv[2] ?? '{}') as MemoryOptions;

async function* rawLeads(): AsyncGenerator<unknown> {
  const client = rawFetch(url);
  for (let page = 1; page <= leads / 250; page++) {
    yield* ((await client.page(page)) as { _embedded: { leads: unknown[] } })._embedded.leads;
  }
}

async function ourLeads(): Promise<AsyncIterable<unknown>> {
  const { Kommo } = await loadOurs(consumer);
  return new Kommo({ baseUrl: url, accessToken: 'x', rateLimit: false }).leads.list({ limit: 250 });
}

let count = 0;
let firstHeap = 0;
for await (const _ of column === 'raw fetch' ? rawLeads() : await ourLeads()) {
  if (++count === leads / 10) firstHeap = heap();
}
const result: MemoryResult = {
  leads: count,
  firstHeap,
  lastHeap: heap(),
  peakRss: process.resourceUsage().maxRSS,
};
console.log(JSON.stringify(result));
process.exit(0);

function heap(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
