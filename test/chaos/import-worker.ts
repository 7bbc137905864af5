import { fileCheckpoint, Kommo } from '../../src/index.js';

// Imports leads with a checkpoint in a file, and tells each outcome that it has taken. It is killed at any moment.
const { baseUrl, path, count } = JSON.parse(process.argv[2] ?? '{}') as {
  baseUrl: string;
  path: string;
  count: number;
};
const kommo = new Kommo({ baseUrl, accessToken: 'token', rateLimit: false, retries: 0 });
const inputs = Array.from({ length: count }, (_, i) => ({ name: `lead ${i}` }));
for await (const { index } of kommo.leads.bulk.create(inputs, { checkpoint: fileCheckpoint(path), chunkSize: 5 }))
  process.stdout.write(`{"index":${index}}\n`);
console.log('{"done":true}');
