/**
 * Writes a note to every lead of a stage: `tsx examples/note-for-stage.ts Sales Negotiation "Prices change on Monday"`.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account.
 */
import { Kommo, type NoteCreate } from 'kommo-sdk';

const [pipelineName, stageName, text] = process.argv.slice(2);
if (!pipelineName || !stageName || !text) throw new Error('usage: note-for-stage.ts <pipeline> <stage> <text>');

const kommo = Kommo.fromEnv();
const pipeline = (await kommo.pipelines.list()).data.find(({ name }) => name === pipelineName);
const stage = pipeline?._embedded.statuses.find(({ name }) => name === stageName);
if (!pipeline || !stage) throw new Error(`there is no stage "${stageName}" in "${pipelineName}"`);

async function* notes(at: { pipeline_id: number; status_id: number }, message: string): AsyncGenerator<NoteCreate> {
  for await (const lead of kommo.leads.list({ filter: { statuses: [at] } })) {
    // Kommo ignores filters in accounts without API filtering.
    if (lead.pipeline_id !== at.pipeline_id || lead.status_id !== at.status_id) continue;
    yield { entity_id: lead.id, note_type: 'common', params: { text: message } };
  }
}

const inputs = notes({ pipeline_id: pipeline.id, status_id: stage.id }, text);
const { created, failed } = await kommo.notes.bulk('leads').create(inputs);
console.log(`${created} notes written, ${failed} failed`);
