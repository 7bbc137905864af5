/**
 * An async generator whose consumer can leave while it waits: `return` and `throw` abort the signal first, so that a call on its way ends at once.
 * A pending `next` then says that nothing more comes. A generator alone would let `return` wait for the answer.
 */
export function leavable<T>(
  start: (left: AbortSignal) => AsyncGenerator<T, void, undefined>,
): AsyncGenerator<T, void, undefined> {
  const left = new AbortController();
  const inner = start(left.signal);
  const next = inner.next.bind(inner);
  const back = inner.return.bind(inner);
  const raise = inner.throw.bind(inner);
  return Object.assign(inner, {
    next: () =>
      next().catch((error: unknown) => {
        if (!left.signal.aborted) throw error;
        return { done: true, value: undefined } as const;
      }),
    return: (value?: undefined) => {
      left.abort();
      return back(value);
    },
    throw: (error: unknown) => {
      left.abort();
      return raise(error);
    },
  });
}
