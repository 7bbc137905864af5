import type { AccountRow, RightsRow, RoleRow, UserRow } from '../db/rows/index.js';
import { uuidOf } from './random.js';

const ADMIN_ID = 11_087_101;

export const seedAccount: AccountRow = {
  id: 35_379_901,
  name: 'Sandbox',
  subdomain: 'sandbox',
  created_at: 1_704_067_200,
  created_by: 0,
  updated_at: 1_735_689_600,
  updated_by: 0,
  current_user_id: ADMIN_ID,
  country: 'US',
  currency: 'USD',
  currency_symbol: '$',
  customers_mode: 'segments',
  is_unsorted_on: true,
  is_loss_reason_enabled: true,
  is_helpbot_enabled: false,
  is_technical_account: false,
  is_products_enabled: true,
  contact_name_display_order: 1,
  amojo_id: uuidOf(1),
  uuid: uuidOf(2),
  version: 16,
  users_groups: [
    { id: 0, name: 'Sales', uuid: null },
    { id: 267_601, name: 'Support', uuid: uuidOf(3) },
  ],
  task_types: [
    { id: 1, name: 'Follow-up', color: null, icon_id: null, code: 'FOLLOW_UP' },
    { id: 2, name: 'Meeting', color: null, icon_id: null, code: 'MEETING' },
    { id: 2_351_801, name: 'Demo', color: 'ebd6ff', icon_id: 4, code: null },
    { id: 2_351_802, name: 'Send a quote', color: 'd6eaff', icon_id: 7, code: null },
  ],
  timezone: 'America/New_York',
  timezone_offset: '-05:00',
};

const all = { view: 'A', edit: 'A', add: 'A', delete: 'A', export: 'A' } as const;
const own = { view: 'A', edit: 'M', add: 'A', delete: 'D', export: 'D' } as const;

const rightsOf = (level: typeof all | typeof own, admin: boolean): RightsRow => ({
  leads: level,
  contacts: level,
  companies: level,
  tasks: { edit: admin ? 'A' : 'M', delete: admin ? 'A' : 'D' },
  mail_access: admin,
  catalog_access: true,
  status_rights: null,
});

export const seedRoles: readonly RoleRow[] = [
  { id: 107_995, name: 'Sales rep', rights: rightsOf(own, false) },
  { id: 107_996, name: 'Team lead', rights: rightsOf(all, false) },
];

const people: readonly [name: string, email: string, lang: string, roleId: number | null][] = [
  ['Alice Carter', 'alice', 'en', null],
  ['Ben Osei', 'ben', 'en', 107_996],
  ['Carla Souza', 'carla', 'pt', 107_995],
  ['Diego Ramírez', 'diego', 'es', 107_995],
  ['Eduarda Lima', 'eduarda', 'pt', 107_995],
  ['Frank Weiss', 'frank', 'en', 107_995],
  ['Gabriela Torres', 'gabriela', 'es', 107_995],
  ['Hugo Almeida', 'hugo', 'pt', 107_996],
];

export const seedUsers: readonly UserRow[] = people.map(([name, mailbox, lang, roleId], i) => ({
  id: ADMIN_ID + i,
  name,
  email: `${mailbox}@example.com`,
  lang,
  rights: seedRoles.find((role) => role.id === roleId)?.rights ?? rightsOf(all, true),
  is_admin: roleId === null,
  is_free: false,
  is_active: i !== 5,
  group_id: i % 4 === 3 ? 267_601 : null,
  role_id: roleId,
  uuid: uuidOf(10 + i),
  amojo_id: uuidOf(30 + i),
  user_rank: i === 0 ? 'master' : i < 4 ? 'candidate' : 'newbie',
  phone_number: i % 2 === 0 ? `+1202555010${i}` : null,
}));
