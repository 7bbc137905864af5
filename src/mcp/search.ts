import { InputError } from '../errors.js';
import { loadPhoneMatcher, type Matcher } from '../people/matcher.js';
import { tokens } from './budget.js';
import { type Args, type Env, send } from './env.js';
import { shapeFor } from './shape.js';
import { say } from './texts.js';

/** Leads of the contacts that one query reads. */
const MOST_LEADS = 100;

type Row = Args & { id: number; _embedded?: { leads?: { id: number }[] }; custom_fields_values?: Field[] | null };
type Field = { field_code?: string | null; values?: { value?: unknown }[] };

const KINDS = ['leads', 'contacts', 'companies'] as const;
const PERSON = ['id', 'name', 'responsible_user_id', 'tags=_embedded.tags', 'custom_fields=custom_fields_values'];
const LEAD = ['id', 'name', 'price', 'pipeline_id', 'status_id', 'responsible_user_id', 'updated_at'];

/** Leads, contacts and companies that fit a name, a phone or an e-mail; contacts with their leads. */
export async function search(env: Env, args: Args): Promise<Args> {
  const { limit = 5 } = args as { limit?: number };
  const text = String(args['query']).trim();
  if (text.length < 2) throw new InputError('query', 'needs two characters or more besides blanks');
  const digits = text.replace(/\D/g, '');
  const isPhone = digits.length >= 7 && /^[\d\s()+.\-/]+$/.test(text);
  const phones = isPhone
    ? await loadPhoneMatcher(undefined, async () => (await env.names.part('account'))?.country)
    : undefined;
  const open = KINDS.filter((kind) => !env.gate.hides(`${kind}.list`));
  const [shapeLead, shapePerson] = await Promise.all([shapeFor(env.names, LEAD), shapeFor(env.names, PERSON)]);
  const find = async (kind: (typeof KINDS)[number], query: string): Promise<Row[]> => {
    const more = kind === 'contacts' ? { with: ['leads'] } : {};
    const asked = { query, limit: isPhone ? 250 : limit + 1, ...more };
    const data = await send(env, 'GET', `/api/v4/${kind}`, { query: asked });
    return (data?._embedded?.[kind] ?? []) as Row[];
  };
  const found = new Map<string, Row[]>();
  await Promise.all(
    open.map(async (kind) => {
      const named = await find(kind, text);
      if (!phones || kind === 'leads') return found.set(kind, named);
      const called = await byPhone(async (query) => (query === text ? named : find(kind, query)), text, phones);
      // A number may also be a name. Of what has it in a phone, the phone decides.
      const others = named.filter((row) => phonesOf(row).every((phone) => !phone.replace(/\D/g, '').includes(digits)));
      return found.set(kind, [...new Map([...called, ...others].map((row) => [row.id, row])).values()]);
    }),
  );
  const contacts = (found.get('contacts') ?? []).slice(0, limit);
  const leadIds = ({ _embedded }: Row): number[] => (_embedded?.leads ?? []).map(({ id }) => id);
  const ids = [...new Set(contacts.flatMap(leadIds))].slice(0, MOST_LEADS);
  const linked = open.includes('leads') ? await leadsOf(env, ids) : [];
  const out: Args = {};
  for (const kind of open) {
    const rows = found.get(kind) ?? [];
    out[kind] = rows.slice(0, limit).map((row) => {
      if (kind === 'leads') return shapeLead(row);
      const own = leadIds(row).flatMap((id) => linked.find((lead) => lead.id === id) ?? []);
      const more = open.includes('leads') ? leadIds(row).filter((id) => !ids.includes(id)).length : 0;
      if (more > 0) out['has_more'] = true;
      const leads = own.length > 0 && { leads: own.map((lead) => shapeLead(lead)) };
      return { ...shapePerson(row), ...leads, ...(more > 0 && { more_leads: more }) };
    });
    if (rows.length > limit) out['has_more'] = true;
  }
  if (open.length < KINDS.length)
    out['note'] = say('not_searched', { list: KINDS.filter((one) => !open.includes(one)).join(', ') });
  // What is over the budget goes from the end of each list, the longest first; leads of a contact before the contact.
  while (tokens(out) > env.maxTokens) {
    const [longest] = open.map((kind) => out[kind] as Args[]).sort((a, b) => tokens(b) - tokens(a));
    const [full] = [...(longest ?? [])].sort((a, b) => leadsIn(b).length - leadsIn(a).length);
    if (full && leadsIn(full).length > 1) {
      leadsIn(full).pop();
      full['more_leads'] = Number(full['more_leads'] ?? 0) + 1;
    } else if (!longest?.pop()) break;
    out['has_more'] = true;
  }
  return out;
}

const leadsIn = ({ leads }: Args): unknown[] => (leads ?? []) as unknown[];

async function leadsOf(env: Env, ids: readonly number[]): Promise<Row[]> {
  if (ids.length === 0) return [];
  const data = await send(env, 'GET', '/api/v4/leads', { query: { filter: { id: ids }, limit: 250 } });
  return (data?._embedded?.['leads'] ?? []) as Row[];
}

// Kommo looks for parts of the text as it is stored, so several spellings are asked for, and what comes is compared as numbers.
async function byPhone(find: (query: string) => Promise<Row[]>, text: string, phones: Matcher): Promise<Row[]> {
  const key = phones.key(text);
  const seen = new Map<number, Row>();
  for (const query of phones.queries(text)) {
    for (const row of await find(query))
      if (phonesOf(row).some((phone) => phones.key(phone) === key)) seen.set(row.id, row);
    if (seen.size > 0) break;
  }
  return [...seen.values()];
}

const phonesOf = ({ custom_fields_values: fields }: Row): string[] =>
  (fields ?? [])
    .filter(({ field_code: code }) => code === 'PHONE')
    .flatMap(({ values = [] }) => values.map(({ value }) => String(value ?? '')));
