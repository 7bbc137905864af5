/** Measures the CPU of every client in rounds that interleave, so that what else the machine does hits all of them alike. */
import { type Column, median, sleep } from './bench.js';
import { type Client, clients, loadOurs } from './peers.js';

export interface CpuOptions {
  readonly url: string;
  readonly consumer: string;
  readonly atOnce: number;
  readonly limiterOn: boolean;
}

/** Median of the ratios to raw fetch in the same round. */
export type CpuResult = Partial<Record<Column, number>>;

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 41);
const REQUESTS = 64;
// Calls until the compiler has seen all of it: what counts is a process that lives.
const WARM_UP = 10;

const { url, consumer, atOnce, limiterOn } = JSON.parse(process.argv[2] ?? '{}') as CpuOptions;
const { Kommo } = await loadOurs(consumer);
const all = await clients(url, consumer, { limited: false });
const contenders: Client[] = limiterOn ? all.filter(({ name }) => name === 'raw fetch').concat(neverWaiting()) : all;

function neverWaiting(): Client {
  const kommo = new Kommo({ baseUrl: url, accessToken: 'x', rateLimit: { limit: 1_000_000 } });
  return { name: 'kommo-sdk', page: async (page) => (await kommo.leads.list({ page, limit: 250 })).data };
}

/** Microseconds of CPU per page. */
async function cost(client: Client): Promise<number> {
  globalThis.gc?.();
  // Its threads go on sweeping after it returns, which would count.
  await sleep(20);
  const before = process.cpuUsage();
  for (let sent = 0; sent < REQUESTS; sent += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, (_, index) => client.page(sent + index + 1)));
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / REQUESTS;
}

function shuffled<T>(list: readonly T[]): T[] {
  const keyed = list.map((value) => ({ value, key: Math.random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
}

const ratios = new Map<Column, number[]>(contenders.map(({ name }) => [name, []]));
for (let round = -WARM_UP; round < ROUNDS; round++) {
  const costs = new Map<Column, number>();
  // In another order each round, since each pays for the heap of the one before.
  const order = shuffled(contenders);
  for (const client of order) costs.set(client.name, await cost(client));
  if (round < 0) continue;
  for (const [name, value] of costs) ratios.get(name)?.push(value / (costs.get('raw fetch') ?? Number.NaN));
}
const result: CpuResult = Object.fromEntries([...ratios].map(([name, values]) => [name, median(values)]));
console.log(JSON.stringify(result));
// The connections that are kept open would keep the process.
process.exit(0);
