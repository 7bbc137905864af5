/** A list as an agent gets it. */
export interface Listing {
  items: unknown[];
  has_more: boolean;
  /** Arguments that go on from here. */
  next?: { page: number; limit: number };
  /** Items of this page that did not fit. */
  left_out?: number;
  note?: string;
}

/** Characters of JSON over 4. */
export const tokens = (value: unknown): number => Math.ceil(JSON.stringify(value).length / 4);

/** Cuts a list to a budget by whole items, and says what was left out and how to get it. */
export function cut(
  items: readonly unknown[],
  { page, limit, more, maxTokens }: { page: number; limit: number; more: boolean; maxTokens: number },
): Listing {
  let used = 60;
  let kept = 0;
  for (const item of items) {
    used += tokens(item);
    if (used > maxTokens) break;
    kept += 1;
  }
  if (kept === items.length)
    return { items: [...items], has_more: more, ...(more && { next: { page: page + 1, limit } }) };
  const left = items.length - kept;
  if (kept === 0) {
    return {
      items: [],
      has_more: true,
      left_out: left,
      note: 'One item alone is over the budget. Ask for fewer keys with fields.',
    };
  }
  // The largest page that starts right after what was kept.
  const done = (page - 1) * limit + kept;
  let size = kept;
  while (done % size !== 0) size -= 1;
  const note = `${left} of ${items.length} items of this page were left out, over ${maxTokens} tokens. Call again with next, or with fewer fields.`;
  return {
    items: items.slice(0, kept),
    has_more: true,
    next: { page: done / size + 1, limit: size },
    left_out: left,
    note,
  };
}
