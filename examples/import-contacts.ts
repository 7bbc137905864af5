/**
 * Imports contacts of a CSV (name,email,phone) without creating anyone twice. Rows with a phone are matched by phone, however it is
 * written, the others by e-mail. A row with neither is left out, because a second import would create it again.
 *
 * `tsx examples/import-contacts.ts contacts.csv`. KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account.
 */
import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { type ContactCreate, Kommo } from 'kommo-sdk';

interface Row {
  name: string;
  email: string;
  phone: string;
}

/** The rows that are matched by a key, read as they are needed, so that the size of the file does not matter. */
async function* contacts(path: string, key: 'phone' | 'email'): AsyncGenerator<ContactCreate> {
  const rows = createReadStream(path).pipe(parse({ columns: true, trim: true, bom: true })) as AsyncIterable<Row>;
  for await (const { name, email, phone } of rows) {
    if (!phone && !email && key === 'phone') console.error(`${name} has no phone and no e-mail, and is left out`);
    if ((phone ? 'phone' : email ? 'email' : undefined) !== key) continue;
    yield {
      name,
      custom_fields_values: [
        ...(email ? [{ field_code: 'EMAIL', values: [{ value: email, enum_code: 'WORK' }] }] : []),
        ...(phone ? [{ field_code: 'PHONE', values: [{ value: phone, enum_code: 'MOB' }] }] : []),
      ],
    };
  }
}

const kommo = Kommo.fromEnv();
const [path = 'contacts.csv'] = process.argv.slice(2);

const counts = { created: 0, updated: 0, failed: 0, unknown: 0 };
for (const key of ['phone', 'email'] as const) {
  for await (const outcome of kommo.contacts.bulk.upsert(contacts(path, key), { key })) {
    counts[outcome.status]++;
    if (outcome.status === 'failed') console.error(`${outcome.input.name}: ${outcome.error.message}`);
  }
}
console.log(counts);
