import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Kommo } from '../../src/index.js';
import { createMirror, pgliteDatabase } from '../../src/sync/index.js';
import { createSandbox } from '../../src/testing/index.js';
import { sharedPglite } from './databases.js';

test('the five queries of the guide, as they are', async () => {
  const sandbox = createSandbox({ leads: 60, rateLimit: false });
  const mirror = await createMirror(new Kommo({ ...sandbox.options, rateLimit: false }), {
    to: pgliteDatabase(await sharedPglite()),
  });
  await mirror.sync();
  const text = readFileSync('docs/mirror.md', 'utf8');
  const sql = /```sql\n([\s\S]*?)```/.exec(text)?.[1] ?? '';
  const queries = sql.split(/;\s*\n/).filter((query) => query.trim() !== '');
  expect(queries).toHaveLength(5);
  for (const query of queries) expect((await mirror.query(query)).length, query).toBeGreaterThan(0);
});
