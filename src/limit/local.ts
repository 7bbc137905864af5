import Bottleneck from 'bottleneck/light.js';
import { type Limit, QueueLimiter } from './limiter.js';

// Bottleneck spaces jobs by Date.now, which can be set back or mocked. A minimum far below 0 keeps it from ever waiting for that clock.
const NEVER_SPACED = -1e15;

/**
 * At most `limit` starts in any sliding interval, with the full burst allowed. Bottleneck hands out turns: at most `limit` are taken
 * at a time, and a turn stays taken until an interval after its call arrived. It does not know which call takes a turn, since its
 * queue can neither drop a call nor let one pass.
 */
export class LocalLimiter extends QueueLimiter {
  readonly #limit: Limit;
  readonly #turns: Bottleneck | undefined;
  #asked = 0;
  #ids = 0;

  /** `limit: Infinity` only pauses. */
  constructor(limit: Limit) {
    super(limit);
    this.#limit = limit;
    if (limit.limit !== Number.POSITIVE_INFINITY) {
      this.#turns = new Bottleneck({ maxConcurrent: limit.limit, minTime: NEVER_SPACED });
    }
  }

  protected ask(): void {
    if (this.#turns === undefined) while (this.startNext() !== undefined);
    else {
      // Asking for more turns would not be faster, and Bottleneck's own queue would grow.
      while (this.#asked < Math.min(this.#limit.limit, this.calls.size)) {
        this.#asked++;
        // Bottleneck's ids come from Math.random: if a test has replaced it, they collide and a job never runs.
        void this.#turns.schedule({ id: String(this.#ids++) }, this.#turn);
      }
    }
  }

  readonly #turn = async (): Promise<void> => {
    this.#asked--;
    const ended = this.startNext();
    if (ended === undefined) return;
    // Read only now: the first `fetch` of a process loads modules, and a busy machine can stop at any line.
    const startedAt = performance.now();
    this.ask();
    const { intervalMs, guardMs } = this.#limit;
    const arrivedAt = await this.#arrival(startedAt, ended);
    await this.#until(arrivedAt + intervalMs + guardMs);
  };

  /** When the call arrived at the latest: before its answer, and as late as the guard expects. */
  async #arrival(startedAt: number, ended: Promise<void>): Promise<number> {
    const slackMs = this.guard.slackMs(startedAt);
    if (slackMs === 0) return startedAt;
    const latest = startedAt + slackMs;
    await new Promise<void>((resolve) => {
      const off = this.timers.at(latest, resolve);
      ended.then(() => {
        off();
        resolve();
      });
    });
    return Math.min(performance.now(), latest);
  }

  #until(time: number): Promise<void> {
    return new Promise((resolve) => this.timers.at(time, resolve));
  }
}
