import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { ask, issuesOf } from './support.js';

const NOW = 1_800_000_000;
let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false, now: () => NOW * 1000 });
});

describe('customers', () => {
  const CUSTOMERS = '/api/v4/customers';

  it('are listed, read, made and updated', async () => {
    const { body } = await ask(
      sandbox,
      `${CUSTOMERS}?with=contacts,companies,catalog_elements,group_id&filter[next_price][from]=100`,
    );
    const [first] = body._embedded.customers;
    expect(first._embedded).toMatchObject({
      segments: [{ id: 701 }],
      contacts: [{ id: 30000001, is_main: true }],
      companies: [{ id: 40000001 }],
    });
    expect(first.average_check).toBe(Math.round(first.ltv / first.purchases_count));
    const made = await ask(sandbox, CUSTOMERS, {
      method: 'POST',
      body: [{ name: 'C', next_price: 5, _embedded: { segments: [{ id: 702 }] } }],
    });
    const { id } = made.body._embedded.customers[0];
    const updated = await ask(sandbox, `${CUSTOMERS}/${id}`, { method: 'PATCH', body: { name: 'D' } });
    expect(updated.body._embedded.leads[0]).toMatchObject({ id, request_id: '0', updated_at: NOW });
    expect((await ask(sandbox, `${CUSTOMERS}/${id}`)).body).toMatchObject({
      name: 'D',
      next_price: 5,
      _embedded: { segments: [{ id: 702 }] },
    });
    expect((await ask(sandbox, `${CUSTOMERS}/1`)).status).toBe(204);
    expect(
      issuesOf(await ask(sandbox, CUSTOMERS, { method: 'POST', body: [{ _embedded: { segments: [{ id: 1 }] } }] })),
    ).toEqual({
      '0': ['NotSupportedChoice _embedded.segments.0.id'],
    });
  });

  it('earn and redeem points, and buy', async () => {
    const points = async (body: object): Promise<ReturnType<typeof ask>> =>
      ask(sandbox, `${CUSTOMERS}/50001/bonus_points`, { method: 'POST', body });
    const before = sandbox.db.customers.get(50_001)?.bonus_points ?? 0;
    expect((await points({ earn: 10 })).body.bonus_points).toBe(before + 10);
    expect((await points({ redeem: before + 11 })).status).toBe(400);
    const made = await ask(sandbox, `${CUSTOMERS}/50001/transactions`, {
      method: 'POST',
      body: [
        {
          price: 30,
          comment: 'x',
          next_price: 99,
          _embedded: { catalog_elements: [{ id: 525001, metadata: { catalog_id: 9101, quantity: 2 } }] },
        },
      ],
    });
    const { id } = made.body._embedded.customers[0];
    expect((await ask(sandbox, `${CUSTOMERS}/transactions/${id}`)).body).toMatchObject({
      price: 30,
      _embedded: { customer: { id: 50001 }, catalog_elements: [{ id: 525001 }] },
    });
    expect(sandbox.db.customers.get(50_001)?.next_price).toBe(99);
    const own = await ask(sandbox, `${CUSTOMERS}/50001/transactions`);
    expect(own.body._embedded.transactions).toHaveLength(3);
    expect((await ask(sandbox, `${CUSTOMERS}/transactions/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(sandbox, `${CUSTOMERS}/transactions?filter[id]=${id}`)).status).toBe(204);
  });

  it('have segments in one mode and statuses in the other', async () => {
    expect((await ask(sandbox, `${CUSTOMERS}/segments`)).body).toMatchObject({
      _total_items: 2,
      _page: 1,
      _page_count: 1,
    });
    expect((await ask(sandbox, `${CUSTOMERS}/statuses`)).status).toBe(422);
    const made = await ask(sandbox, `${CUSTOMERS}/segments`, { method: 'POST', body: { name: 'S', color: '6610f2' } });
    expect(made.body).toMatchObject({ name: 'S', color: '6610f2', customers_count: 0 });
    const renamed = await ask(sandbox, `${CUSTOMERS}/segments/${made.body.id}`, {
      method: 'PATCH',
      body: { name: 'T' },
    });
    expect(renamed.body).toMatchObject({ name: 'T', color: '6610f2' });
    expect((await ask(sandbox, `${CUSTOMERS}/segments/701`, { method: 'DELETE' })).status).toBe(204);
    expect(sandbox.db.customers.get(50_001)?.segments).toEqual([]);

    const mode = { mode: 'periodicity', is_enabled: true };
    expect((await ask(sandbox, `${CUSTOMERS}/mode`, { method: 'PATCH', body: mode })).body).toEqual(mode);
    expect((await ask(sandbox, '/api/v4/account')).body.customers_mode).toBe('periodicity');
    expect((await ask(sandbox, `${CUSTOMERS}/segments`)).status).toBe(422);
    const status = await ask(sandbox, `${CUSTOMERS}/statuses`, { method: 'POST', body: [{ name: 'N', sort: 5 }] });
    const { id } = status.body._embedded.statuses[0];
    expect(
      (await ask(sandbox, `${CUSTOMERS}/statuses/${id}`, { method: 'PATCH', body: { sort: 6 } })).body,
    ).toMatchObject({ name: 'N', sort: 6 });
    expect((await ask(sandbox, `${CUSTOMERS}/statuses`)).body._total_items).toBe(4);
    expect((await ask(sandbox, `${CUSTOMERS}/statuses/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(sandbox, `${CUSTOMERS}/statuses/4001`, { method: 'DELETE' })).status).toBe(400);
    expect(issuesOf(await ask(sandbox, CUSTOMERS, { method: 'POST', body: [{ next_price: 1 }] }))).toEqual({
      '0': ['FieldMissing name', 'FieldMissing next_date'],
    });
  });
});
