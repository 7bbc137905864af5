/**
 * A web form becomes a lead: finds or creates the contact, reuses its open lead or creates one, adds the message as a note and a task
 * for tomorrow at ten in the account's time zone. Run it again after a crash: nothing is created twice.
 *
 * `tsx examples/form-to-lead.ts "Ana Lima" "+55 11 91234-5678" "How much is the blue one?"`.
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account.
 */
import { inZone, Kommo } from 'kommo-sdk';

const kommo = Kommo.fromEnv();
const [name = 'Ana Lima', phone = '+55 11 91234-5678', message = 'How much is the blue one?'] = process.argv.slice(2);

const account = await kommo.account.get({ with: ['datetime_settings'] });
const { data: pipelines } = await kommo.pipelines.list();
const main = pipelines.find(({ is_main }) => is_main) ?? pipelines[0];
if (!main) throw new Error('The account has no pipeline.');

const { contact, lead, note, task } = await kommo.leads.ensure({
  contact: { name, phone },
  lead: { name: `Web form: ${name}` },
  pipeline: main.id,
  note: message,
  task: { text: `Answer ${name}`, complete_till: inZone(account, 'tomorrow 10:00') },
});
console.log(`contact ${contact.id} ${contact.outcome}, lead ${lead.id} ${lead.outcome}`);
console.log(`note ${note?.outcome}, task ${task?.outcome}`);
