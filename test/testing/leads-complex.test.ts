import { beforeEach, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/testing/index.js';
import { ask, issuesOf } from './support.js';

const NOW = 1_800_000_000;
const LEADS = '/api/v4/leads';
let sandbox: Sandbox;

beforeEach(() => {
  sandbox = createSandbox({ rateLimit: false, now: () => NOW * 1000 });
});

describe('leads.createComplex', () => {
  it('answers a bare list, and links lead, contact and company with each other', async () => {
    const { body, type } = await ask(sandbox, `${LEADS}/complex`, {
      method: 'POST',
      body: [
        {
          name: 'Complex',
          request_id: 'q',
          _embedded: {
            contacts: [
              {
                first_name: 'Ann',
                custom_fields_values: [
                  { field_code: 'PHONE', values: [{ value: '+1 202 555 0199', enum_code: 'MOB' }] },
                ],
              },
            ],
            companies: [{ name: 'Ann & Co' }],
          },
        },
        { _embedded: { contacts: [{ id: 30000001 }] } },
      ],
    });
    expect(type).toBe('application/json');
    expect(body).toEqual([
      {
        id: expect.any(Number),
        contact_id: expect.any(Number),
        company_id: expect.any(Number),
        request_id: ['q'],
        merged: false,
      },
      { id: expect.any(Number), contact_id: 30000001, company_id: null, request_id: ['1'], merged: false },
    ]);
    expect(sandbox.db.contacts.get(body[0].contact_id)).toMatchObject({ name: 'Ann', company_id: body[0].company_id });
    const found = await ask(sandbox, '/api/v4/contacts?query=2025550199&with=leads');
    expect(found.body._embedded.contacts).toHaveLength(1);
    expect(found.body._embedded.contacts[0]._embedded.leads[0].id).toBe(body[0].id);
  });

  it('puts a lead with metadata among the incoming ones', async () => {
    const metadata = {
      category: 'forms',
      form_id: '1',
      form_name: 'Site',
      form_page: 'https://example.com',
      ip: '1.2.3.4',
      form_sent_at: NOW,
      referer: '',
    };
    const { body } = await ask(sandbox, `${LEADS}/complex`, {
      method: 'POST',
      body: [{ status_id: 142, _embedded: { metadata, contacts: [{ name: 'New' }] } }],
    });
    expect(sandbox.db.leads.get(body[0].id)?.status_id).toBe(58220001);
    expect([...sandbox.db.unsorted.values()]).toMatchObject([
      { category: 'forms', lead_id: body[0].id, contact_id: body[0].contact_id, state: 'open' },
    ]);
    expect((await ask(sandbox, `/api/v4/contacts?filter[id]=${body[0].contact_id}`)).status).toBe(204);
  });

  it('takes one contact, 40 fields an entity, and 50 leads', async () => {
    const fields = Array.from({ length: 41 }, () => ({ field_id: 1928008, values: [{ value: 'x' }] }));
    const answer = await ask(sandbox, `${LEADS}/complex`, {
      method: 'POST',
      body: [{ custom_fields_values: fields, _embedded: { contacts: [{ id: 1 }] } }],
    });
    expect(issuesOf(answer)).toEqual({
      '0': ['TooMany custom_fields_values', 'NotSupportedChoice _embedded.contacts.0.id'],
    });
    const many = await ask(sandbox, `${LEADS}/complex`, {
      method: 'POST',
      body: Array.from({ length: 51 }, () => ({})),
    });
    expect([many.status, many.body.detail]).toEqual([422, 'Limit 50 per page']);
  });
});
