import { describe, expect, test } from 'vitest';
import { InputError, Kommo, type SyncCursor } from '../../src/index.js';
import { client } from '../support/client.js';
import { json, serve } from '../support/http-server.js';

interface Row {
  id: number;
  created_at: number;
  updated_at: number;
  is_deleted?: boolean;
}

/** A server that filters by updated_at, sorts by it and pages as Kommo does, in pages of `most` or fewer. */
async function account(
  rows: Row[],
  most = 3,
  onRequest: (rows: Row[], count: number) => void = () => {},
  isInclusive = true,
): Promise<{ kommo: Kommo; urls: string[] }> {
  const margin = isInclusive ? 0 : 1;
  const urls: string[] = [];
  const { url } = await serve((seen, res, _, count) => {
    urls.push(seen.url);
    const query = new URL(seen.url, 'http://x').searchParams;
    const from = Number(query.get('filter[updated_at][from]'));
    const page = Number(query.get('page') ?? 1);
    const to = Number(query.get('filter[updated_at][to]') ?? Number.POSITIVE_INFINITY);
    const deleted = query.get('with') === 'only_deleted';
    const size = Math.min(most, Number(query.get('limit')));
    const key = query.has('order[id]') ? 'id' : 'updated_at';
    const found = rows
      .filter(
        (row) =>
          row.updated_at >= from + margin && row.updated_at <= to - margin && (row.is_deleted ?? false) === deleted,
      )
      .sort((a, b) => a[key] - b[key] || a.id - b.id)
      .slice((page - 1) * size);
    if (found.length === 0) res.writeHead(204).end();
    else {
      query.set('page', String(page + 1));
      const next = found.length > size ? { next: { href: `${url}/api/v4/leads?${query}` } } : {};
      json(res, { _links: next, _embedded: { leads: found.slice(0, size).map((row) => ({ ...row, _embedded: {} })) } });
    }
    onRequest(rows, count);
  });
  return { kommo: client(url), urls };
}

const row = (id: number, updated_at: number, created_at = 1): Row => ({ id, updated_at, created_at });

async function read(kommo: Kommo, since: number | SyncCursor): Promise<{ got: string[]; cursor: SyncCursor }> {
  const changes = kommo.leads.changes({ since });
  const got: string[] = [];
  for await (const { type, entity } of changes) got.push(`${type} ${entity.id}`);
  return { got, cursor: changes.cursor };
}

