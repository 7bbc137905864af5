import type { InboundClock } from '../../src/inbound/clock.js';

/** A clock that moves only when a test says so. */
export function testClock() {
  let time = 0;
  const timers = new Set<{ at: number; callback: () => void }>();
  const clock: InboundClock = {
    now: () => time,
    after(ms, callback) {
      const timer = { at: time + ms, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  /** Moves the clock, and lets what follows from that happen. */
  const pass = async (ms: number): Promise<void> => {
    time += ms;
    for (const timer of [...timers].sort((a, b) => a.at - b.at)) {
      if (timer.at > time || !timers.delete(timer)) continue;
      timer.callback();
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { clock, pass };
}
