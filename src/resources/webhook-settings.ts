import { InputError } from '../errors.js';
import { editDistance } from '../util/nearest.js';
import type { Schemas } from './schemas.js';

const NAMES = (
  'add_lead update_lead delete_lead restore_lead status_lead responsible_lead note_lead ' +
  'add_contact update_contact delete_contact restore_contact responsible_contact note_contact ' +
  'add_company update_company delete_company restore_company responsible_company note_company ' +
  'add_task update_task delete_task responsible_task add_talk update_talk add_message add_outgoing_message ' +
  'add_chat_template_review add_customer update_customer delete_customer responsible_customer note_customer'
).split(' ') as Schemas['WebhookEvent'][];

/**
 * Refuses names that Kommo has no event for: it would store them and never send anything. The list of events grows, so a name that
 * begins like the known ones and is not a misspelling of one passes.
 */
export function checkSettings(settings: readonly string[]): void {
  if (!Array.isArray(settings))
    throw new InputError('settings', 'must be a list of event names; pass handler.settings');
  if (settings.length === 0) throw new InputError('settings', 'is empty; name at least one event');
  settings.forEach((name: unknown, index) => {
    if (NAMES.includes(name as Schemas['WebhookEvent']) || (typeof name === 'string' && mayBeNew(name))) return;
    const near = typeof name === 'string' ? nearest(name) : 'add_lead';
    throw new InputError(
      `settings.${index}`,
      `must be a name of the API such as ${near}, got ${JSON.stringify(name)}; pass handler.settings, which has the names for your listeners`,
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
