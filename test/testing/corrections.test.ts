import { describe, expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { ask } from './support.js';

const start = () => {
  const sandbox = createSandbox({ rateLimit: false });
  return { sandbox, kommo: new Kommo({ ...sandbox.options, rateLimit: false, retries: 0 }) };
};

describe('what recorded payloads and the official client showed', () => {
  test('a price has a fraction, which comes back in price_with_minor_units', async () => {
    const { kommo } = start();
    const { id } = await kommo.leads.create({ name: 'x', price: 100.5 });
    expect(await kommo.leads.get(id)).toMatchObject({ price: 100, price_with_minor_units: 100.5 });
    await kommo.leads.update(id, { price: 0.35 });
    expect(await kommo.leads.get(id)).toMatchObject({ price: 0, price_with_minor_units: 0.35 });
    const [made] = await kommo.leads.createComplex([{ name: 'y', price: 7.25 }]);
    expect(await kommo.leads.get(made?.id ?? 0)).toMatchObject({ price: 7, price_with_minor_units: 7.25 });
  });

  test('lists and their elements keep the author and the moments that they are written with', async () => {
    const { kommo } = start();
    const given = { created_by: 0, updated_by: 0, created_at: 1_700_000_000, updated_at: 1_700_000_001 };
    const list = await kommo.catalogs.create({ name: 'x', ...given });
    expect(await kommo.catalogs.get(list.id)).toMatchObject(given);
    const element = await kommo.catalogs.createElement(list.id, { name: 'y', ...given });
    expect(element).toMatchObject(given);
  });

  test('a template may be written with null for no buttons', async () => {
    const { kommo } = start();
    const { id } = await kommo.templates.create({ name: 'x', content: 'y', buttons: null });
    expect(await kommo.templates.get(id)).toMatchObject({ buttons: [] });
  });

  test('a request_id may be a number', async () => {
    const { kommo } = start();
    expect(await kommo.leads.create({ name: 'x', request_id: 17 })).toMatchObject({ request_id: '17' });
  });

  test.each(['leads', 'contacts', 'companies'] as const)('deleted %s are listed in part, if asked for', async (key) => {
    const { sandbox } = start();
    const table = sandbox.db[key];
    const first = [...table].find((row) => !row.is_deleted);
    if (!first) throw new Error('the sandbox is empty');
    table.update(first.id, { is_deleted: true });
    const { body } = await ask(sandbox, `/api/v4/${key}?with=only_deleted`);
    const items = body._embedded[key] as { id: number; is_deleted: boolean; name?: string }[];
    expect(items.map(({ id }) => id)).toContain(first.id);
    expect(items.filter((item) => !item.is_deleted || item.name !== undefined)).toEqual([]);
  });

  test('a sorted list without a filter shows no deleted rows', async () => {
    const { kommo, sandbox } = start();
    for (const row of [...sandbox.db.leads].slice(0, 3)) sandbox.db.leads.update(row.id, { is_deleted: true });
    const plain = await kommo.leads.list({ limit: 250 }).all();
    const sorted = await kommo.leads.list({ limit: 250, order: { updated_at: 'desc' } }).all();
    expect(sorted.map(({ id }) => id).sort()).toEqual(plain.map(({ id }) => id).sort());
  });

  test('a comma list in brackets is refused', async () => {
    const { sandbox } = start();
    const status = async (query: string) => (await ask(sandbox, `/api/v4/events?${query}`)).status;
    expect(await status('filter[type]=lead_added,contact_added')).toBe(200);
    expect(await status('filter[type][]=lead_added&filter[type][]=contact_added')).toBe(400);
  });

  test('files in the bin are listed beside the others', async () => {
    const { kommo } = start();
    const all = await kommo.files.list().all();
    const [file] = all;
    if (!file) return;
    await kommo.files.delete(file.uuid);
    expect(await kommo.files.list().all()).toHaveLength(all.length - 1);
    expect(await kommo.files.list({ with: ['deleted'] }).all()).toHaveLength(all.length);
  });
});
