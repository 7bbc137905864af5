import { onAbort } from '../util/abort.js';

/**
 * Starts up to `width` tasks ahead and yields their results in the order of the tasks.
 * `next` makes the next task, or undefined when there are no more. Ends what is under way when the consumer leaves, or `left` is aborted.
 */
export async function* inOrder<T>(
  width: number,
  next: (signal: AbortSignal) => Promise<T> | undefined,
  left?: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const controller = new AbortController();
  const ahead: Promise<T>[] = [];
  const off = onAbort(left, () => controller.abort());
  try {
    for (;;) {
      while (ahead.length < width) {
        const task = next(controller.signal);
        if (!task) break;
        // If the consumer leaves, nobody awaits it.
        task.catch(() => {});
        ahead.push(task);
      }
      const first = ahead.shift();
      if (!first) return;
      yield await first;
    }
  } finally {
    off();
    controller.abort();
  }
}
