import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../../scripts/build/run.js';
import { packed } from './packed.js';

const { consumer } = await packed();

// As where a deployment replaces the package under a running process: what is loaded late is no longer there.
const SCRIPT = `
  import { readdirSync, rmSync } from 'node:fs';
  import { KommoApiError, Kommo } from './dist/index.js';

  const answers = [() => Response.json({ id: 1 }), () => Response.json({ title: 'Oh' }, { status: 500 })];
  const kommo = new Kommo({
    subdomain: 'acme',
    accessToken: 'x',
    fetch: async () => {
      const answer = answers.shift();
      if (answer) return answer();
      throw new TypeError('fetch failed');
    },
  });
  await kommo.leads.get(1);
  for (const file of readdirSync('dist')) if (/^(api-error|retry)-/.test(file)) rmSync('dist/' + file);
  const failed = async () => kommo.leads.get(1).catch((error) => error);
  const [refused, lost] = [await failed(), await failed()];
  console.log(JSON.stringify([refused instanceof KommoApiError, refused.status, refused.path, lost.name, lost.path]));
`;

test('a call that fails still says why when the files of the package are gone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kommo-sdk-replaced-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(join(consumer, 'node_modules/kommo-sdk'), folder, { recursive: true });
  const printed = await run(process.execPath, ['--input-type=module', '--eval', SCRIPT], { cwd: folder });
  expect(JSON.parse(printed)).toEqual([true, 500, '/api/v4/leads/1', 'ConnectionError', '/api/v4/leads/1']);
});
