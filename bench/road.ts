/** `npx tsx bench/road.ts`: the files of src whose functions one `leads.list()` and one `leads.create()` enter. */
import { createServer } from 'node:http';
import { Session } from 'node:inspector/promises';
import type { AddressInfo } from 'node:net';
import { Kommo } from '../src/index.js';

const server = createServer((request, response) => {
  const item = request.method === 'GET' ? { id: 1, name: 'x', _embedded: {} } : { id: 1, request_id: '0' };
  response.setHeader('content-type', 'application/hal+json');
  response.end(JSON.stringify({ _page: 1, _links: {}, _embedded: { leads: [item] } }));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const kommo = new Kommo({ baseUrl, accessToken: 'x' });
const { leads } = kommo;

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
for (const [name, call] of [
  ['leads.list', () => leads.list()],
  ['leads.create', () => leads.create({ name: 'x' })],
] as const) {
  await session.post('Profiler.takePreciseCoverage');
  await call();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const entered = result
    .filter(({ url, functions }) => url.includes('/src/') && functions.some((one) => one.ranges[0]?.count))
    .map(({ url, functions }) => [url.split('/src/')[1], functions.filter((one) => one.ranges[0]?.count).length]);
  console.log(`${name}: ${entered.length} files`);
  for (const [file, count] of entered.sort()) console.log(`  ${file} (${count} functions)`);
}
session.disconnect();
server.close();
server.closeAllConnections();
