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
});
