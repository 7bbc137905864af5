import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { ask, issuesOf } from './support.js';

const NOW = 1_800_000_000;
const LEADS = '/api/v4/leads';
let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false, now: () => NOW * 1000 });
});

describe('leads.list', () => {
  it('pages through all leads once, by id, until there is no next link', async () => {
    const ids: number[] = [];
    let path: string | undefined = `${LEADS}?limit=250`;
    while (path) {
      const { body } = await ask(sandbox, path);
      ids.push(...body._embedded.leads.map((lead: { id: number }) => lead.id));
      path = body._links.next?.href;
    }
    expect(ids).toHaveLength(600);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  it('answers 204 past the end and where nothing matches', async () => {
    expect((await ask(sandbox, `${LEADS}?page=4&limit=250`)).status).toBe(204);
    expect((await ask(sandbox, `${LEADS}?filter[id]=1`)).status).toBe(204);
  });

  it('has no totals, and links back on later pages', async () => {
    const { body } = await ask(sandbox, `${LEADS}?page=2&limit=10`);
    expect(body._page).toBe(2);
    expect(body).not.toHaveProperty('_total_items');
    expect(body._links.prev.href).toContain('page=1');
    expect(body._links.first.href).toContain('page=1');
  });

  it('refuses more than 250 a page', async () => {
    const answer = await ask(sandbox, `${LEADS}?limit=251`);
    expect(answer.status).toBe(400);
    expect(answer.type).toBe('application/problem+json');
    expect(Object.values(issuesOf(answer))[0]?.[0]).toContain('limit');
  });

  it('adds what `with` names, and nothing else', async () => {
    const plain = (await ask(sandbox, `${LEADS}?limit=1`)).body._embedded.leads[0];
    expect(Object.keys(plain._embedded)).toEqual(['tags', 'companies']);
    expect(plain).not.toHaveProperty('source_id');
    const full = (
      await ask(
        sandbox,
        `${LEADS}?limit=1&with=contacts,loss_reason,catalog_elements,source_id,source,is_price_modified_by_robot`,
      )
    ).body._embedded.leads[0];
    expect(Object.keys(full._embedded)).toEqual([
      'tags',
      'companies',
      'contacts',
      'loss_reason',
      'catalog_elements',
      'source',
    ]);
    expect(full).toMatchObject({ source_id: null, is_price_modified_by_robot: false });
    expect(full._embedded.contacts[0]).toMatchObject({ is_main: true });
  });

  it('shows only the bin with only_deleted', async () => {
    const { body } = await ask(sandbox, `${LEADS}?with=only_deleted`);
    expect(body._embedded.leads).toHaveLength(3);
    expect(Object.keys(body._embedded.leads[0])).toEqual(['id', 'updated_at', 'updated_by', 'is_deleted', '_links']);
  });

  it.each([
    ['filter[pipeline_id][]=7000102&filter[pipeline_id][]=7000103', (lead) => lead.pipeline_id !== 7000101],
    ['filter[pipeline_id]=7000102', (lead) => lead.pipeline_id === 7000102],
    [
      'filter[statuses][0][pipeline_id]=7000102&filter[statuses][0][status_id]=143',
      (l) => l.pipeline_id === 7000102 && l.status_id === 143,
    ],
    ['filter[price][from]=1000&filter[price][to]=2000', (lead) => lead.price >= 1000 && lead.price <= 2000],
    ['filter[created_at][from]=1780000000', (lead) => lead.created_at >= 1780000000],
    [
      'filter[closed_at][from]=1780000000&filter[closed_at][to]=1785000000',
      (l) => (l.closed_at ?? 0) >= 1780000000 && (l.closed_at ?? 9e9) <= 1785000000,
    ],
    [
      'filter%5Bresponsible_user_id%5D%5B0%5D=11087101&filter%5Bresponsible_user_id%5D%5B1%5D=11087102',
      (l) => l.responsible_user_id <= 11087102,
    ],
    [
      'filter[custom_fields_values][1928001][]=WhatsApp',
      (l) => l.custom_fields.some((f) => f.values.some((v) => v['value'] === 'WhatsApp')),
    ],
    [
      'filter[custom_fields_values][1928004][from]=70',
      (l) => l.custom_fields.some((f) => f.field_id === 1928004 && Number(f.values[0]?.['value']) >= 70),
    ],
    ['query=horizonte', (lead) => lead.name.toLowerCase().includes('horizonte')],
  ] as [string, (lead: NonNullable<ReturnType<Sandbox['db']['leads']['get']>>) => boolean][])(
    'filters by %s',
    async (query, test) => {
      const { body } = await ask(sandbox, `${LEADS}?limit=250&${query}`);
      const expected = sandbox.db.leads.filter((lead) => !lead.is_deleted && test(lead)).map((lead) => lead.id);
      expect(expected.length).toBeGreaterThan(0);
      expect(body._embedded.leads.map((lead: { id: number }) => lead.id)).toEqual(expected.slice(0, 250));
    },
  );

  it('finds by the deadline of the closest open task', async () => {
    const { body } = await ask(sandbox, `${LEADS}?filter[closest_task_at][from]=1`);
    for (const lead of body._embedded.leads) expect(lead.closest_task_at).toBeGreaterThan(0);
  });

  it('sorts by one key, either way', async () => {
    const dates = async (order: string): Promise<number[]> =>
      (await ask(sandbox, `${LEADS}?limit=250&order[updated_at]=${order}`)).body._embedded.leads.map(
        (lead: { updated_at: number }) => lead.updated_at,
      );
    expect(await dates('asc')).toEqual((await dates('asc')).sort((a, b) => a - b));
    expect(await dates('desc')).toEqual((await dates('desc')).sort((a, b) => b - a));
    const last = await ask(sandbox, `${LEADS}?limit=1&order[id]=desc`);
    expect(last.body._embedded.leads[0].id).toBe(20_000_600);
  });

  it('refuses filters that the spec does not name, unless it is lenient', async () => {
    expect(issuesOf(await ask(sandbox, `${LEADS}?filter[nope]=1`))).toEqual({ '0': ['FieldNotExpected filter.nope'] });
    expect((await ask(createSandbox({ strict: false }), `${LEADS}?filter[nope]=1`)).status).toBe(200);
  });
});

describe('leads.get', () => {
  it('answers the lead at the root, and 204 for an unknown id', async () => {
    expect((await ask(sandbox, `${LEADS}/20000001?with=contacts`)).body.id).toBe(20_000_001);
    expect((await ask(sandbox, `${LEADS}/1`)).status).toBe(204);
  });
});

describe('a million leads', () => {
  it('lists pages of 250 anywhere, without storing them', async () => {
    const big = createSandbox({ leads: 1_000_000, rateLimit: false });
    const page = async (n: number): Promise<number[]> =>
      (await ask(big, `${LEADS}?limit=250&page=${n}`)).body._embedded.leads.map((lead: { id: number }) => lead.id);
    expect((await page(1)).at(0)).toBe(20_000_001);
    expect(await page(2000)).toHaveLength(250);
    expect((await page(4000)).at(-1)).toBe(21_000_000);
    expect((await ask(big, `${LEADS}?limit=250&page=4001`)).status).toBe(204);
    big.db.leads.update(20_000_251, { is_deleted: true });
    expect((await page(2)).at(0)).toBe(20_000_252);
    expect((await page(4000)).at(-1)).toBe(21_000_000);
    await ask(big, `${LEADS}/20500000`, { method: 'PATCH', body: { name: 'renamed' } });
    expect((await ask(big, `${LEADS}/20500000`)).body.name).toBe('renamed');
    expect(big.db.leads.size).toBe(1_000_003);
  });
});
