import { expectTypeOf, test } from 'vitest';
import type {
  CatalogElement,
  Customer,
  CustomerUpdated,
  CustomField,
  CustomFieldEnum,
  EntityLink,
  EntityPatched,
  FieldGroup,
  Kommo,
  KommoEvent,
  Page,
  Segment,
  TagCreated,
  TransactionCreated,
} from '../../src/index.js';

declare const kommo: Kommo;

test('one in, one out; many in, many out', () => {
  expectTypeOf(kommo.customFields.create('leads', { name: 'x', type: 'text' })).resolves.toEqualTypeOf<CustomField>();
  expectTypeOf(kommo.customFields.createMany('leads', [])).resolves.toEqualTypeOf<CustomField[]>();
  expectTypeOf(kommo.catalogs.createElement(1, { name: 'x' })).resolves.toEqualTypeOf<CatalogElement>();
  expectTypeOf(kommo.catalogs.createElements(1, [])).resolves.toEqualTypeOf<CatalogElement[]>();
  expectTypeOf(kommo.transactions.create(1, { price: 5 })).resolves.toEqualTypeOf<TransactionCreated>();
  expectTypeOf(kommo.transactions.createMany(1, [])).resolves.toEqualTypeOf<TransactionCreated[]>();
  expectTypeOf(kommo.tags.create('leads', { name: 'x' })).resolves.toEqualTypeOf<TagCreated>();
  expectTypeOf(kommo.tags.setForEntities('leads', [])).resolves.toEqualTypeOf<EntityPatched[]>();
  expectTypeOf(kommo.customers.update(1, {})).resolves.toEqualTypeOf<CustomerUpdated>();
  expectTypeOf(kommo.segments.create({ name: 'x' })).resolves.toEqualTypeOf<Segment>();
  expectTypeOf(kommo.links.link('leads', 1, [])).resolves.toEqualTypeOf<EntityLink[]>();
  expectTypeOf(kommo.events.list()).resolves.toEqualTypeOf<Page<KommoEvent>>();
  expectTypeOf(kommo.fieldGroups.get('leads', 'default')).resolves.toEqualTypeOf<FieldGroup>();
});

test('one clean type where Kommo has two', () => {
  expectTypeOf<CustomField['enums']>().toEqualTypeOf<CustomFieldEnum[] | null | undefined>();
  expectTypeOf<CatalogElement['request_id']>().toEqualTypeOf<string | undefined>();
  expectTypeOf<KommoEvent['id']>().toEqualTypeOf<string>();
});

test('`with` makes certain what it asked for', async () => {
  const customer = await kommo.customers.get(1, { with: ['contacts', 'group_id'] });
  expectTypeOf(customer._embedded.contacts[0]?.is_main).toEqualTypeOf<boolean | undefined>();
  expectTypeOf(customer.group_id).toEqualTypeOf<number>();
  // @ts-expect-error companies were not asked for
  customer._embedded.companies.length;
  expectTypeOf(await kommo.customers.get(1)).toEqualTypeOf<Customer>();
  for await (const element of kommo.catalogs.listElements(1, { with: ['invoice_link'] })) {
    expectTypeOf(element.invoice_link).toEqualTypeOf<string | null>();
  }
});

test('what Kommo does not take is an error', () => {
  // @ts-expect-error ids of groups are strings
  void kommo.fieldGroups.get('leads', 5);
  // @ts-expect-error ids of events are strings
  void kommo.events.get(5);
  // @ts-expect-error entities of events are filtered by their kinds, not by numbers
  void kommo.events.list({ filter: { entity: [5] } });
  // @ts-expect-error to give and to take are two calls
  void kommo.customers.changeBonusPoints(1, { earn: 5, redeem: 5 });
  // @ts-expect-error the entities must be named
  void kommo.links.listMass('leads', {});
  // @ts-expect-error the id is that of the path
  void kommo.tags.setForEntity('leads', 1, { id: 2, tags: null });
  // @ts-expect-error an id is needed in a batch
  void kommo.tags.setForEntities('leads', [{ tags: null }]);
  // @ts-expect-error no such type of field
  void kommo.customFields.create('leads', { name: 'x', type: 'selekt' });
  // @ts-expect-error segments have a resource of their own
  void kommo.customFields.list('segments');
});

test('actAs keeps the type of the client', () => {
  expectTypeOf(kommo.actAs(501)).toEqualTypeOf<typeof kommo>();
  // @ts-expect-error an id is a number
  kommo.actAs('501');
  kommo.leads.list({}, { actAs: 501 });
  // @ts-expect-error an id is a number
  kommo.leads.list({}, { actAs: 'me' });
});
