/**
 * Finds custom fields that nobody fills: prints how often each field has a value in the newest leads.
 *
 * KOMMO_SUBDOMAIN, KOMMO_ACCESS_TOKEN: the account. SAMPLE: how many leads to look at, by default 500.
 */
import { Kommo } from 'kommo-sdk';

const kommo = Kommo.fromEnv();
const fields = await kommo.customFields.list('leads').all();
const leads = await kommo.leads
  .list({ order: { created_at: 'desc' }, limit: 250 })
  .all({ max: Number(process.env['SAMPLE'] ?? 500) });

const filled = new Map<number, number>();
for (const lead of leads) {
  for (const { field_id } of lead.custom_fields_values ?? []) filled.set(field_id, (filled.get(field_id) ?? 0) + 1);
}

const rows = fields.map(({ id, name, type }) => {
  const share = Math.round(((filled.get(id) ?? 0) / Math.max(leads.length, 1)) * 100);
  return { field: name, type, filled: `${share}%`, verdict: share === 0 ? 'unused' : share < 5 ? 'rare' : '' };
});
console.table(rows.sort((a, b) => Number.parseInt(a.filled, 10) - Number.parseInt(b.filled, 10)));
