/**
 * Closes leads that nobody has touched for 90 days, and adds a note to each. Without APPLY=1 it only counts them.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account. PIPELINE: its name. REASON: name of the loss reason.
 */
import { Kommo } from 'kommo-sdk';

const DAYS = 90;
const kommo = Kommo.fromEnv();

const pipeline = (await kommo.pipelines.list()).data.find(({ name }) => name === (process.env['PIPELINE'] ?? 'Sales'));
if (!pipeline) throw new Error('there is no such pipeline');
const reasons = await kommo.lossReasons.list().all();
const reason = reasons.find(({ name }) => name === (process.env['REASON'] ?? 'No reply'));

const open = pipeline._embedded.statuses.filter(({ id, type }) => type === 0 && id !== 142 && id !== 143);
const stale = await kommo.leads
  .list({
    filter: {
      statuses: open.map(({ id }) => ({ pipeline_id: pipeline.id, status_id: id })),
      updated_at: { to: new Date(Date.now() - DAYS * 86_400_000) },
    },
  })
  .all();

if (process.env['APPLY'] !== '1') {
  console.log(`${stale.length} leads would be closed. Set APPLY=1 to close them.`);
} else {
  const { updated, failed } = await kommo.leads.bulk.update(
    stale.map(({ id }) => ({ id, pipeline_id: pipeline.id, status_id: 143, loss_reason_id: reason?.id ?? null })),
  );
  await kommo.notes.bulk('leads').create(
    stale.map(({ id }) => ({
      entity_id: id,
      note_type: 'common',
      params: { text: `Closed after ${DAYS} days without activity` },
    })),
  );
  console.log(`${updated} closed, ${failed} failed`);
}
