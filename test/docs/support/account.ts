import { createSandbox, type Sandbox } from '../../../src/testing/index.js';

type Options = NonNullable<Parameters<typeof createSandbox>[0]>;

const LEAD_FIELDS = [
  { field_id: 1_928_004, values: [{ value: '4000' }] },
  { field_id: 1_928_001, values: [{ value: 'Google', enum_id: 1_669_801, enum_code: null }] },
] as const;

/** A sandbox with what the pages name: lead 42, contact 7, the field BUDGET, the user Ana, list 3. */
export function accountOfTheDocs(options: Options = {}): Sandbox {
  const sandbox = createSandbox({ rateLimit: false, ...options });
  for (const token of ['token']) sandbox.addToken(token);
  const { db } = sandbox;
  const [channel, budget] = [1_928_001, 1_928_004].map((id) => db.customFields.get(id));
  const labels = ['Google', 'WhatsApp', 'Instagram', 'Referral', 'Event', 'Website'];
  sandbox.seed({
    users: [{ id: 1, name: 'Ana', email: 'ana@example.com' }],
    custom_fields: [
      {
        ...channel,
        enums: labels.map((value, sort) => ({ id: 1_669_801 + sort, value, sort, code: null })),
      },
      { ...budget, name: 'Budget', code: 'BUDGET' },
    ],
    contacts: [
      {
        id: 7,
        name: 'Ana',
        custom_fields: [
          { field_id: 1_928_102, values: [{ value: '+15550100', enum_id: 1_669_901, enum_code: 'WORK' }] },
        ],
      },
    ],
    leads: [42, 43, 44].map((id) => ({ id, name: `Lead ${id}`, custom_fields: [...LEAD_FIELDS], contacts: [] })),
  });
  const [list] = db.catalogs.filter(() => true);
  const [element] = db.elements.filter(() => true);
  if (!list || !element) throw new Error('The seed has no lists');
  db.catalogs.set({ ...list, id: 3, name: 'Extras' });
  db.elements.set({ ...element, id: 9, catalog_id: 3 });
  return sandbox;
}
