import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { ask } from './support.js';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false });
});

describe('lists', () => {
  const CATALOGS = '/api/v4/catalogs';

  it('are answered in full by every write; there are 10 at most and one of products', async () => {
    expect((await ask(sandbox, `${CATALOGS}?type=products`)).body._embedded.catalogs).toHaveLength(1);
    const made = await ask(sandbox, CATALOGS, { method: 'POST', body: [{ name: 'New', can_add_elements: true }] });
    const [row] = made.body._embedded.catalogs;
    expect(row).toMatchObject({ name: 'New', type: 'regular', can_add_elements: true, request_id: '0' });
    expect((await ask(sandbox, `${CATALOGS}/${row.id}`, { method: 'PATCH', body: { name: 'N2' } })).body.name).toBe(
      'N2',
    );
    const many = await ask(sandbox, CATALOGS, { method: 'PATCH', body: [{ id: row.id, can_link_multiple: true }] });
    expect(many.body._embedded.catalogs[0]).toMatchObject({ name: 'N2', can_link_multiple: true });
    expect((await ask(sandbox, CATALOGS, { method: 'POST', body: [{ name: 'x', type: 'products' }] })).status).toBe(
      400,
    );
    const eight = Array.from({ length: 8 }, (_, i) => ({ name: `l${i}` }));
    expect((await ask(sandbox, CATALOGS, { method: 'POST', body: eight })).status).toBe(422);
    expect((await ask(sandbox, `${CATALOGS}/1`)).status).toBe(204);
  });

  it('have elements with values of their own fields', async () => {
    const { body } = await ask(sandbox, `${CATALOGS}/9101/elements?query=LIC-2`);
    expect(body._embedded.elements).toHaveLength(1);
    expect(
      body._embedded.elements[0].custom_fields_values.map((field: { field_code: string }) => field.field_code),
    ).toEqual(['SKU', 'PRICE', 'GROUP']);
    const made = await ask(sandbox, `${CATALOGS}/9101/elements`, {
      method: 'POST',
      body: [
        {
          name: 'New',
          custom_fields_values: [
            { field_code: 'PRICE', values: [{ value: 9 }] },
            { field_code: 'GROUP', values: [{ value: 'Services' }] },
          ],
        },
      ],
    });
    const [element] = made.body._embedded.elements;
    expect(element).toMatchObject({ name: 'New', catalog_id: 9101, is_deleted: false });
    const one = await ask(sandbox, `${CATALOGS}/9101/elements/${element.id}`, {
      method: 'PATCH',
      body: { name: 'N2' },
    });
    expect(one.body.name).toBe('N2');
    const many = await ask(sandbox, `${CATALOGS}/9101/elements`, {
      method: 'PATCH',
      body: [{ id: element.id, name: 'N3' }],
    });
    expect(many.body._embedded.elements[0].name).toBe('N3');
    expect((await ask(sandbox, `${CATALOGS}/9102/elements/${element.id}`)).status).toBe(204);
    expect(
      (await ask(sandbox, `${CATALOGS}/9101/elements?filter[id][]=${element.id}`)).body._embedded.elements,
    ).toHaveLength(1);
  });

  it('of products are switched on and off', async () => {
    expect((await ask(sandbox, '/api/v4/products/settings')).body).toEqual({ is_enabled: true, catalog_id: 9101 });
    const off = await ask(sandbox, '/api/v4/products/settings', { method: 'PATCH', body: { is_enabled: false } });
    expect(off.body).toEqual({ is_enabled: false, catalog_id: null });
  });
});
