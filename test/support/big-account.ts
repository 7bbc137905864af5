import type { AccountNames, FieldNames } from '../../src/cli/codegen/collect.js';
import type { Named } from '../../src/cli/codegen/names.js';

const TYPES = [
  'text',
  'numeric',
  'select',
  'multiselect',
  'date',
  'checkbox',
  'url',
  'monetary',
  'textarea',
  'multitext',
];

const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

const fields = (first: number, count: number): FieldNames[] =>
  many(count, (i) => ({
    id: first + i,
    name: `Field number ${i}`,
    type: TYPES[i % TYPES.length] as string,
    options: many(12, (j) => ({ id: first * 100 + i * 20 + j, name: `Option ${j}` })),
  }));

const named = (first: number, count: number, name: string): Named[] =>
  many(count, (i) => ({ id: first + i, name: `${name} ${i}` }));

/** The largest account that we promise to type: 300 fields of leads, 20 pipelines, 10 lists. */
export const bigAccount = (leadFields = 300, pipelines = 20): AccountNames => ({
  id: 1,
  name: 'Big',
  subdomain: 'big',
  entities: {
    leads: { fields: fields(1_000, leadFields), tags: named(1, 50, 'tag') },
    contacts: { fields: fields(5_000, 60), tags: [] },
    companies: { fields: fields(6_000, 60), tags: [] },
    customers: { fields: fields(7_000, 60), tags: named(1, 50, 'tag') },
  },
  pipelines: many(pipelines, (i) => ({
    id: 100 + i,
    name: `Pipeline ${i}`,
    statuses: named(10_000 + i * 20, 12, 'Stage'),
  })),
  lossReasons: named(1, 40, 'Reason'),
  users: named(1, 60, 'User'),
  taskTypes: named(1, 10, 'Type'),
  catalogs: many(10, (i) => ({ id: 200 + i, name: `List ${i}`, fields: fields(20_000 + i * 100, 20) })),
  missing: [],
});
