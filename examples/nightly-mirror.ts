/**
 * Keeps a mirror of the account in SQL: run it every night, or every minute. An interrupted run continues the next time.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account. KOMMO_MIRROR: a folder or a postgres:// address.
 */
import { Kommo } from 'kommo-sdk';
import { createMirror } from 'kommo-sdk/sync';

const mirror = await createMirror(Kommo.fromEnv(), { to: process.env['KOMMO_MIRROR'] ?? './crm' });
try {
  // Once a week, compare everything with the account.
  const { rows, skipped } = await mirror.sync({ reconcile: new Date().getDay() === 0 });
  console.log(rows);
  for (const { list, reason } of skipped) console.warn(`${list} is left out: ${reason}`);
} finally {
  await mirror.close();
}
