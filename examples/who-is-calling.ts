/**
 * Who has this number, and what do we talk about with them? Prints the contacts with the number, however it is spelt, and their open leads.
 *
 * `tsx examples/who-is-calling.ts "+55 11 91234-5678"`. KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account.
 */
import { Kommo, LOST, WON } from 'kommo-sdk';

const kommo = Kommo.fromEnv();
const [phone = ''] = process.argv.slice(2);

const callers = await kommo.contacts.find({ phone }, { with: ['leads'] });
if (callers.length === 0) console.log(`Nobody has ${phone}.`);
for (const { id, name, _embedded } of callers) {
  console.log(`${name} (contact ${id})`);
  const ids = _embedded.leads.map((lead) => lead.id).slice(0, 250);
  if (ids.length === 0) continue;
  for await (const lead of kommo.leads.list({ filter: { id: ids } }))
    if (lead.status_id !== WON && lead.status_id !== LOST)
      console.log(`  ${lead.name}, ${lead.price} (lead ${lead.id})`);
}
