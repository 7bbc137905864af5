import { InputError } from '../errors.js';
import { editDistance } from '../util/nearest.js';
import type { Schemas } from './schemas.js';

// The compiler compares these names with the spec, so that neither list can miss one.
const NAMES: readonly string[] = Object.keys({
  add_lead: true,
  update_lead: true,
  delete_lead: true,
  restore_lead: true,
  status_lead: true,
  responsible_lead: true,
  note_lead: true,
  add_contact: true,
  update_contact: true,
  delete_contact: true,
  restore_contact: true,
  responsible_contact: true,
  note_contact: true,
  add_company: true,
  update_company: true,
  delete_company: true,
  restore_company: true,
  responsible_company: true,
  note_company: true,
  add_task: true,
  update_task: true,
  delete_task: true,
  responsible_task: true,
  add_talk: true,
  update_talk: true,
  add_message: true,
  add_outgoing_message: true,
  add_chat_template_review: true,
  add_customer: true,
  update_customer: true,
  delete_customer: true,
  responsible_customer: true,
  note_customer: true,
} satisfies Record<Schemas['WebhookEvent'], true>);

/**
 * Refuses names that Kommo has no event for: it would store them and never send anything. The list of events grows, so a name that
 * begins like the known ones and is not a misspelling of one passes.
 */
export function checkSettings(settings: readonly string[]): void {
  if (!Array.isArray(settings))
    throw new InputError('settings', 'must be a list of event names. Pass handler.settings');
  if (settings.length === 0) throw new InputError('settings', 'is empty. Name at least one event');
  settings.forEach((name: unknown, index) => {
    if (typeof name === 'string' && (NAMES.includes(name) || mayBeNew(name))) return;
    const near = typeof name === 'string' ? nearest(name) : 'add_lead';
    throw new InputError(
      `settings.${index}`,
      `must be a name of the API such as ${near}, got ${JSON.stringify(name)}. Pass handler.settings, which has the names for your listeners`,
    );
  });
}

const mayBeNew = (name: string): boolean =>
  /^(?:add|update|delete|restore|status|responsible|note)_[a-z_]+$/.test(name) &&
  name.length < 64 &&
  NAMES.every((known) => editDistance(name, known) > 1);

/** The name with most words and letters in common: `lead.added` is add_lead. */
function nearest(name: string): string {
  const words = name
    .toLowerCase()
    .slice(0, 64)
    .split(/[^a-z]/);
  const distance = (known: string): number =>
    known.split('_').reduce((sum, part) => sum + Math.min(...words.map((word) => editDistance(part, word))), 0);
  return NAMES.reduce((best, known) => (distance(known) < distance(best) ? known : best));
}
