import { InputError } from '../errors.js';
import type { Priority } from './types.js';

/** From the first to the last to get a turn. */
export const PRIORITIES: readonly Priority[] = ['high', 'normal', 'low'];

/** Returns a valid priority. Throws InputError on any other value. */
export function checkPriority(priority: Priority = 'normal'): Priority {
  if (PRIORITIES.includes(priority)) return priority;
  throw new InputError('priority', `must be "high", "normal" or "low", got "${String(priority)}"`);
}

// One of so many turns in a row goes to a waiting call of a lower priority.
const SHARE = 8;

/** What the list must know about a call. */
export interface Listed {
  readonly priority: Priority;
  /** Before the others of its priority. */
  readonly front: boolean;
}

interface Lane<C> {
  readonly front: Set<C>;
  readonly rest: Set<C>;
  /** Turns that went to a higher priority while calls waited here. */
  passed: number;
}

/** The calls that wait, in the order in which they get a turn: by priority, then by age. */
export class CallList<C extends Listed> {
  readonly #lanes = PRIORITIES.map((): Lane<C> => ({ front: new Set(), rest: new Set(), passed: 0 }));

  get size(): number {
    return this.#lanes.reduce((sum, lane) => sum + sizeOf(lane), 0);
  }

  add(call: C): void {
    this.#setOf(call).add(call);
  }

  delete(call: C): void {
    this.#setOf(call).delete(call);
  }

  /** The next call to get a turn. */
  next(): C | undefined {
    const lane = this.#nextLane();
    const [call] = lane === undefined ? [] : callsOf(lane);
    return call;
  }

  /** Removes a call that got a turn, and counts the lower priorities that it passed. */
  take(call: C): void {
    const own = PRIORITIES.indexOf(call.priority);
    this.#lanes.forEach((lane, index) => {
      if (index === own) lane.passed = 0;
      else if (index > own && sizeOf(lane) > 0) lane.passed++;
    });
    this.delete(call);
  }

  /** All calls: the lane whose turn it is, then the others by priority. */
  *[Symbol.iterator](): Generator<C> {
    const first = this.#nextLane();
    if (first !== undefined) yield* callsOf(first);
    for (const lane of this.#lanes) if (lane !== first) yield* callsOf(lane);
  }

  #nextLane(): Lane<C> | undefined {
    const waiting = this.#lanes.filter((lane) => sizeOf(lane) > 0);
    return waiting.find((lane) => lane.passed >= SHARE - 1) ?? waiting[0];
  }

  #setOf({ priority, front }: C): Set<C> {
    const lane = this.#lanes[PRIORITIES.indexOf(priority)] as Lane<C>;
    return front ? lane.front : lane.rest;
  }
}

const sizeOf = <C>({ front, rest }: Lane<C>): number => front.size + rest.size;

function* callsOf<C>({ front, rest }: Lane<C>): Generator<C> {
  yield* front;
  yield* rest;
}
