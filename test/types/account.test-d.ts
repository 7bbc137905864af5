import { describe, expectTypeOf, test } from 'vitest';
import type { CatalogElementResult, Lead, LeadFilter } from '../../src/index.js';
import { defineAccount, Kommo } from '../../src/index.js';
import type { Customers } from '../../src/resources/customers.js';
import type { Leads } from '../../src/resources/leads.js';
import { account } from '../support/account.js';

const kommo = new Kommo({ subdomain: 'acme', accessToken: 'x', account });
const plain = new Kommo({ subdomain: 'acme', accessToken: 'x' });

describe('an account narrows what is read', () => {
  test('custom fields', async () => {
    const lead = await kommo.leads.get(1);
    expectTypeOf(lead.fields.budget).toEqualTypeOf<number | null>();
    expectTypeOf(lead.fields.source).toEqualTypeOf<'Google' | 'WhatsApp' | 'Instagram' | null>();
    expectTypeOf(lead.fields.interests).toEqualTypeOf<('Automation' | 'Chats')[] | null>();
    expectTypeOf(lead.fields.renewal).toEqualTypeOf<number | null>();
    expectTypeOf(lead.fields.demo).toEqualTypeOf<boolean | null>();
    expectTypeOf(lead.fields.comment).toEqualTypeOf<string | null>();
    // @ts-expect-error a field that was renamed or deleted
    lead.fields.bugdet;
    expectTypeOf(lead.price).toEqualTypeOf<number>();
  });

  test('names of pipelines, stages, reasons, users and tags', async () => {
    const [lead] = (await kommo.leads.list()).data;
    expectTypeOf(lead!.pipeline).toEqualTypeOf<'Sales' | 'Vendas Brasil' | undefined>();
    expectTypeOf(lead!.status).toEqualTypeOf<
      'Qualification' | 'Negotiation' | 'Negociação' | 'Won' | 'Lost' | undefined
    >();
    expectTypeOf(lead!.loss_reason).toEqualTypeOf<'Price too high' | 'No budget' | null | undefined>();
    expectTypeOf(lead!.responsible_user).toEqualTypeOf<'Ana' | 'Bruno' | undefined>();
    const task = await kommo.tasks.get(1);
    expectTypeOf(task.task_type).toEqualTypeOf<'Follow-up' | 'Meeting' | undefined>();
  });

  test('with goes on to narrow', async () => {
    for await (const lead of kommo.leads.list({ with: ['contacts'] })) {
      expectTypeOf(lead._embedded.contacts[0]!.id).toEqualTypeOf<number>();
      expectTypeOf(lead.fields.budget).toEqualTypeOf<number | null>();
    }
    for await (const change of kommo.leads.changes({ since: 0 })) {
      if (change.type !== 'deleted') expectTypeOf(change.entity.fields.budget).toEqualTypeOf<number | null>();
    }
  });

  test('contacts and companies', async () => {
    const contact = await kommo.contacts.get(1, { with: ['leads'] });
    expectTypeOf(contact.fields.position).toEqualTypeOf<string | null>();
    expectTypeOf(contact.fields.phone![0]!.value).toEqualTypeOf<string>();
    expectTypeOf((await kommo.companies.get(1)).fields.web).toEqualTypeOf<string | null>();
  });
});

describe('customers and elements of lists', () => {
  test('customers, where the account has them', async () => {
    const customer = await kommo.customers.get(1, { with: ['contacts'] });
    expectTypeOf(customer.fields.plan).toEqualTypeOf<'Gold' | 'Silver' | null>();
    expectTypeOf(customer.fields.since).toEqualTypeOf<number | null>();
    expectTypeOf(customer._embedded.contacts[0]!.id).toEqualTypeOf<number>();
    void kommo.customers.list({ filter: { fields: { plan: ['Gold', 'Silver'] }, responsible_user: 'Ana' } });
    void kommo.customers.bulk.upsert([{ fields: { email: 'a@b.c' } }], { key: 'email' });
    // @ts-expect-error no such option
    void kommo.customers.update(1, { fields: { plan: 'Bronze' } });
    // @ts-expect-error a field of leads
    void kommo.customers.create({ fields: { budget: 1 } });
    const { leads, contacts, companies, pipelines, lossReasons, users, taskTypes, catalogs } = account;
    const others = { leads, contacts, companies, pipelines, lossReasons, users, taskTypes, catalogs };
    const without = new Kommo({ subdomain: 'acme', accessToken: 'x', account: defineAccount(others) });
    expectTypeOf(without.customers).toEqualTypeOf<Customers>();
  });

  test('a list by its name', async () => {
    for await (const element of kommo.catalogs.listElements('Products', { query: 'x' })) {
      expectTypeOf(element.fields.price).toEqualTypeOf<number | null>();
      expectTypeOf(element.fields.group).toEqualTypeOf<'Licences' | 'Services' | null>();
      expectTypeOf(element.name).toEqualTypeOf<string>();
    }
    const made = await kommo.catalogs.createElement('Products', { name: 'x', fields: { sku: 'A', group: 'Services' } });
    expectTypeOf(made.fields.sku).toEqualTypeOf<string | null>();
    void kommo.catalogs.updateElements('Products', [{ id: 1, fields: { price: null } }]);
    // @ts-expect-error no such list
    void kommo.catalogs.listElements('Prodcts');
    // @ts-expect-error a field of another list
    void kommo.catalogs.createElement('Partners', { name: 'x', fields: { sku: 'A' } });
    // @ts-expect-error no such option
    void kommo.catalogs.updateElement('Products', 1, { fields: { group: 'Goods' } });
  });

  test('a list by its id is as without an account', async () => {
    const [element] = (await kommo.catalogs.listElements(9_101)).data;
    expectTypeOf(element).toEqualTypeOf<CatalogElementResult<[]> | undefined>();
    // @ts-expect-error which list is not known
    element?.fields;
    // @ts-expect-error names need an account
    void plain.catalogs.listElements('Products');
  });
});

