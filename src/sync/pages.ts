import { LoopWatch, unexpected } from '../http/page.js';
import type { ListAnswer } from './lists.js';

/** A page of a list, its number, and whether it is the last one. */
export interface NumberedPage<A> {
  readonly answer: A;
  readonly page: number;
  readonly isLast: boolean;
}

// The rights of a user may hide all rows of many pages.
export const MAX_EMPTY_PAGES = 400;

/**
 * Reads a list page by page, and follows the links as the lists of the SDK do. A page may be short or empty though others follow.
 * If an answer does not say whether another page follows, that page is asked for.
 * @throws DecodeError if the pages repeat for ever
 */
export async function* pageByPage<A extends ListAnswer>(
  fetch: (page: number) => Promise<A>,
  from = 1,
): AsyncGenerator<NumberedPage<A>, void, undefined> {
  const watch = new LoopWatch(MAX_EMPTY_PAGES);
  let before: A | undefined;
  let seen = from === 1 ? 0 : Number.POSITIVE_INFINITY;
  for (let page = from; ; page += 1) {
    const answer = await fetch(page);
    const isLast = !goesOn(answer, before);
    seen += answer.rows.length;
    // Rows that an empty page leaves out would count as deleted. The page before is asked again, because its count may be old. After a
    // short page the count proves nothing, since it may count rows that the user has no right to see.
    const isMissed = (counted: ListAnswer | undefined): boolean => !counted?.isShort && seen < (counted?.total ?? 0);
    if (isLast && answer.rows.length === 0 && isMissed(before) && isMissed(await fetch(page - 1)))
      throw unexpected(answer.response, 'the rows that the page before it counts');
    yield { answer, page, isLast };
    if (isLast) return;
    watch.saw({ data: answer.rows, response: answer.response });
    before = answer;
  }
}

/** Whether another page may follow. A list that ignores the number of the page returns the same rows as before. */
export const goesOn = (answer: ListAnswer, before: ListAnswer | undefined): boolean =>
  answer.hasNext ?? hasNews(answer, before);

/** How to make sure whether another page follows. */
export interface Probe<A> {
  /** Rows of a full page. */
  readonly limit: number;
  /** Whether a link proves that rows follow, even behind a page that is not full. */
  readonly trustsLinks: boolean;
  /** Asks for the page after this one. */
  readonly next: () => Promise<A>;
  /** Asks for the same page. */
  readonly again: () => Promise<A>;
}

/**
 * Makes sure whether another page follows. If Kommo does not say so, a full page may not be the last one, and after a short one the
 * next is asked for. If that has nothing new, the page itself is asked for again, since rows may have slipped to it meanwhile, or past it.
 */
export async function settled<A extends ListAnswer>(
  answer: A,
  { limit, trustsLinks, next, again }: Probe<A>,
): Promise<A & { readonly hasNext: boolean }> {
  const { rows, hasNext } = answer;
  if (hasNext === false || (rows.length === 0 && hasNext === undefined)) return { ...answer, hasNext: false };
  if (rows.length >= limit || (hasNext === true && trustsLinks)) return { ...answer, hasNext: true };
  const following = await next();
  if (following.hasNext === true || hasNews(following, answer)) return { ...answer, hasNext: true };
  const same = await again();
  return { ...answer, hasNext: same.rows.length === 0 || hasNews(same, answer) };
}

function hasNews({ rows }: ListAnswer, before: ListAnswer | undefined): boolean {
  const known = new Set(before?.rows.map(nameOf));
  return rows.some((row) => !known.has(nameOf(row)));
}

const nameOf = (row: Readonly<Record<string, unknown>>): string => String(row['id'] ?? JSON.stringify(row));
