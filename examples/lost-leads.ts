/**
 * Prints why deals were lost this year, by lost value.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account. SINCE: a date, by default the first of January.
 */
import { Kommo, LOST } from 'kommo-sdk';

const kommo = Kommo.fromEnv();
const since = new Date(process.env['SINCE'] ?? `${new Date().getFullYear()}-01-01`);

const pipelines = await kommo.pipelines.list();
const lost = pipelines.data.map(({ id }) => ({ pipeline_id: id, status_id: LOST }));

const reasons = new Map<string, { deals: number; value: number }>();
for await (const lead of kommo.leads.list({
  with: ['loss_reason'],
  filter: { statuses: lost, closed_at: { from: since } },
})) {
  const name = lead._embedded.loss_reason[0]?.name ?? 'no reason given';
  const sum = reasons.get(name) ?? { deals: 0, value: 0 };
  reasons.set(name, { deals: sum.deals + 1, value: sum.value + lead.price });
}

console.table([...reasons].map(([reason, sum]) => ({ reason, ...sum })).sort((a, b) => b.value - a.value));
