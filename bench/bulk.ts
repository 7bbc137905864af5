/** An import of 100,000 leads into the sandbox, which holds 7 calls a second and answers after 300 ms. */
import { type Bench, type Row, times } from './lib/bench.js';
import { loadOurs } from './lib/peers.js';
import { spawnTs } from './lib/serve.js';

const LEADS = Number(process.env['BENCH_IMPORT'] ?? 100_000);
const CHUNK = 250;
const LATENCY_MS = 300;
const CALLS = Math.ceil(LEADS / CHUNK);
const BOUND_S = Math.floor((CALLS - 1) / 7) + LATENCY_MS / 1000;
const TARGET = 1.05;

interface Account {
  readonly url: string;
  readonly token: string;
}

/** What the sandbox holds after an import. */
interface Held {
  readonly leads: number;
  readonly names: number;
  readonly refused: number;
}

function* leads(): Generator<{ name: string; price: number }> {
  for (let index = 0; index < LEADS; index++) yield { name: `Lead ${index}`, price: index };
}

/** A sandbox in a process of its own, for one import. */
async function into(load: (account: Account) => Promise<unknown>): Promise<Held & { seconds: number }> {
  const child = spawnTs('bench/lib/sandbox-server.ts', [JSON.stringify({ latencyMs: LATENCY_MS })]);
  const message = (): Promise<unknown> => new Promise((resolve) => child.once('message', resolve));
  const account = (await message()) as Account;
  const start = performance.now();
  await load(account);
  const seconds = (performance.now() - start) / 1000;
  const answer = message();
  child.send('held');
  const held = (await answer) as Held;
  child.kill();
  return { ...held, seconds };
}

/** Chunk after chunk, as a script without this library does it. */
async function oneAfterAnother({ url, token }: Account): Promise<void> {
  const all = [...leads()];
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  for (let at = 0; at < all.length; at += CHUNK) {
    const body = JSON.stringify(all.slice(at, at + CHUNK));
    const response = await fetch(`${url}/api/v4/leads`, { method: 'POST', headers, body });
    await response.arrayBuffer();
  }
}

export const bench: Bench = {
  name: 'bulk',
  async run({ packed }) {
    const { Kommo, createRateLimiter } = await loadOurs(packed.consumer);
    const own = await into(async ({ url, token }) => {
      const kommo = new Kommo({ baseUrl: url, accessToken: token, rateLimit: createRateLimiter() });
      await kommo.leads.bulk.create(leads(), { chunkSize: CHUNK, concurrency: 8 });
    });
    const raw = await into(oneAfterAnother);
    const cell = ({ seconds, leads: stored, names, refused }: typeof own): string =>
      `${times(seconds / BOUND_S)}, ${stored.toLocaleString('en')} stored, ${stored - names} twice, ${refused} refused`;
    const cells: Row['cells'] = { 'kommo-sdk': cell(own), 'raw fetch': cell(raw) };
    const met = own.seconds / BOUND_S <= TARGET && own.leads === LEADS && own.names === LEADS && own.refused === 0;
    return [
      {
        measure: `import of ${LEADS.toLocaleString('en')} leads, ${CHUNK} a call, at ${LATENCY_MS} ms: time over the bound of ${Math.round(BOUND_S)} s`,
        cells,
        target: `${times(TARGET)}, all, none twice`,
        met,
      },
    ];
  },
};
