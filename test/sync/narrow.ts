type FetchText = (url: string, init: RequestInit) => Promise<Response>;

/** An account whose filters leave out the ends of their ranges. */
export const narrow =
  (fetch: FetchText): FetchText =>
  (url, init) => {
    const address = new URL(url);
    for (const [key, value] of [...address.searchParams]) {
      const end = /^filter\[(?:updated|created|closed)_at\]\[(from|to)\]$/.exec(key)?.[1];
      if (end) address.searchParams.set(key, String(Number(value) + (end === 'from' ? 1 : -1)));
    }
    return fetch(address.href, init);
  };
