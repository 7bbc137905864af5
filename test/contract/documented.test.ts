import { describe, expect, test } from 'vitest';
import { validatorFor } from '../support/contract.js';

// Shapes that the amoCRM reference shows and no collected sample has.
describe('payloads of the reference beyond the samples', () => {
  test('a pipeline that was just made has no is_archive', () => {
    const links = { self: { href: 'https://example.amocrm.ru/api/v4/leads/pipelines/3270358' } };
    const pipeline = {
      id: 3270358,
      name: 'New',
      sort: 1,
      is_main: true,
      is_unsorted_on: false,
      account_id: 1415131,
      request_id: '123',
      _links: links,
      _embedded: { statuses: [] },
    };
    const body = { _total_items: 1, _links: links, _embedded: { pipelines: [pipeline] } };
    expect(validatorFor('pipelines.create', 200)(body)).toEqual([]);
  });

  test('a new chat may give phone and e-mail in a profile', () => {
    const user = { id: 'a', client_id: 'b', name: 'x', profile: { phone: '79151112233', email: 'e@example.com' } };
    expect(validatorFor('chats.create', 200)({ id: 'c', user })).toEqual([]);
  });

  test.each([
    ['service_message', { service: null, text: null }],
    ['extended_service_message', {}],
    ['geolocation', { text: null, address: null, longitude: null, latitude: null }],
    ['message_cashier', { status: null, text: null }],
    ['sms_in', { text: null, phone: null }],
    ['call_in', { uniq: ['a'], duration: null, source: null, link: null, phone: null, call_status: '4' }],
  ])('a %s note may lack what a new one needs', (note_type, params) => {
    const note = {
      id: 1,
      entity_id: 2,
      created_by: 0,
      updated_by: 0,
      created_at: 1_700_000_000,
      updated_at: 1_700_000_000,
      responsible_user_id: 3,
      group_id: 0,
      account_id: 4,
      note_type,
      params,
      _links: { self: { href: 'https://example.kommo.com/api/v4/leads/notes/1' } },
    };
    expect(validatorFor('notes.get', 200)(note)).toEqual([]);
  });
});
