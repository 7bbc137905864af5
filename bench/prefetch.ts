/** A list of 100 pages at 300 ms of latency: what is lost when pages are asked for one after another. */
import { type Bench, type Row, sleep, times } from './lib/bench.js';
import { clients, loadOurs } from './lib/peers.js';
import { serve } from './lib/serve.js';

const PAGES = 100;
const LATENCY_MS = 300;
// The 100th call starts 14 seconds after the first, and its answer takes the latency.
const BOUND_S = Math.floor((PAGES - 1) / 7) + LATENCY_MS / 1000;
const OF_BOUND = 0.95;
const OVER_BEST_PEER = 2;

export const bench: Bench = {
  name: 'prefetch',
  async run({ packed }) {
    const server = await serve({ limit: 7, latencyMs: LATENCY_MS, pages: PAGES, size: 50 });
    const seconds: Record<string, number> = {};
    const cells: Row['cells'] = {};
    const { Kommo, createRateLimiter } = await loadOurs(packed.consumer);
    const kommo = new Kommo({ baseUrl: server.url, accessToken: 'x', rateLimit: createRateLimiter(), retries: 0 });
    for (const { name, page } of await clients(server.url, packed.consumer, { limited: true })) {
      await server.stats();
      await sleep(1100);
      const start = performance.now();
      if (name === 'kommo-sdk') for await (const _ of kommo.leads.list({}, { concurrency: 8 }));
      else for (let number = 1; number <= PAGES; number++) await page(number).catch(() => undefined);
      seconds[name] = (performance.now() - start) / 1000;
      const { refused, requests } = await server.stats();
      cells[name] = `${(BOUND_S / seconds[name]).toFixed(3)}, ${requests} calls, ${refused} refused`;
    }
    server.close();
    const { 'kommo-sdk': own = Number.NaN, ...others } = seconds;
    const gain = Math.min(...Object.values(others)) / own;
    return [
      {
        measure: `${PAGES} pages at ${LATENCY_MS} ms, in order: share of the bound of 7 a second that is used`,
        cells,
        target: `${OF_BOUND}`,
        met: BOUND_S / own >= OF_BOUND,
      },
      {
        measure: '... as fast as the best of the others',
        cells: { 'kommo-sdk': times(gain) },
        target: times(OVER_BEST_PEER),
        met: gain >= OVER_BEST_PEER,
      },
    ];
  },
};
