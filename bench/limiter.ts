/** 50 pages in three shapes, 40 ms of latency, a server that refuses the eighth call of any second. */
import { type Bench, type Row, sleep, times } from './lib/bench.js';
import { type Client, clients } from './lib/peers.js';
import { serve } from './lib/serve.js';

const PAGES = 50;
// 7 at once, 7 more a second later, and so on: the 50th starts 7 seconds after the first.
const BOUND_S = Math.floor((PAGES - 1) / 7);
const TARGET = 1.04;

type Shape = (client: Client) => Promise<unknown>;
const numbers = Array.from({ length: PAGES }, (_, index) => index + 1);
const tolerant = (client: Client, page: number): Promise<unknown> => client.page(page).catch(() => undefined);

const shapes: Record<string, Shape> = {
  'one after another': async (client) => {
    for (const page of numbers) await tolerant(client, page);
  },
  'all at once': (client) => Promise.all(numbers.map((page) => tolerant(client, page))),
  'one, then 49 after 0.93 s': async (client) => {
    const first = tolerant(client, 1);
    await sleep(930);
    await Promise.all([first, ...numbers.slice(1).map((page) => tolerant(client, page))]);
  },
};

export const bench: Bench = {
  name: 'limiter',
  async run({ packed }) {
    const server = await serve({ limit: 7, latencyMs: 40, size: 5 });
    const rows: Row[] = [];
    for (const [shape, run] of Object.entries(shapes)) {
      const cells: Row['cells'] = {};
      let met = false;
      for (const client of await clients(server.url, packed.consumer, { limited: true })) {
        await server.stats();
        // So that no call of the one before counts.
        await sleep(1100);
        const start = performance.now();
        await run(client);
        const total = (performance.now() - start) / 1000 / BOUND_S;
        const { maxInSecond, refused } = await server.stats();
        cells[client.name] = `${total.toFixed(3)}x, max ${maxInSecond}, ${refused} refused`;
        if (client.name === 'kommo-sdk') met = maxInSecond <= 7 && refused === 0 && total <= TARGET;
      }
      rows.push({
        measure: `50 pages, ${shape}: time / bound of ${BOUND_S} s, maximum calls in a second`,
        cells,
        target: `${times(TARGET)}, max 7, 0 refused`,
        met,
      });
    }
    server.close();
    return rows;
  },
};
