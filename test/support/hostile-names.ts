import type { AccountNames } from '../../src/cli/codegen/collect.js';
import { bigAccount } from './big-account.js';

/** Names that people, and those who attack them, give to things in Kommo. */
export const HOSTILE_NAMES: readonly string[] = [
  'id',
  '__proto__',
  'constructor',
  'toString',
  'x'.repeat(64),
  '👩‍👩‍👧 "Total"',
  'اسم العميل',
  '\u202eevil\u2066',
  "it's `$\u007bx}` */ \\",
  'line\nbreak\u2028',
  '𝒳 value',
  '1st',
  '',
  'Twice',
  'Twice',
  // What the two above are called with their ids.
  'Twice (14)',
  'twice_14',
  '#13',
  '=1+1',
];

/** An account in which everything has these names. */
export function hostileAccount(): AccountNames {
  const names = HOSTILE_NAMES.map((name, i) => ({ id: i + 1, name }));
  const fields = names.map((one) => ({ ...one, type: 'select', options: names }));
  const pipelines = names.map((one) => ({
    ...one,
    statuses: [...names, { id: 142, name: 'Won' }, { id: 143, name: 'Lost' }],
  }));
  const entity = { fields, tags: names };
  return {
    ...bigAccount(0, 0),
    entities: { leads: entity, contacts: entity, companies: entity, customers: entity },
    pipelines,
    lossReasons: names,
    users: names,
    taskTypes: names,
    catalogs: names.map((one) => ({ ...one, fields })),
  };
}
