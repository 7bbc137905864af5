import type { Kommo, LeadCreate } from '../../src/index.js';
import { client } from './client.js';
import { json, serve } from './http-server.js';

/** A lead as the store keeps it. */
export interface Stored extends LeadCreate {
  id: number;
  created_at: number;
  updated_at: number;
}

/** A store of leads and a client of it. */
export interface Store {
  kommo: Kommo;
  leads: Stored[];
  /** Sizes of the writes that came, in order. */
  calls: number[];
}

/**
 * A server that stores leads. Names that start with "bad" are refused as Kommo words it, "odd" refuses the call without saying why,
 * "cut" is stored and then the connection dies, "lost" dies before it is stored, "slow" answers late.
 */
export async function store(
  options: Parameters<typeof client>[1] = {},
  status?: (call: number) => number,
): Promise<Store> {
  const leads: Stored[] = [];
  const calls: number[] = [];
  const { url } = await serve(async (seen, res) => {
    if (seen.method === 'GET') {
      const query = new URL(seen.url, 'http://x').searchParams;
      const text = query.get('query');
      const found = leads.filter((lead) => text === null || JSON.stringify(lead).includes(text));
      if (found.length === 0) return void res.writeHead(204).end();
      return json(res, { _embedded: { leads: found, contacts: found } });
    }
    const items = JSON.parse(seen.body) as (LeadCreate & { id?: number })[];
    calls.push(items.length);
    const code = status?.(calls.length) ?? 200;
    if (code !== 200) return json(res, { title: 'no' }, code);
    const has = (word: string): boolean => items.some(({ name }) => name?.startsWith(word));
    const bad = items.filter(({ name }) => name?.startsWith('bad'));
    if (bad.length > 0) {
      const errors = [{ code: 'NotSupportedChoice', path: 'status_id', detail: 'no such stage' }];
      return json(
        res,
        { title: 'Bad Request', 'validation-errors': bad.map(({ request_id }) => ({ request_id, errors })) },
        400,
      );
    }
    if (has('odd')) return json(res, { title: 'Bad Request', detail: 'no' }, 400);
    if (has('lost')) return void res.destroy();
    if (has('slow')) await new Promise((resolve) => setTimeout(resolve, 60));
    const now = Math.floor(Date.now() / 1000);
    const stored = items.map(({ id, request_id, ...item }) => {
      const existing = leads.find((lead) => lead.id === id);
      if (existing) return Object.assign(existing, item);
      const lead = { created_at: now, updated_at: now, ...item, id: leads.length + 1 } as Stored;
      leads.push(lead);
      return lead;
    });
    if (has('cut')) return void res.destroy();
    const answers = stored.map(({ id }, at) => ({
      id,
      ...(seen.method === 'POST' ? { request_id: items[at]?.request_id } : {}),
    }));
    return json(res, { _embedded: { leads: answers.reverse(), contacts: answers } });
  });
  return { kommo: client(url, { retries: 0, ...options }), leads, calls };
}

/** Leads called `lead 0`, `lead 1` ... */
export const many = (count: number, name = 'lead'): LeadCreate[] =>
  Array.from({ length: count }, (_, i) => ({ name: `${name} ${i}` }));
