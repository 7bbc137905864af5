import { InputError } from '../errors.js';
import type { FieldInput } from '../fields/types.js';
import type { ToolRow } from '../generated/mcp.js';
import { startOfDay } from '../util/zone.js';
import { type Args, type Env, send } from './env.js';

type Entity = 'leads' | 'contacts';

/** The body of a write, with tags, contacts and custom fields as Kommo wants them. @throws InputError on a field that is not there */
export async function bodyOf(env: Env, row: ToolRow, given: Args, extra: Args): Promise<Args> {
  const body = { ...given };
  const entity = row.path.split('/')[3] as Entity;
  const named = (list: unknown): { name: string }[] => (list as string[]).map((name) => ({ name }));
  if (extra['tags']) body['_embedded'] = { tags: named(extra['tags']) };
  if (extra['contact_id'] !== undefined && row.batch)
    body['_embedded'] = { ...(body['_embedded'] as Args), contacts: [{ id: extra['contact_id'], is_main: true }] };
  if (extra['add_tags']) body['tags_to_add'] = named(extra['add_tags']);
  if (extra['remove_tags']) body['tags_to_delete'] = named(extra['remove_tags']);
  if (extra['params']) body['params'] = { ...(extra['params'] as Args), ...(body['params'] as Args) };
  const { custom_fields: fields, phone, email } = extra as { custom_fields?: Args; phone?: string; email?: string };
  const values = { ...fields, ...(phone && { PHONE: phone }), ...(email && { EMAIL: email }) };
  if (Object.keys(values).length > 0) {
    const own = (body['custom_fields_values'] as unknown[] | undefined) ?? [];
    body['custom_fields_values'] = [...own, ...(await fieldValues(env, entity, values))];
  }
  return body;
}

async function fieldValues(env: Env, entity: Entity, values: Args): Promise<unknown[]> {
  const { signal } = env;
  const set = await env.names.kommo.fields(entity, { signal });
  const { zone } = await env.names.need('account');
  return Object.entries(values).flatMap(([key, value]) => {
    const field = set.field(key);
    return set.write({ [field.id]: fitted(field.type, value, zone) });
  });
}

// Models write days, and numbers where a text is due.
function fitted(type: string, value: unknown, zone: string): FieldInput | null {
  if (/^(date|date_time|birthday)$/.test(type) && typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value))
    return startOfDay(zone, value);
  if (/^(text|textarea|url|streetaddress)$/.test(type) && typeof value === 'number') return String(value);
  if (type === 'checkbox' && typeof value === 'string' && /^(true|false)$/i.test(value)) return /^true$/i.test(value);
  if (typeof value === 'number' && /^(date|date_time|birthday)$/.test(type) && value >= 1e11)
    throw new InputError('custom_fields', 'has a moment in milliseconds; pass an ISO date such as 2026-01-31');
  return value as FieldInput | null;
}

/** Links that a write asked for besides. */
export async function linkAfter(env: Env, row: ToolRow, id: number, extra: Args): Promise<void> {
  const link = (lead: unknown, contact: unknown): Promise<unknown> =>
    send(env, 'POST', '/api/v4/{entity}/{entity_id}/link', {
      path: { entity: 'leads', entity_id: lead },
      body: [{ to_entity_id: contact, to_entity_type: 'contacts' }],
    });
  if (row.name === 'update_lead' && extra['contact_id'] !== undefined) await link(id, extra['contact_id']);
  if (row.name === 'create_contact' && extra['lead_id'] !== undefined) await link(extra['lead_id'], id);
}
