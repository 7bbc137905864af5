import { say } from './texts.js';

/** Characters of JSON over 4. */
export const tokens = (value: unknown): number => Math.ceil(JSON.stringify(value).length / 4);

/** A list cut to a budget by whole items, with what was left out and how to get it. */
export function cut(
  all: readonly unknown[],
  at: { page: number; limit: number; more: boolean; maxTokens: number },
): Record<string, unknown> {
  const { page, limit, more, maxTokens } = at;
  let left = maxTokens - 60;
  const over = all.findIndex((item) => {
    left -= tokens(item);
    return left < 0;
  });
  if (over < 0) return { items: all, has_more: more, ...(more && { next: { page: page + 1, limit } }) };
  const left_out = all.length - over;
  if (over === 0) return { items: [], has_more: true, left_out, note: say('huge_item') };
  // The largest page that starts right after what was kept.
  const done = (page - 1) * limit + over;
  let size = over;
  while (done % size !== 0) size -= 1;
  const note = say('cut', { left: left_out, all: all.length, max: maxTokens });
  return { items: all.slice(0, over), has_more: true, next: { page: done / size + 1, limit: size }, left_out, note };
}
