import type { NoteRow, TaskRow } from '../db/rows/index.js';
import { seedUsers } from './account.js';
import { FIRST_LEAD_ID } from './leads.js';
import { FIRST_CONTACT_ID } from './people.js';
import { between, noise, pick } from './random.js';

const DAY = 86_400;
const TASKS = [
  'Call back',
  'Send the proposal',
  'Enviar proposta',
  'Llamar al cliente',
  'Prepare the demo',
  'Check the contract',
];
const NOTES = [
  'Asked for a discount.',
  'Prefers WhatsApp.',
  'Pediu desconto.',
  'Volver a llamar en marzo.',
  'Needs an offer by Friday.',
];

/** Tasks of the first leads: two thirds done, some of the others overdue. */
export function seedTasks(leads: number, end: number): TaskRow[] {
  return Array.from({ length: Math.min(80, leads) }, (_, i) => {
    const created = end - between(1, 60, i, 51) * DAY;
    const user = pick(seedUsers, i, 52).id;
    const done = noise(i, 53) < 0.66;
    return {
      id: 4_745_001 + i,
      text: pick(TASKS, i, 54),
      task_type_id: i % 3 === 0 ? 2 : 1,
      entity_id: FIRST_LEAD_ID + i,
      entity_type: 'leads',
      responsible_user_id: user,
      is_completed: done,
      duration: i % 3 === 0 ? 1800 : 0,
      complete_till: created + between(1, 70, i, 55) * DAY,
      result: done && i % 2 === 0 ? 'Done' : null,
      created_by: user,
      updated_by: user,
      created_at: created,
      updated_at: created,
    };
  });
}

/** Notes of the first leads and contacts. */
export function seedNotes(leads: number, end: number): NoteRow[] {
  return Array.from({ length: leads === 0 ? 0 : 120 }, (_, i) => {
    const created = end - between(1, 90, i, 61) * DAY;
    const user = pick(seedUsers, i, 62).id;
    const onLead = i % 3 !== 2;
    const call = i % 5 === 4;
    return {
      id: 76_787_001 + i,
      entity_type: onLead ? 'leads' : 'contacts',
      entity_id: onLead ? FIRST_LEAD_ID + (i % Math.min(leads, 40)) : FIRST_CONTACT_ID + i,
      note_type: call ? (i % 2 === 0 ? 'call_in' : 'call_out') : 'common',
      params: call
        ? {
            uniq: `call-${i}`,
            duration: between(10, 900, i, 63),
            source: 'sandbox',
            link: '',
            phone: '+12025550100',
            call_responsible: user,
          }
        : { text: pick(NOTES, i, 64) },
      is_pinned: i % 20 === 0,
      responsible_user_id: user,
      created_by: user,
      updated_by: user,
      created_at: created,
      updated_at: created,
    };
  });
}
