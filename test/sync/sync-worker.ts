import { Kommo } from '../../src/index.js';
import { createMirror } from '../../src/sync/index.js';

// A process that syncs until it is killed: `<address of the sandbox> <target> <schema>`.
const [baseUrl = '', to = '', schema = ''] = process.argv.slice(2);
const kommo = new Kommo({ baseUrl, accessToken: 'sandbox-token', rateLimit: false });
void (async () => {
  const mirror = await createMirror(kommo, { to, schema, listMaxAge: 0, waitMs: 30_000 });
  for (;;) {
    await mirror.sync({ onProgress: ({ list, rows }) => process.stdout.write(`${list} ${rows}\n`) });
  }
})();
