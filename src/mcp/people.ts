import type { ToolRow } from '../generated/mcp.js';
import { type Args, type Env, send } from './env.js';

const FIELDS = ['custom_fields', 'custom_fields_values', 'phone', 'email'];

/** The body of a write, with tags, contacts and custom fields as Kommo wants them. @throws InputError on a field that is not there */
export async function bodyOf(env: Env, row: ToolRow, given: Args, extra: Args): Promise<Args> {
  const body = { ...given };
  const named = (list: unknown): { name: string }[] => (list as string[]).map((name) => ({ name }));
  if (extra['tags']) body['_embedded'] = { tags: named(extra['tags']) };
  if (extra['contact_id'] !== undefined && row.batch)
    body['_embedded'] = { ...(body['_embedded'] as Args), contacts: [{ id: extra['contact_id'], is_main: true }] };
  if (extra['add_tags']) body['tags_to_add'] = named(extra['add_tags']);
  if (extra['remove_tags']) body['tags_to_delete'] = named(extra['remove_tags']);
  if (extra['params']) body['params'] = { ...(extra['params'] as Args), ...(body['params'] as Args) };
  const spelled = { ...body, ...extra };
  if (FIELDS.some((key) => spelled[key] !== undefined)) {
    // Loaded with the first field that is written.
    const { fieldItems } = await import('./field-items.js');
    const items = await fieldItems(row, spelled, env.names, env.signal);
    if (items.length > 0) body['custom_fields_values'] = items.map(({ item }) => item);
  }
  return body;
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
