import { expectTypeOf, test } from 'vitest';
import type { DeletedLead, Kommo, Lead, LeadCreated, LeadWith, Page } from '../../src/index.js';

declare const kommo: Kommo;

test('`with` makes certain what it asked for', async () => {
  const lead = await kommo.leads.get(1, { with: ['loss_reason', 'source_id'] });
  expectTypeOf(lead._embedded.loss_reason[0]?.name).toEqualTypeOf<string | undefined>();
  expectTypeOf(lead.source_id).toEqualTypeOf<number | null>();
  // @ts-expect-error contacts were not asked for
  lead._embedded.contacts.length;
  for await (const { _embedded } of kommo.leads.list({ with: ['contacts'] })) {
    expectTypeOf(_embedded.contacts[0]?.is_main).toEqualTypeOf<boolean | undefined>();
  }
});

test('without it nothing is certain', async () => {
  const lead = await kommo.leads.get(1);
  expectTypeOf(lead).toEqualTypeOf<Lead>();
  // @ts-expect-error not asked for
  lead._embedded.contacts.length;
  expectTypeOf(lead._embedded.contacts).toBeNullable();
});

test('a list known only at run time narrows nothing', async () => {
  const wanted = ['contacts'] as LeadWith[];
  const lead = await kommo.leads.get(1, { with: wanted });
  expectTypeOf(lead).toEqualTypeOf<Lead>();
});

test('only_deleted gives what Kommo gives then', async () => {
  const { data } = await kommo.leads.list({ with: ['only_deleted'] });
  expectTypeOf(data).toEqualTypeOf<DeletedLead[]>();
});

test('unknown values, filters and keys are errors', () => {
  // @ts-expect-error no such value
  void kommo.leads.list({ with: ['contact'] });
  // @ts-expect-error no such filter
  void kommo.leads.list({ filter: { stage: 1 } });
  // @ts-expect-error no such order
  void kommo.leads.list({ order: { name: 'asc' } });
  // @ts-expect-error no such direction
  void kommo.leads.list({ order: { id: 'up' } });
  // @ts-expect-error both members are needed
  void kommo.leads.list({ filter: { statuses: [{ status_id: 142 }] } });
  // @ts-expect-error no such property
  void kommo.leads.create({ title: 'x' });
  // @ts-expect-error an id is needed in a batch
  void kommo.leads.updateMany([{ name: 'x' }]);
});

test('moments take a Date or seconds', () => {
  void kommo.leads.list({ filter: { created_at: { from: new Date(), to: 5 }, updated_at: 7, id: [1, 2] as const } });
  void kommo.leads.create({ created_at: new Date(), closed_at: 5 });
});

test('one in, one out; many in, many out', () => {
  expectTypeOf(kommo.leads.create({})).resolves.toEqualTypeOf<LeadCreated>();
  expectTypeOf(kommo.leads.createMany([{}])).resolves.toEqualTypeOf<LeadCreated[]>();
  expectTypeOf(kommo.leads.list()).resolves.toEqualTypeOf<Page<Lead>>();
});

test('the escape hatch is typed', async () => {
  const { data } = await kommo.api.GET('/api/v4/leads/{id}', { params: { path: { id: 42 } } });
  expectTypeOf(data?.price).toEqualTypeOf<number | undefined>();
  // @ts-expect-error no such path
  void kommo.api.GET('/api/v4/nothing');
});
