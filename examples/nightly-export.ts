/**
 * Writes every lead and contact to a dated folder as JSON lines, the way a nightly backup does.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account. OUTPUT: folder, by default `./export`.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Kommo } from 'kommo-sdk';

const kommo = Kommo.fromEnv();
const folder = join(process.env['OUTPUT'] ?? 'export', new Date().toISOString().slice(0, 10));
await mkdir(folder, { recursive: true });

async function* lines(items: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const item of items) yield `${JSON.stringify(item)}\n`;
}

const lists = {
  leads: kommo.leads.list({ with: ['contacts', 'loss_reason'] }, { concurrency: 4 }),
  contacts: kommo.contacts.list({}, { concurrency: 4 }),
};
for (const [name, list] of Object.entries(lists)) {
  const path = join(folder, `${name}.jsonl`);
  // A run that fails leaves no half file under the name of a whole one.
  await pipeline(lines(list), createWriteStream(`${path}.part`));
  await rename(`${path}.part`, path);
  console.log(`${path} written`);
}
