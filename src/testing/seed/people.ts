import type { CompanyRow, ContactRow } from '../db/rows/index.js';
import { seedUsers } from './account.js';
import { choice, FIELD } from './fields.js';
import { between, noise, pick } from './random.js';

export const CONTACT_COUNT = 300;
export const COMPANY_COUNT = 120;
export const FIRST_CONTACT_ID = 30_000_001;
export const FIRST_COMPANY_ID = 40_000_001;

const FIRST = [
  'John',
  'Maria',
  'Ana',
  'Lucas',
  'Sofía',
  'Emma',
  'Carlos',
  'Beatriz',
  'Noah',
  'Valentina',
  'João',
  'Grace',
  'Mateo',
  'Olivia',
];
const LAST = [
  'Doe',
  'Silva',
  'García',
  'Smith',
  'Oliveira',
  'Martínez',
  'Brown',
  'Costa',
  'López',
  'Evans',
  'Pereira',
  'Young',
];
const COMPANIES = [
  'Northwind',
  'Acme',
  'Bluebird',
  'Horizonte',
  'Casa Verde',
  'Sol y Mar',
  'Bright',
  'Atlas',
  'Nova',
  'Pampas',
  'Evergreen',
  'Rio Claro',
];
const KINDS = ['Labs', 'Group', 'Ltda', 'S.A.', 'Studio', 'Clinic', 'Foods', 'Logistics', 'Academy', 'Realty'];
const DAY = 86_400;

/** The company that a contact works for; every fourth works alone. */
export const companyOf = (contactIndex: number): number | null =>
  contactIndex % 4 === 3 ? null : FIRST_COMPANY_ID + (contactIndex % COMPANY_COUNT);

export function seedContacts(end: number): ContactRow[] {
  return Array.from({ length: CONTACT_COUNT }, (_, i) => {
    const [first, last] = [pick(FIRST, i, 1), pick(LAST, i, 2)];
    const created = end - between(1, 540, i, 3) * DAY;
    const user = pick(seedUsers, i, 4).id;
    const mailbox = `${first}.${last}.${i}`
      .normalize('NFD')
      .replace(/[^\w.]/g, '')
      .toLowerCase();
    return {
      id: FIRST_CONTACT_ID + i,
      name: `${first} ${last}`,
      first_name: first,
      last_name: last,
      responsible_user_id: user,
      created_by: user,
      updated_by: user,
      created_at: created,
      updated_at: Math.min(end, created + between(0, 60, i, 5) * DAY),
      is_deleted: false,
      is_unsorted: false,
      custom_fields: [
        { field_id: FIELD.phone, values: [{ value: phone(i), ...enumOf(FIELD.phone, i % 3) }] },
        { field_id: FIELD.email, values: [{ value: `${mailbox}@example.com`, ...enumOf(FIELD.email, i % 2) }] },
        ...(i % 3 === 0 ? [{ field_id: FIELD.language, values: [choice(FIELD.language, i)] }] : []),
      ],
      tags: noise(i, 6) < 0.2 ? [263_901 + (i % 3)] : [],
      elements: [],
      company_id: companyOf(i),
    };
  });
}

export function seedCompanies(end: number): CompanyRow[] {
  return Array.from({ length: COMPANY_COUNT }, (_, i) => {
    const created = end - between(100, 700, i, 11) * DAY;
    const user = pick(seedUsers, i, 12).id;
    const name = companyName(i);
    return {
      id: FIRST_COMPANY_ID + i,
      name,
      responsible_user_id: user,
      created_by: user,
      updated_by: user,
      created_at: created,
      updated_at: created + between(0, 90, i, 13) * DAY,
      is_deleted: false,
      is_unsorted: false,
      custom_fields: [
        { field_id: FIELD.companyPhone, values: [{ value: phone(1000 + i), ...enumOf(FIELD.companyPhone, 0) }] },
        { field_id: FIELD.web, values: [{ value: `https://company-${i}.example.com` }] },
        { field_id: FIELD.industry, values: [choice(FIELD.industry, i)] },
      ],
      tags: i % 10 === 0 ? [263_951 + (i % 2)] : [],
      elements: [],
    };
  });
}

export const companyName = (i: number): string =>
  `${COMPANIES[i % COMPANIES.length]} ${KINDS[Math.floor(i / COMPANIES.length) % KINDS.length]}`;

// 555-01xx numbers are never given out.
const phone = (i: number): string =>
  `+1${202 + (i % 700)}555${String(100 + (Math.floor(i / 700) % 100)).padStart(4, '0')}`;

function enumOf(fieldId: number, index: number): { enum_id: number; enum_code: string | null } {
  const { enum_id, enum_code } = choice(fieldId, index);
  return { enum_id, enum_code };
}
