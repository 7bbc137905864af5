/**
 * A dashboard from the mirror: open leads by stage. The sync before it reads only what has changed.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account. KOMMO_MIRROR: a folder or a postgres:// address.
 */
import { Kommo } from 'kommo-sdk';
import { createMirror } from 'kommo-sdk/sync';

const mirror = await createMirror(Kommo.fromEnv(), { to: process.env['KOMMO_MIRROR'] ?? './crm' });
try {
  await mirror.sync({ only: ['leads', 'pipelines', 'stages'] });
  console.table(
    await mirror.query(
      'SELECT pipeline, stage, count(*) AS leads, sum(price) AS value FROM kommo.leads_view WHERE closed_at IS NULL GROUP BY 1, 2 ORDER BY 1, 4 DESC',
    ),
  );
} finally {
  await mirror.close();
}
