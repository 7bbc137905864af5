import { describe, expect, test } from 'vitest';
import { defineAccount, InputError, Kommo } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { account } from '../support/account.js';

const option = (id: number, value: string) => ({ id, value, sort: 1, code: null });

function setUp() {
  const { plan, since, email } = account.customers.fields;
  const sandbox = createSandbox({ rateLimit: false });
  sandbox.seed({
    custom_fields: [
      {
        ...plan,
        name: 'Plan',
        entity_type: 'customers',
        enums: [option(1_670_001, 'Gold'), option(1_670_002, 'Silver')],
      },
      { ...since, name: 'Since', entity_type: 'customers' },
      { ...email, name: 'E-mail', entity_type: 'customers', enums: [option(1_670_003, 'WORK')] },
    ],
  });
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false, account });
  return { sandbox, kommo };
}

describe('customers', () => {
  test('fields, tags and users by name, both ways', async () => {
    const { kommo } = setUp();
    const { id } = await kommo.customers.create({
      name: 'Acme',
      next_date: 2_000_000_000,
      fields: { plan: 'Gold', since: new Date(86_400_000) },
    });
    const customer = await kommo.customers.get(id);
    expect(customer.fields).toEqual({ plan: 'Gold', since: 86_400, email: null });
    expect(customer.tags).toEqual([]);
    await kommo.customers.updateMany([{ id, fields: { plan: 'Silver', since: null } }]);
    expect((await kommo.customers.get(id)).fields).toEqual({ plan: 'Silver', since: null, email: null });
  });

  test('filters by name', async () => {
    const { sandbox, kommo } = setUp();
    const { id } = await kommo.customers.create({ name: 'x', fields: { plan: 'Gold' } });
    const page = await kommo.customers.list({ filter: { fields: { plan: 'Gold' } } });
    expect(page.data.map((customer) => [customer.id, customer.fields.plan])).toEqual([[id, 'Gold']]);
    expect(decodeURIComponent(sandbox.requests.at(-1)!.url)).toContain('filter[custom_fields_values][1928401]=1670001');
  });

  test('upsert by the e-mail among the fields', async () => {
    const { kommo } = setUp();
    const rows = ['new@example.com', 'NEW@example.com'].map((email) => ({ name: 'A', fields: { email } }));
    const result = await kommo.customers.bulk.upsert(rows, { key: 'email' });
    expect(result).toMatchObject({ created: 1, updated: 1, failed: 0 });
  });

  test('of an account without them are as ever', async () => {
    const { sandbox } = setUp();
    const { customers: _, ...others } = account;
    const kommo = new Kommo({ ...sandbox.options, rateLimit: false, account: defineAccount(others) });
    const { id } = await kommo.customers.create({ name: 'x' });
    expect(await kommo.customers.get(id)).not.toHaveProperty('fields');
  });
});

describe('elements of a list', () => {
  test('by the name of the list have fields by name', async () => {
    const { kommo } = setUp();
    const [first] = (await kommo.catalogs.listElements('Products')).data;
    expect(first).toMatchObject({ name: 'Starter licence', fields: { sku: 'LIC-1', group: 'Licences' } });
    expect(first!.fields.price).toBeTypeOf('number');
    expect(await kommo.catalogs.getElement('Products', first!.id)).toEqual(first);
    expect((await kommo.catalogs.listElements('Partners').all()).every(({ fields }) => fields !== undefined)).toBe(
      true,
    );
  });

  test('are written by name, and given in full', async () => {
    const { sandbox, kommo } = setUp();
    const made = await kommo.catalogs.createElement('Products', {
      name: 'Gold licence',
      fields: { sku: 'LIC-9', price: 90, group: 'Licences' },
    });
    expect(made.fields).toEqual({ sku: 'LIC-9', price: 90, group: 'Licences' });
    expect(sandbox.db.elements.get(made.id)).toMatchObject({ catalog_id: 9_101, name: 'Gold licence' });
    const [other] = await kommo.catalogs.createElements('Products', [{ name: 'x', fields: { sku: 'X' } }]);
    const changed = await kommo.catalogs.updateElements('Products', [
      { id: made.id, fields: { price: null, group: 'Services' } },
      { id: other!.id, fields: { sku: null } },
    ]);
    expect(changed.map(({ fields }) => fields)).toEqual([
      { sku: 'LIC-9', price: null, group: 'Services' },
      { sku: null, price: null, group: null },
    ]);
    expect((await kommo.catalogs.updateElement('Products', made.id, { fields: { sku: 'Y' } })).fields.sku).toBe('Y');
  });

  test('by the id of the list, and lists themselves, are as ever', async () => {
    const { kommo } = setUp();
    const [first] = (await kommo.catalogs.listElements(9_101)).data;
    expect(first).not.toHaveProperty('fields');
    expect((await kommo.catalogs.get(9_101)).name).toBe('Products');
    expect(await kommo.catalogCustomFields.list(9_101).all()).toHaveLength(3);
  });

  const cases: [string, (kommo: ReturnType<typeof setUp>['kommo']) => unknown, RegExp][] = [
    ['list', (k) => k.catalogs.listElements('Prodcts' as never), /no list "Prodcts" \(it has "Products", "Partners"\)/],
    [
      'inherited name',
      (k) => k.catalogs.getElement('constructor' as never, 1),
      /list_id is unknown: the account has no list/,
    ],
    [
      'field',
      (k) => k.catalogs.createElement('Products', { name: 'x', fields: { cost: 1 } as never }),
      /catalogs\.Products\.fields\.cost is unknown: .*no field of catalogs\.Products "cost"/,
    ],
    [
      'option',
      (k) => k.catalogs.updateElement('Products', 1, { fields: { group: 'Goods' as never } }),
      /no option of catalogs\.Products\.group "Goods"/,
    ],
    [
      'value',
      (k) => k.catalogs.updateElement('Products', 1, { fields: { price: true as never } }),
      /catalogs\.Products\.fields\.price must be a number, got true/,
    ],
  ];
  test.each(cases)('a wrong %s is refused before a request', async (_, call, message) => {
    const { sandbox, kommo } = setUp();
    await expect(async () => call(kommo)).rejects.toThrow(InputError);
    await expect(async () => call(kommo)).rejects.toThrow(message);
    expect(sandbox.requests).toHaveLength(0);
  });
});
