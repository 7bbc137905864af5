import { lead } from './lead.js';

/** An account as a mirror reads it: so many leads and contacts, made when they are asked for. Everything else is empty. */
export interface MirrorSource {
  readonly fetch: typeof fetch;
  /** Requests for leads and contacts so far. */
  readonly calls: () => number;
  /** Moment of the last change, in milliseconds. It is what the account calls now. */
  readonly now: number;
}

const FIRST = 1_600_000_000;
// A lead every 20 minutes: 100,000 of them are four years.
const SECONDS_APART = 1_200;
const PAGE = 250;

export function mirrorSource(leads: number, contacts: number): MirrorSource {
  const counts = new Map([
    ['/api/v4/leads', leads],
    ['/api/v4/contacts', contacts],
  ]);
  const now = (FIRST + Math.max(leads, contacts) * SECONDS_APART) * 1000;
  let calls = 0;
  const answer = (body: object): Response =>
    new Response(JSON.stringify(body), {
      headers: {
        'content-type': 'application/hal+json',
        date: new Date(now).toUTCString(),
      },
    });
  return {
    calls: () => calls,
    now,
    async fetch(input) {
      const url = new URL(input instanceof Request ? input.url : String(input));
      if (url.pathname === '/api/v4/account') return answer({ id: 1, name: 'Bench', customers_mode: 'unavailable' });
      const count = counts.get(url.pathname);
      if (count === undefined || url.searchParams.get('with') === 'only_deleted')
        return new Response(null, { status: 204 });
      calls += 1;
      const moment = (key: string, otherwise: number): number =>
        Number(url.searchParams.get(`filter[updated_at][${key}]`) ?? otherwise);
      const start = Math.max(0, Math.ceil((moment('from', FIRST) - FIRST) / SECONDS_APART));
      const end = Math.min(count, Math.floor((moment('to', 4e9) - FIRST) / SECONDS_APART) + 1);
      const offset = start + (Number(url.searchParams.get('page') ?? 1) - 1) * PAGE;
      if (offset >= end) return new Response(null, { status: 204 });
      const length = Math.min(PAGE, end - offset);
      const rows = Array.from({ length }, (_, i) => ({
        ...lead(offset + i + 1),
        updated_at: FIRST + (offset + i) * SECONDS_APART,
      }));
      const next = offset + length < end ? { next: { href: url.href } } : {};
      return answer({ _links: next, _embedded: { [url.pathname.slice('/api/v4/'.length)]: rows } });
    },
  };
}
