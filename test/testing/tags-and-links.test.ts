import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { ask, issuesOf } from './support.js';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false });
});

describe('tags', () => {
  it('are listed and made; a name that is there gives the tag that has it', async () => {
    const { body } = await ask(sandbox, '/api/v4/leads/tags?query=we');
    expect(body._embedded.tags.map(({ name }: { name: string }) => name)).toEqual(['website', 'webinar']);
    const made = await ask(sandbox, '/api/v4/leads/tags', {
      method: 'POST',
      body: [{ name: 'website' }, { name: 'fresh', color: '86C0FC', request_id: 'n' }],
    });
    expect(made.body).toMatchObject({
      _total_items: 2,
      _embedded: {
        tags: [
          { id: 263801, request_id: '0' },
          { color: '86C0FC', request_id: 'n' },
        ],
      },
    });
    expect((await ask(sandbox, '/api/v4/contacts/tags?filter[name]=fresh')).status).toBe(204);
    expect((await ask(sandbox, '/api/v4/leads/tags?filter[name]=fresh')).status).toBe(200);
  });
});

describe('links', () => {
  const LINKS = '/api/v4/leads/20000001';

  it('tie contacts, companies and elements to a lead, and untie them', async () => {
    const link = (to_entity_type: string, to_entity_id: number, metadata?: object): object => ({
      to_entity_type,
      to_entity_id,
      ...(metadata && { metadata }),
    });
    const made = await ask(sandbox, `${LINKS}/link`, {
      method: 'POST',
      body: [
        link('contacts', 30000005, { is_main: true }),
        link('companies', 40000007),
        link('catalog_elements', 525001, { catalog_id: 9101, quantity: 3 }),
      ],
    });
    expect(made.body._total_items).toBe(3);
    expect(made.body._embedded.links.map((item: { metadata: unknown }) => item.metadata)).toEqual([
      { main_contact: true },
      null,
      { quantity: 3, catalog_id: 9101, price_id: null },
    ]);
    const lead = (await ask(sandbox, '/api/v4/leads/20000001?with=contacts,catalog_elements')).body._embedded;
    expect(lead.contacts).toMatchObject([
      { id: 30000001, is_main: false },
      { id: 30000005, is_main: true },
    ]);
    expect(lead.companies).toMatchObject([{ id: 40000007 }]);
    expect(lead.catalog_elements).toMatchObject([{ id: 525001, metadata: { quantity: 3 } }]);
    const listed = await ask(sandbox, `${LINKS}/links?filter[to_entity_type]=contacts&filter[to_entity_id]=30000005`);
    expect(listed.body).toMatchObject({
      _total_items: 1,
      _embedded: { links: [{ to_entity_id: 30000005, metadata: { main_contact: true } }] },
    });
    expect((await ask(sandbox, `${LINKS}/unlink`, { method: 'POST', body: [link('contacts', 30000005)] })).status).toBe(
      204,
    );
    expect(sandbox.db.leads.get(20_000_001)?.contacts).toEqual([{ id: 30000001, is_main: true }]);
  });

  it('are seen from the other side, and made there', async () => {
    await ask(sandbox, '/api/v4/companies/40000009/link', {
      method: 'POST',
      body: [{ to_entity_id: 20_000_500, to_entity_type: 'leads' }],
    });
    expect(sandbox.db.leads.get(20_000_500)?.company_id).toBe(40000009);
    const { body } = await ask(sandbox, '/api/v4/companies/40000009/links');
    expect(body._embedded.links.map((item: { to_entity_type: string }) => item.to_entity_type)).toContain('leads');
    const types = new Set(
      (await ask(sandbox, '/api/v4/contacts/30000001/links')).body._embedded.links.map(
        (item: { to_entity_type: string }) => item.to_entity_type,
      ),
    );
    expect(types).toEqual(new Set(['leads', 'customers', 'companies']));
  });

  it('are made and listed for many at once', async () => {
    const body = [
      { entity_id: 20_000_001, to_entity_id: 30000009, to_entity_type: 'contacts' },
      { entity_id: 20_000_002, to_entity_id: 30000009, to_entity_type: 'contacts' },
    ];
    expect((await ask(sandbox, '/api/v4/leads/link', { method: 'POST', body })).body._embedded.links[1].entity_id).toBe(
      20_000_002,
    );
    const listed = await ask(
      sandbox,
      '/api/v4/leads/links?filter[entity_id][]=20000001&filter[entity_id][]=20000002&filter[to_entity_type]=contacts',
    );
    expect(listed.body._embedded.links).toHaveLength(4);
    expect((await ask(sandbox, '/api/v4/leads/unlink', { method: 'POST', body })).status).toBe(204);
  });

  it('are refused for what is not there or may not hang there', async () => {
    const body = [
      { to_entity_id: 1, to_entity_type: 'contacts' },
      { to_entity_id: 1, to_entity_type: 'customers' },
      { to_entity_id: 525001, to_entity_type: 'catalog_elements' },
      { to_entity_id: 525001, to_entity_type: 'catalog_elements', metadata: { catalog_id: 9102 } },
    ];
    expect(issuesOf(await ask(sandbox, `${LINKS}/link`, { method: 'POST', body }))).toEqual({
      '0': ['NotSupportedChoice to_entity_id'],
      '1': ['NotSupportedChoice to_entity_type'],
      '2': ['FieldMissing metadata.catalog_id'],
      '3': ['NotSupportedChoice to_entity_id'],
    });
    expect((await ask(sandbox, '/api/v4/leads/5/links')).status).toBe(404);
  });
});
