import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Kommo, KommoError } from '../../src/index.js';
import { MAX_BYTES, TEXT } from './faults.js';
import { chaosServer, random } from './server.js';

/** What came of it. Everything under `wrong` has to be empty or nought. */
export interface ChaosReport {
  readonly calls: number;
  readonly requests: number;
  readonly seconds: number;
  /** Calls by outcome: `ok`, or the name of the error. */
  readonly outcomes: Record<string, number>;
  /** Requests by the fault that they met. */
  readonly faults: Record<string, number>;
  readonly heapMb: { readonly before: number; readonly after: number };
  readonly wrong: {
    readonly unsettled: number;
    readonly createdTwice: readonly string[];
    readonly sentElsewhere: readonly string[];
    readonly strangers: readonly string[];
    readonly unhandled: readonly string[];
    /** Errors that are none of ours, or hold the token. */
    readonly badErrors: readonly string[];
    /** Answers that are not what the server sent. */
    readonly badAnswers: number;
    readonly inFlight: number;
  };
}

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.c2VjcmV0LWNoYW9z.c2lnbmF0dXJl';
const CLIENTS = 16;
const AT_ONCE = 4;

/** Makes calls of every kind against a server that goes wrong in every way. */
export async function chaos(calls: number, seed: number): Promise<ChaosReport> {
  const unhandled: string[] = [];
  const note = (reason: unknown): void => void unhandled.push(String(reason));
  process.on('unhandledRejection', note);
  const server = await chaosServer(seed, TOKEN);
  const began = performance.now();
  const run = new Run(server.url, random(seed + 1));
  // What is loaded once is not a leak.
  const warmUp = Math.min(500, Math.floor(calls / 4));
  await run.calls(warmUp);
  const before = heapMb();
  await run.calls(calls - warmUp);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const after = heapMb();
  const seconds = (performance.now() - began) / 1000;
  await server.close();
  process.off('unhandledRejection', note);
  return {
    calls,
    requests: server.requests,
    seconds,
    outcomes: sorted(run.outcomes),
    faults: sorted(server.met),
    heapMb: { before, after },
    wrong: {
      unsettled: calls - run.settled,
      createdTwice: [...server.created].filter(([, times]) => times > 1).map(([name]) => name),
      sentElsewhere: server.strays,
      strangers: server.strangers,
      unhandled,
      badErrors: [...run.badErrors],
      badAnswers: run.badAnswers,
      inFlight: run.inFlight(),
    },
  };
}

class Run {
  readonly outcomes = new Map<string, number>();
  readonly badErrors = new Set<string>();
  settled = 0;
  badAnswers = 0;
  readonly #clients: Kommo[];
  readonly #dice: () => number;
  #number = 0;

  constructor(baseUrl: string, dice: () => number) {
    this.#dice = dice;
    // Each with a limiter of its own, so that a pause after a 429 stops a part and not all.
    this.#clients = Array.from(
      { length: CLIENTS },
      () =>
        new Kommo({
          baseUrl,
          accessToken: TOKEN,
          rateLimit: false,
          timeoutMs: 2_000,
          maxRetryAfterMs: 5_000,
          maxResponseBytes: MAX_BYTES,
        }),
    );
  }

  async calls(count: number): Promise<void> {
    let left = count;
    const worker = async (kommo: Kommo): Promise<void> => {
      while (left-- > 0) await this.#one(kommo);
    };
    await Promise.all(this.#clients.flatMap((kommo) => Array.from({ length: AT_ONCE }, () => worker(kommo))));
  }

  inFlight(): number {
    return this.#clients.reduce((sum, kommo) => sum + kommo.stats().inFlight + kommo.stats().queued, 0);
  }

  async #one(kommo: Kommo): Promise<void> {
    let outcome = 'ok';
    try {
      if (!(await this.#call(kommo))) this.badAnswers++;
    } catch (error) {
      const { name, stack } = error as Error;
      outcome = name;
      if (!(error instanceof KommoError) || stack?.includes(TOKEN)) this.badErrors.add(String(error));
    }
    this.settled++;
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
  }

  /** One call, and whether its answer is right. */
  async #call(kommo: Kommo): Promise<boolean> {
    const number = ++this.#number;
    const chance = this.#dice();
    if (chance < 0.4) return (await kommo.leads.get(number)).name === TEXT;
    if (chance < 0.6) return (await kommo.leads.create({ name: `lead ${number}` })).id === 1;
    if (chance < 0.7) return (await kommo.leads.update(number, { name: 'x' })).id === number;
    if (chance < 0.75) return (await kommo.lossReasons.delete(number)) === undefined;
    if (chance < 0.8) {
      const signal = AbortSignal.timeout(Math.ceil(this.#dice() * 20));
      return (await kommo.leads.get(number, {}, { signal })).name === TEXT;
    }
    if (chance < 0.9) return (await kommo.leads.list({ page: 1 })).data.every(({ name }) => name === TEXT);
    const concurrency = chance < 0.95 ? 1 : 3;
    let count = 0;
    for await (const { name } of kommo.leads.list({}, { concurrency })) {
      if (name !== TEXT) return false;
      count++;
    }
    return count === 9;
  }
}

function heapMb(): number {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  for (let i = 0; i < 3; i++) gc();
  return Math.round((process.memoryUsage().heapUsed / 2 ** 20) * 10) / 10;
}

const sorted = (counts: Map<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
