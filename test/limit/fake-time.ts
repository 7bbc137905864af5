import { vi } from 'vitest';

/** Lets time pass on fake timers. */
export const elapse = async (ms: number): Promise<void> => void (await vi.advanceTimersByTimeAsync(ms));

/** Lets time pass until the work is done. */
export async function until<T>(work: Promise<T>): Promise<T> {
  let settled = false;
  const done = (): void => {
    settled = true;
  };
  work.then(done, done);
  await elapse(0);
  while (!settled) await elapse(50);
  return work;
}
