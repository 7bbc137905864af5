/**
 * Uploads a file and attaches it to a lead: `tsx examples/attach-file.ts 20000601 offer.pdf`.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account.
 */
import { Kommo } from 'kommo-sdk';

const [lead, path] = process.argv.slice(2);
if (!lead || !path) throw new Error('usage: attach-file.ts <lead id> <file>');

const kommo = Kommo.fromEnv();
const file = await kommo.files.upload(path);
await kommo.files.attach('leads', Number(lead), [file.uuid]);
console.log(`${path}, ${file.size} bytes, is on lead ${lead}`);