describe('changes', () => {
  test('tells created, updated and deleted, and goes on from its cursor', async () => {
    const rows = [row(1, 500), row(2, 2000), row(3, 2100, 2050), { ...row(4, 2200), is_deleted: true }];
    const { kommo } = await account(rows);
    const first = await read(kommo, 1000);
    expect(first.got).toEqual(['updated 2', 'created 3', 'deleted 4']);
    expect((await read(kommo, first.cursor)).got).toEqual([]);
    rows.push(row(5, 2300, 2300));
    Object.assign(rows[1] as Row, { updated_at: 2310 });
    const kept = JSON.parse(JSON.stringify(first.cursor)) as SyncCursor;
    const second = await read(kommo, kept);
    expect(second.got).toEqual(['created 5', 'updated 2']);
  });

  test.each([true, false])(
    'lose nothing and repeat nothing if the ends of a range belong to it: %s',
    async (isInclusive) => {
      // Many rows in a second, single ones, and seconds that are next to each other.
      const moments = [
        2_000, 2_000, 2_000, 2_000, 2_000, 2_001, 2_002, 2_002, 2_002, 2_002, 2_003, 2_010, 2_010, 2_011,
      ];
      const rows = moments.map((moment, i) => row(i + 1, moment));
      const { kommo } = await account(rows, 3, undefined, isInclusive);
      for (const overlap of [0, 60]) {
        const changes = kommo.leads.changes({ since: 2_000, overlap });
        const got: number[] = [];
        for await (const { entity } of changes) got.push(entity.id);
        expect(got.toSorted((a, b) => a - b)).toEqual(rows.map(({ id }) => id));
        const again = kommo.leads.changes({ since: changes.cursor, overlap });
        for await (const { entity } of again) expect.unreachable(`lead ${entity.id} came again`);
      }
    },
  );

  test('what was stored late, before the cursor, is not lost', async () => {
    const rows = [row(1, 2000)];
    const { kommo } = await account(rows);
    const { cursor } = await read(kommo, 1000);
    rows.push(row(2, 1970, 1970));
    expect((await read(kommo, cursor)).got).toEqual(['created 2']);
  });

  test('what changes while it is read neither slides away nor comes twice as it was', async () => {
    const rows = Array.from({ length: 10 }, (_, i) => row(i + 1, 2000 + i));
    // After the first page lead 1 changes, and all others move up by one.
    const { kommo } = await account(
      rows,
      3,
      (all, count) => count === 1 && Object.assign(all.find(({ id }) => id === 1) as Row, { updated_at: 3000 }),
    );
    const { got } = await read(kommo, 1000);
    expect(got).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1].map((id) => `updated ${id}`));
  });

  test('one second may fill more than a page', async () => {
    const rows = Array.from({ length: 11 }, (_, i) => row(i + 1, 2000));
    const { kommo } = await account([...rows, row(12, 2001)], 3);
    const { got } = await read(kommo, 1000);
    expect(got).toEqual(Array.from({ length: 12 }, (_, i) => `updated ${i + 1}`));
  });

  test('a run that dies between pages repeats at most the page it was at', async () => {
    const rows = Array.from({ length: 9 }, (_, i) => row(i + 1, 2000 + i));
    const { kommo } = await account(rows, 3);
    let kept: SyncCursor | undefined;
    const stored: number[] = [];
    const dying = async (): Promise<void> => {
      for await (const { changes, cursor } of kommo.leads.changes({ since: 1000 }).pages()) {
        if (stored.length >= 3) throw new Error('power cut');
        stored.push(...changes.map(({ entity }) => entity.id));
        kept = cursor;
      }
    };
    await expect(dying()).rejects.toThrow('power cut');
    const { got } = await read(kommo, kept as SyncCursor);
    expect([...stored.map((id) => `updated ${id}`), ...got]).toEqual(rows.map(({ id }) => `updated ${id}`));
  });

  test('asks with what the caller wants of each lead', async () => {
    const { kommo, urls } = await account([row(1, 2000)]);
    for await (const { type, entity } of kommo.leads.changes({
      since: new Date(1_000_000),
      overlap: 0,
      with: ['contacts'],
      filter: { pipeline_id: 7 },
    })) {
      if (type !== 'deleted') expect(entity._embedded.contacts).toBeUndefined();
    }
    expect(urls[0]).toBe(
      '/api/v4/leads?filter[pipeline_id]=7&filter[updated_at][from]=999&order[updated_at]=asc&limit=250&page=1&with=contacts',
    );
    expect(urls[1]).toContain('with=only_deleted');
  });

  test('contacts and companies can be followed as well', async () => {
    const { kommo, urls } = await account([]);
    for await (const _ of kommo.contacts.changes({ since: 5 })) throw new Error('none');
    for await (const _ of kommo.companies.changes({ since: 5 })) throw new Error('none');
    expect(urls.map((url) => url.split('?')[0])).toEqual(['/api/v4/contacts', '/api/v4/companies']);
  });

  test.each([[-1], [Number.NaN], [Number.POSITIVE_INFINITY], ['60']])('overlap %j is refused', async (overlap) => {
    const { kommo } = await account([]);
    expect(() => kommo.leads.changes({ since: 5, overlap: overlap as never })).toThrow('overlap must be');
  });

  test('without an overlap a second that changes while it is read is not left behind', async () => {
    // Lead 2 changes again within the second, after its page was read. Then the clock moves on and lead 6 is made.
    const rows = [row(1, 1999), ...[2, 3, 4, 5].map((id) => row(id, 2000))];
    const { kommo, urls } = await account(rows, 3, () => {
      if (!urls.at(-1)?.includes('order[id]') || rows.length > 5) return;
      Object.assign(rows[1] as Row, { price: 5 });
      rows.push(row(6, 2001, 2001));
    });
    const got: string[] = [];
    let since: number | SyncCursor = 1999;
    for (let run = 0; run < 3; run++) {
      const changes = kommo.leads.changes({ since, overlap: 0 });
      for await (const { entity } of changes) got.push(`${entity.id} ${'price' in entity ? entity.price : 0}`);
      since = changes.cursor as SyncCursor;
    }
    expect(got).toEqual(expect.arrayContaining(['2 0', '2 5', '6 0']));
    expect(got).toHaveLength(7);
  });

  test.each([[{ at: 5, seen: [null] }], [{ at: 5, seen: [7] }], [{ at: 5 }]])(
    'a cursor with %j is refused',
    async (live) => {
      const { kommo } = await account([]);
      const since = { live, deleted: { at: 5, seen: [] } };
      expect(() => kommo.leads.changes({ since: since as never })).toThrow('since must be a Date');
    },
  );

  test('a filter that is null is refused', async () => {
    const { kommo } = await account([]);
    expect(() => kommo.leads.changes({ since: 5, filter: null as never })).toThrow('filter must be an object');
  });

  test.each([[Number.NaN], [new Date('9999-01-01')]])('since %j is not said to be milliseconds', async (since) => {
    const { kommo } = await account([]);
    expect(() => kommo.leads.changes({ since })).toThrow(
      /^since must be unix seconds or a Date before the year 5138, got /,
    );
  });

  test.each([[Number.NaN], [-1], [{}], ['2026'], [null]])('since %j is refused', async (since) => {
    const { kommo } = await account([]);
    expect(() => kommo.leads.changes({ since: since as never })).toThrow(InputError);
  });

  test('a second change within the second that was read is told', async () => {
    const rows = [row(1, 2000)];
    const { kommo } = await account(rows);
    const { cursor } = await read(kommo, 1000);
    Object.assign(rows[0] as Row, { price: 5 });
    expect((await read(kommo, cursor)).got).toEqual(['updated 1']);
    expect((await read(kommo, (await read(kommo, cursor)).cursor)).got).toEqual([]);
  });

  test.each([
    ['bursts over a page while others write', { burst: 90, perRequest: 2, advance: 4, ties: 'id' }],
    ['many writes in every second', { burst: 0, perRequest: 5, advance: 2, ties: 'id' }],
    ['a clock that hardly moves', { burst: 40, perRequest: 1, advance: 1, ties: 'id' }],
    ['ties in any order, as if the server did not sort by id', { burst: 60, perRequest: 0, advance: 3, ties: 'any' }],
  ])('model: %s: every change is told', async (_, { burst, perRequest, advance, ties }) => {
    for (let world = 1; world <= 15; world++) {
      const dice = random(world * 7919);
      const rows: (Row & { version: number })[] = [];
      let now = 1_700_000_000;
      let quiet = false;
      const write = (): void => {
        const at = Math.floor(dice() * rows.length * 2);
        const known = rows[at];
        if (known) Object.assign(known, { updated_at: now, version: known.version + 1 });
        else rows.push({ ...row(rows.length + 1, now, now), version: 1 });
      };
      const fetch = async (input: string | URL | Request): Promise<Response> => {
        if (!quiet) {
          now += Math.floor(dice() * advance);
          for (let i = 0; i < perRequest; i++) write();
        }
        const query = new URL(String(input instanceof Request ? input.url : input)).searchParams;
        const from = Number(query.get('filter[updated_at][from]'));
        const to = ties === 'any' ? Infinity : Number(query.get('filter[updated_at][to]') ?? Infinity);
        // The limit is Kommo's in the small: 25 rows are a page.
        const limit = Math.min(25, Number(query.get('limit')));
        const page = Number(query.get('page'));
        const found = query.get('with') ? [] : rows.filter((one) => one.updated_at >= from && one.updated_at <= to);
        const tie = new Map(found.map(({ id }) => [id, ties === 'any' ? dice() : id]));
        const rank = ({ id }: Row): number => tie.get(id) as number;
        found.sort((a, b) => a.updated_at - b.updated_at || rank(a) - rank(b));
        const data = found.slice((page - 1) * limit, page * limit);
        if (data.length === 0) return new Response(null, { status: 204 });
        const href = `https://acme.kommo.com/api/v4/leads?page=${page + 1}`;
        const links = page * limit < found.length ? { next: { href } } : {};
        return Response.json({ _page: page, _links: links, _embedded: { leads: data } });
      };
      const kommo = new Kommo({ subdomain: 'acme', accessToken: 'tok-123456', rateLimit: false, fetch });
      const told = new Map<number, number>();
      let cursor: number | SyncCursor = now - 1;
      for (let run = 0; run < 6; run++) {
        if (burst > 0 && run % 2 === 0) for (let i = 0; i < burst; i++) write();
        now += run === 5 ? 300 : 5;
        quiet = run === 5;
        for await (const { changes, cursor: next } of kommo.leads.changes({ since: cursor }).pages()) {
          for (const { entity } of changes) told.set(entity.id, (entity as never as { version: number }).version);
          cursor = JSON.parse(JSON.stringify(next)) as SyncCursor;
        }
      }
      const lost = rows.filter(({ id, version }) => told.get(id) !== version);
      expect(lost, `world ${world}`).toEqual([]);
    }
  });
});

/** Numbers between 0 and 1, the same ones for the same seed. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
