/** Wraps an error handler of the caller, so that its own failure doesn't undo what it reports on. */
export function shielded<A extends unknown[]>(handler: (...args: A) => void): (...args: A) => void {
  return (...args) => {
    try {
      handler(...args);
    } catch (failure) {
      console.error('kommo-sdk: onError of a webhook handler threw', failure);
    }
  };
}
