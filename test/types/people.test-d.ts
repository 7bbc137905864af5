import { expectTypeOf, test } from 'vitest';
import {
  type Company,
  type Contact,
  type DuplicateGroup,
  type FindBy,
  type Found,
  inZone,
  type Kommo,
  type WON,
} from '../../src/index.js';

declare const kommo: Kommo;

test('find is an array of contacts that says whether there may be more', async () => {
  const found = await kommo.contacts.find({ phone: '+55 11 91234-5678' });
  expectTypeOf(found).toEqualTypeOf<Found<Contact>>();
  expectTypeOf(found.truncated).toEqualTypeOf<boolean>();
  const [first] = found;
  expectTypeOf(first).toEqualTypeOf<Contact | undefined>();
  expectTypeOf(await kommo.companies.find({ email: 'a@example.com' }, { country: 'BR' })).toEqualTypeOf<
    Found<Company>
  >();
});

test('`with` makes certain what it asked for', async () => {
  const [contact] = await kommo.contacts.find({ name: 'Ann' }, { with: ['leads'] });
  expectTypeOf(contact?._embedded.leads[0]?.id).toEqualTypeOf<number | undefined>();
});

test('exactly one criterion', () => {
  void kommo.contacts.find({ field: { code: 'TAX', value: 1 } });
  // @ts-expect-error none
  void kommo.contacts.find({});
  // @ts-expect-error two
  void kommo.contacts.find({ phone: '1', email: 'a' });
  // @ts-expect-error no such criterion
  void kommo.contacts.find({ query: 'Ann' });
  // @ts-expect-error two names of one field
  void kommo.contacts.find({ field: { id: 1, code: 'TAX', value: 1 } });
  // @ts-expect-error a field without a value
  void kommo.contacts.find({ field: { id: 1 } });
  expectTypeOf<{ phone: string }>().toExtend<FindBy>();
});

test('duplicates are groups', async () => {
  for await (const group of kommo.contacts.duplicates({ by: 'phone' }))
    expectTypeOf(group).toEqualTypeOf<DuplicateGroup>();
  // @ts-expect-error no such key
  void kommo.contacts.duplicates({ by: 'name' });
});

test('ensure says what was done for each part', async () => {
  const { contact, lead, note, task } = await kommo.leads.ensure({
    contact: { name: 'Ann', phone: '+55 11 91234-5678' },
    lead: { name: 'Web form' },
    pipeline: 1,
    note: 'Asked for a quote',
    task: { text: 'Call', complete_till: inZone('America/Sao_Paulo', 'tomorrow 10:00') },
  });
  expectTypeOf(contact.outcome).toEqualTypeOf<'found' | 'created'>();
  expectTypeOf(lead.outcome).toEqualTypeOf<'reused' | 'created'>();
  expectTypeOf(note?.outcome).toEqualTypeOf<'existed' | 'created' | undefined>();
  expectTypeOf(task?.id).toEqualTypeOf<number | undefined>();
  // @ts-expect-error the pipeline stands beside the lead
  void kommo.leads.ensure({ contact: { id: 1 }, pipeline: 1, lead: { pipeline_id: 1 } });
  // @ts-expect-error misspelt
  void kommo.leads.ensure({ contact: { id: 1 }, pipeline: 1, notes: 'x' });
});

test('moments and stages', async () => {
  const account = await kommo.account.get({ with: ['datetime_settings'] });
  expectTypeOf(inZone(account, 'tomorrow 10:00')).toEqualTypeOf<number>();
  expectTypeOf<typeof WON>().toEqualTypeOf<142>();
});
