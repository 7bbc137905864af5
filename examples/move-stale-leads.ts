/**
 * Closes leads that nobody has touched for 90 days, and adds a note to each that it closed. Without APPLY=1 it only counts them.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account. PIPELINE: its name. REASON: name of the loss reason.
 */
import { Kommo, LOST, WON } from 'kommo-sdk';

const DAYS = 90;
const kommo = Kommo.fromEnv();

const pipeline = (await kommo.pipelines.list()).data.find(({ name }) => name === (process.env['PIPELINE'] ?? 'Sales'));
if (!pipeline) throw new Error('there is no such pipeline');
const reasonName = process.env['REASON'] ?? 'No reply';
const reason = (await kommo.lossReasons.list().all()).find(({ name }) => name === reasonName);
if (!reason) throw new Error(`there is no loss reason "${reasonName}"`);

const open = pipeline._embedded.statuses.filter(({ id, type }) => type === 0 && id !== WON && id !== LOST);
// Without a stage, the filter would select the leads of every pipeline.
if (open.length === 0) throw new Error(`the pipeline "${pipeline.name}" has no open stage`);
const until = Math.floor(Date.now() / 1000) - DAYS * 86_400;
const leads = await kommo.leads
  .list({
    filter: {
      statuses: open.map(({ id }) => ({ pipeline_id: pipeline.id, status_id: id })),
      updated_at: { to: until },
    },
  })
  .all();
// Kommo ignores filters in accounts without API filtering, so compare each lead before you change it.
const stale = leads.filter(
  (lead) =>
    lead.pipeline_id === pipeline.id && open.some(({ id }) => id === lead.status_id) && lead.updated_at <= until,
);

if (process.env['APPLY'] !== '1') {
  console.log(`${stale.length} leads would be closed. Set APPLY=1 to close them.`);
} else {
  const { outcomes, updated, failed } = await kommo.leads.bulk.update(
    stale.map(({ id }) => ({ id, pipeline_id: pipeline.id, status_id: LOST, loss_reason_id: reason.id })),
  );
  const closed = outcomes.flatMap((outcome) => (outcome.status === 'updated' ? [outcome.input.id] : []));
  await kommo.notes.bulk('leads').create(
    closed.map((id) => ({
      entity_id: id,
      note_type: 'common',
      params: { text: `Closed after ${DAYS} days without activity` },
    })),
  );
  console.log(`${updated} closed, ${failed} failed`);
}
