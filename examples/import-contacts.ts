/**
 * Imports contacts of a CSV (name,email,phone) without making anyone twice: who has the e-mail already is updated.
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

async function* contacts(path: string): AsyncGenerator<ContactCreate> {
  const rows = createReadStream(path).pipe(parse({ columns: true, trim: true, bom: true })) as AsyncIterable<Row>;
  for await (const { name, email, phone } of rows) {
    yield {
      name,
      custom_fields_values: [
        { field_code: 'EMAIL', values: [{ value: email, enum_code: 'WORK' }] },
        ...(phone ? [{ field_code: 'PHONE', values: [{ value: phone, enum_code: 'MOB' }] }] : []),
      ],
    };
  }
}

const kommo = Kommo.fromEnv();
const [path = 'contacts.csv'] = process.argv.slice(2);

// Rows are read as they are needed, so the size of the file does not matter.
const counts = { created: 0, updated: 0, failed: 0, unknown: 0 };
for await (const outcome of kommo.contacts.bulk.upsert(contacts(path), { key: 'email' })) {
  counts[outcome.status]++;
  if (outcome.status === 'failed') console.error(`row ${outcome.index + 2}: ${outcome.error.message}`);
}
console.log(counts);