describe('an account takes only what exists', () => {
  test('writes', () => {
    void kommo.leads.update(1, { pipeline: 'Sales', status: 'Negotiation', fields: { source: 'Google', budget: 5 } });
    void kommo.leads.create({ name: 'x', pipeline: 'Vendas Brasil', status: 'Negociação', loss_reason: 'No budget' });
    void kommo.leads.update(1, { fields: { budget: null, renewal: new Date(), interests: ['Chats'] }, tags: ['vip'] });
    void kommo.leads.update(1, { status_id: 142, custom_fields_values: null });
    // @ts-expect-error no such pipeline
    void kommo.leads.update(1, { pipeline: 'Sails' });
    // @ts-expect-error a stage of another pipeline
    void kommo.leads.update(1, { pipeline: 'Sales', status: 'Negociação' });
    // @ts-expect-error a stage without its pipeline
    void kommo.leads.update(1, { status: 'Negotiation' });
    // @ts-expect-error no such option
    void kommo.leads.update(1, { fields: { source: 'Bing' } });
    // @ts-expect-error no such field
    void kommo.leads.update(1, { fields: { sauce: 'Google' } });
    // @ts-expect-error a number field
    void kommo.leads.update(1, { fields: { budget: 'five' } });
    // @ts-expect-error no such tag
    void kommo.leads.update(1, { tags: ['wip'] });
    // @ts-expect-error no such user
    void kommo.contacts.create({ name: 'x', responsible_user: 'Carla' });
    void kommo.contacts.create({ fields: { phone: '+1202555', email: [{ value: 'a@b.c', enum_code: 'WORK' }] } });
    void kommo.leads.createMany([{ fields: { demo: true } }, { pipeline: 'Sales' }]);
    void kommo.tasks.create({ text: 'x', complete_till: 1, task_type: 'Meeting' });
    // @ts-expect-error no such type of task
    void kommo.tasks.create({ text: 'x', complete_till: 1, task_type: 'Lunch' });
    void kommo.leads.createComplex([{ _embedded: { contacts: [{ fields: { email: 'a@b.c' } }] } }]);
    // @ts-expect-error no such field of contacts
    void kommo.leads.createComplex([{ _embedded: { contacts: [{ fields: { budget: 1 } }] } }]);
  });

  test('filters', () => {
    void kommo.leads.list({ filter: { status: ['Sales', 'Won'] } });
    void kommo.leads.list({
      filter: {
        status: [
          ['Sales', 'Won'],
          ['Vendas Brasil', 'Negociação'],
        ],
        pipeline: 'Sales',
      },
    });
    void kommo.leads.list({ filter: { fields: { source: ['Google', 'WhatsApp'], budget: { from: 10 } } } });
    void kommo.leads.list({ filter: { responsible_user: ['Ana'], created_at: { from: new Date() } } });
    void kommo.tasks.list({ filter: { task_type: ['Meeting'], is_completed: false } });
    // @ts-expect-error no such stage of that pipeline
    void kommo.leads.list({ filter: { status: ['Sales', 'Negociação'] } });
    // @ts-expect-error no such option
    void kommo.leads.list({ filter: { fields: { source: 'Bing' } } });
  });

  test('bulk', () => {
    void kommo.leads.bulk.create([{ name: 'x', fields: { budget: 1 } }]);
    void kommo.contacts.bulk.upsert([{ fields: { email: 'a@b.c' } }], { key: 'email' });
    // @ts-expect-error no such field
    void kommo.leads.bulk.create([{ fields: { sauce: 1 } }]);
    // @ts-expect-error no such field
    void kommo.contacts.bulk.upsert([{ fields: { mail: 'a@b.c' } }], { key: 'email' });
  });
});

describe('types of clients', () => {
  test('without an account nothing changes', async () => {
    expectTypeOf(plain.leads).toEqualTypeOf<Leads>();
    const lead = await plain.leads.get(1);
    expectTypeOf(lead).toEqualTypeOf<Lead>();
    // @ts-expect-error names need an account
    lead.fields;
    // @ts-expect-error names need an account
    void plain.leads.update(1, { pipeline: 'Sales' });
    expectTypeOf<NonNullable<Parameters<Leads['list']>[0]>['filter']>().toEqualTypeOf<LeadFilter | undefined>();
  });

  test('a client that knows its account is a client', () => {
    expectTypeOf(kommo).toExtend<Kommo>();
    const take = (_: Kommo): void => {};
    take(kommo);
  });

  test('an account comes from defineAccount', () => {
    // @ts-expect-error a bare object can't translate
    void new Kommo({ subdomain: 'acme', accessToken: 'x', account: { leads: {} } });
  });
});
