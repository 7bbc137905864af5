import type { CustomerRow, CustomerStatusRow, SegmentRow, TransactionRow } from '../db/rows/index.js';
import { seedUsers } from './account.js';
import { companyName, FIRST_COMPANY_ID, FIRST_CONTACT_ID } from './people.js';
import { between, pick } from './random.js';

const DAY = 86_400;
const COUNT = 20;

export const seedSegments: readonly SegmentRow[] = [
  ['Regulars', '00a44b'],
  ['At risk', 'e14945'],
].map(([name = '', color = ''], i) => ({
  id: 701 + i,
  name,
  color,
  available_products_price_types: null,
  custom_fields: [],
  created_at: 1_735_689_600,
  updated_at: 1_735_689_600,
}));

export const seedCustomerStatuses: readonly CustomerStatusRow[] = [
  'Recently bought',
  'Purchase expected',
  'Did not buy',
].map((name, i) => ({
  id: 4_001 + i,
  name,
  sort: (i + 1) * 10,
  color: ['#87f2c0', '#d6eaff', '#ffc8c8'][i] ?? '#fffeb2',
  is_default: i === 0,
  type: [4, 1, 2][i] ?? 0,
}));

export function seedCustomers(end: number): CustomerRow[] {
  return Array.from({ length: COUNT }, (_, i) => {
    const user = pick(seedUsers, i, 71).id;
    const created = end - between(100, 400, i, 72) * DAY;
    return {
      id: 50_001 + i,
      name: companyName(i),
      responsible_user_id: user,
      created_by: user,
      updated_by: user,
      created_at: created,
      updated_at: created + DAY,
      is_deleted: false,
      custom_fields: [],
      tags: [],
      elements: [],
      next_price: between(1, 20, i, 73) * 100,
      next_date: end + between(1, 90, i, 74) * DAY,
      status_id: null,
      periodicity: null,
      bonus_points: between(0, 50, i, 75),
      segments: [701 + (i % 2)],
      contacts: [{ id: FIRST_CONTACT_ID + i, is_main: true }],
      company_id: FIRST_COMPANY_ID + i,
    };
  });
}

export function seedTransactions(end: number): TransactionRow[] {
  return Array.from({ length: COUNT * 2 }, (_, i) => {
    const created = end - between(1, 100, i, 76) * DAY;
    const user = pick(seedUsers, i, 77).id;
    return {
      id: 134_001 + i,
      customer_id: 50_001 + (i % COUNT),
      price: between(1, 40, i, 78) * 25,
      comment: i % 3 === 0 ? 'Renewal' : null,
      completed_at: created,
      elements: [],
      is_deleted: false,
      created_by: user,
      updated_by: user,
      created_at: created,
      updated_at: created,
    };
  });
}
