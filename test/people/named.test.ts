import { expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { account } from '../support/account.js';

test('a client that knows its account finds, upserts and ensures by phone too', async () => {
  const sandbox = createSandbox({ rateLimit: false });
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false, account });
  const people = sandbox.db.contacts.size;
  const [first, second] = ['(415) 555-2671', '+1 415 555 2671'];
  await kommo.contacts.create({ name: 'Ann', fields: { phone: first, position: 'Director' } });
  const [ann] = await kommo.contacts.find({ phone: second });
  expect(ann?.fields.position).toBe('Director');
  const inputs = [{ name: 'Ann Lee', fields: { phone: second } }];
  const { updated } = await kommo.contacts.bulk.upsert(inputs, { key: 'phone' });
  expect(updated).toBe(1);
  const pipeline = account.pipelines.Sales.id;
  const lead = { name: 'Form', fields: { budget: 5 } };
  const ensured = await kommo.leads.ensure({ contact: { name: 'Ann', phone: '4155552671' }, pipeline, lead });
  expect((await kommo.leads.get(ensured.lead.id)).fields.budget).toBe(5);
  expect(ensured.contact).toEqual({ id: ann?.id, outcome: 'found' });
  const again = await kommo.leads.ensure({ contact: { name: 'Ann', phone: '14155552671' }, pipeline });
  expect(again.lead).toEqual({ id: ensured.lead.id, outcome: 'reused' });
  expect(sandbox.db.contacts.size).toBe(people + 1);
  expect((await kommo.contacts.get(ann?.id as number)).name).toBe('Ann Lee');
});

test('the first hit of a search can be someone else', async () => {
  const sandbox = createSandbox({ seed: { account: { country: 'BR' } }, rateLimit: false });
  const kommo = new Kommo({ ...sandbox.options, rateLimit: false });
  await kommo.contacts.create({ name: 'Speak to +55 11 91234-5678 first' });
  const { id } = await kommo.contacts.create({
    name: 'Ann',
    custom_fields_values: [{ field_code: 'PHONE', values: [{ value: '(11) 91234-5678' }] }],
  });
  const { data } = await kommo.contacts.list({ query: '91234-5678' });
  expect(data.map(({ name }) => name)).toEqual(['Speak to +55 11 91234-5678 first', 'Ann']);
  expect((await kommo.contacts.find({ phone: '+55 11 91234-5678' })).map((one) => one.id)).toEqual([id]);
});
