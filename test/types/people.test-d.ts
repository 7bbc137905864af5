import { expectTypeOf, test } from 'vitest';
import type { Company, Contact, DuplicateGroup, FindBy, Found, Kommo } from '../../src/index.js';

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
