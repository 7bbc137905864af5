/** A sandbox that listens, in a process of its own. Its options are its argument, as JSON. Sends its address, and what it holds when asked. */
import { createSandbox } from '../../src/testing/index.js';

const options = JSON.parse(process.argv[2] ?? '{}') as { latencyMs?: number };
const sandbox = createSandbox({ ...options, seed: 'empty', logLimit: 100 });
const server = await sandbox.listen();
process.on('message', () => {
  const held = sandbox.db.leads.filter(() => true);
  const names = new Set(held.map(({ name }) => name)).size;
  process.send?.({ leads: held.length, names, refused: sandbox.stats().refused429 + sandbox.stats().refused403 });
});
process.on('disconnect', () => process.exit());
process.send?.({ url: server.options.baseUrl, token: server.options.accessToken });
