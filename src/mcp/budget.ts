import { say } from './texts.js';

// Runs of letters, of digits, single letters of other scripts, and punctuation: as tokenizers of language models cut a text.
const PIECES = /[A-Z]?[a-z]+|[A-Z]+|\d+|[\u0080-\u024f]|[\u0250-\u{10ffff}]|[^a-zA-Z\d\s\u0080-\u{10ffff}]+|\s\s+/gu;

/** An estimate of the tokens that JSON takes, a little over what a tokenizer counts. Tests compare it with one. */
export function tokens(value: unknown): number {
  let sum = 0;
  for (const [piece] of JSON.stringify(value).matchAll(PIECES)) sum += weight(piece);
  return Math.ceil(sum);
}

function weight(piece: string): number {
  const code = piece.codePointAt(0) as number;
  if (/[a-z]/.test(piece)) return Math.ceil(piece.length / 6);
  if (/[A-Z]/.test(piece)) return Math.ceil(piece.length / 2);
  if (/\d/.test(piece)) return Math.ceil(piece.length / 3);
  if (code > 0xffff) return 3;
  if (code > 0x24f) return 0.8;
  return code >= 0x80 ? 0.6 : Math.ceil(piece.length / 4);
}

type Args = Record<string, unknown>;

/** Where a walk stands: a page of so many rows, and how many of its rows were given already. */
export interface Place {
  readonly page: number;
  readonly limit: number;
  readonly skip: number;
}

/** One page of rows, and whether there is another. */
export interface Rows {
  readonly rows: readonly unknown[];
  readonly more: boolean;
}

/** What the note of a cut answer keeps free, and `next`. */
const RESERVE = 160;

/**
 * Fills an answer with whole items, up to `limit` of them or to the budget. It reads on into the next page where a walk stands
 * in the middle of one, so that every call but the last is full. `next` holds all arguments of the call that goes on.
 */
export async function fill(
  read: (page: number) => Promise<Rows>,
  shape: (row: unknown) => Args,
  { page, limit, skip, args, maxTokens }: Place & { args: Args; maxTokens: number },
): Promise<Args> {
  const items: Args[] = [];
  let left = maxTokens - RESERVE - tokens(args);
  const stop = (at: number, done: number, left_out = 0): Args => ({
    items,
    has_more: true,
    next: { ...without(args, ['skip']), page: at, limit, ...(done > 0 && { skip: done }) },
    ...(left_out > 0 && { left_out, note: say('cut', { left: left_out, max: maxTokens }) }),
  });
  for (let at = page, from = skip; ; at += 1, from = 0) {
    const { rows, more } = await read(at);
    for (let i = from; i < rows.length; i += 1) {
      if (items.length === limit) return stop(at, i);
      const item = shape(rows[i]);
      const size = tokens(item) + 1;
      if (size > left && items.length > 0) return stop(at, i, rows.length - i);
      items.push(size > left ? shrunk(item, left) : item);
      left -= size;
    }
    if (!more || rows.length === 0) return { items, has_more: false };
    if (items.length === limit || from === 0) return stop(at + 1, 0);
  }
}

const without = (args: Args, keys: readonly string[]): Args =>
  Object.fromEntries(Object.entries(args).filter(([key]) => !keys.includes(key)));

/** An item that is over the budget by itself: the keys that fit, and a note which were left out. */
function shrunk(item: Args, room: number): Args {
  const out: Args = {};
  const dropped: string[] = [];
  let left = room - 40;
  for (const [key, value] of Object.entries(item)) {
    const size = tokens({ [key]: value });
    if (size > left) dropped.push(key);
    else {
      out[key] = value;
      left -= size;
    }
  }
  return { ...out, left_out_keys: dropped.slice(0, 10) };
}
