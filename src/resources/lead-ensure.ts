import { AbortError, InputError, KommoError } from '../errors.js';
import type { Http } from '../http/client.js';
import { accountCountry } from '../people/country.js';
import { type FindBy, type Found, find, type PhoneOptions } from '../people/find.js';
import { emailMatcher, loadPhoneMatcher, type Matcher } from '../people/matcher.js';
import { CODES, type HeldField, isFieldOf, type PersonKey, textsOf } from '../people/values.js';
import type { RequestOptions } from '../transport/options.js';
import { checkKeys, checkObject, checkPath, isId } from '../util/check.js';
import { LOST, WON } from '../util/stages.js';
import { toUnixSeconds } from '../util/time.js';
import type { Schemas } from './schemas.js';

type Contact = Schemas['Contact'];
type Lead = Schemas['Lead'];
type Note = Schemas['Note'];
type Task = Schemas['Task'];

/** The contact of the lead: its id, or what to find and create it with. */
export type LeadEnsureContact =
  | { id: number }
  | (Schemas['ContactCreate'] & {
      /** The phone to find the contact by. It is added to a contact that is created. */
      phone?: string;
      /** The e-mail to find the contact by, if the phone finds nobody. It is added to a contact that is created. */
      email?: string;
    });

/** The lead to ensure, with its contact, note and task. */
export interface LeadEnsureParams extends PhoneOptions {
  contact: LeadEnsureContact;
  /** What a lead is created with. A lead that is reused stays as it is. */
  lead?: Omit<Schemas['LeadCreate'], 'pipeline_id'>;
  /** Id of the pipeline. */
  pipeline: number;
  /** Text of a note on the lead. A note with this text is not added twice. */
  note?: string;
  /** A task on the lead. An open task with this text is not added twice, nor one with this text and deadline that is done. */
  task?: Omit<Schemas['TaskCreate'], 'entity_id' | 'entity_type'>;
}

/** What was done for one part, and its id. */
export interface EnsuredStep<Outcome extends string> {
  readonly id: number;
  readonly outcome: Outcome;
}

/** The result of `ensure`. */
export interface LeadEnsured {
  readonly contact: EnsuredStep<'found' | 'created'>;
  readonly lead: EnsuredStep<'reused' | 'created'>;
  /** Undefined if you passed no note. */
  readonly note?: EnsuredStep<'existed' | 'created'> | undefined;
  /** Undefined if you passed no task. */
  readonly task?: EnsuredStep<'existed' | 'created'> | undefined;
}

/** Maximum number of contacts in the filter of one call. */
const MAX_IDS = 100;

/** Does what is missing, step by step. Runs of one client for the same person wait for each other. */
export async function ensureLead(
  http: Http,
  params: LeadEnsureParams,
  options: RequestOptions = {},
): Promise<LeadEnsured> {
  const { contact, lead = {}, pipeline, note, task, country } = checked(params);
  const keys = await personOf(http, contact, country, options);
  return inTurn(
    http,
    keys.map(({ name, key }) => `${name} ${key}`),
    async () => {
      // It may have waited for others.
      if (options.signal?.aborted) throw new AbortError(options.signal.reason, false);
      const found = await findContacts(http, contact, keys, country, options);
      const open = await openLeads(http, found, pipeline, options);
      const reused = open[0];
      // Of several people the one with the open lead counts, else the oldest, as for an upsert.
      const owner = found.find((one) => one._embedded?.leads?.some(({ id }) => id === reused?.id)) ?? found.at(-1);
      const contactId = owner?.id ?? (await createContact(http, contact, keys, options));
      const leadId = reused?.id ?? (await createLead(http, lead, pipeline, contactId, options));
      const isNew = reused === undefined;
      return {
        contact: { id: contactId, outcome: owner ? 'found' : 'created' },
        lead: { id: leadId, outcome: isNew ? 'created' : 'reused' },
        ...(note !== undefined && { note: await ensureNote(http, leadId, note, isNew, options) }),
        ...(task && { task: await ensureTask(http, leadId, task, isNew, options) }),
      };
    },
  );
}

function checked(params: LeadEnsureParams): LeadEnsureParams {
  checkKeys(checkObject(params, 'params'), 'params', ['contact', 'lead', 'pipeline', 'note', 'task', 'country']);
  const { contact, lead, pipeline, note, task } = params;
  checkObject(contact, 'contact');
  if ('id' in contact) checkPath({ 'contact.id': contact.id as number });
  if (!isId(pipeline)) throw new InputError('pipeline', 'must be the id of a pipeline');
  if (lead !== undefined) checkObject(lead, 'lead');
  if (lead?.status_id === WON || lead?.status_id === LOST)
    throw new InputError(
      'lead.status_id',
      'must be an open stage, since a closed lead would be created again and again',
    );
  if (note !== undefined && (typeof note !== 'string' || note.trim() === ''))
    throw new InputError('note', 'must be text that is not empty');
  if (task !== undefined && (typeof checkObject(task, 'task').text !== 'string' || task.text.trim() === ''))
    throw new InputError('task.text', 'must be text that is not empty');
  return params;
}

interface Key {
  readonly name: PersonKey | 'id';
  readonly text: string;
  readonly key: string;
  readonly matcher?: Matcher | undefined;
}

/** How the person is identified: by an id, or by a phone and an e-mail. */
async function personOf(
  http: Http,
  contact: LeadEnsureContact,
  country: string | undefined,
  options: RequestOptions,
): Promise<Key[]> {
  if (isById(contact)) return [{ name: 'id', text: '', key: String(contact.id) }];
  const keys: Key[] = [];
  for (const name of ['phone', 'email'] as const) {
    const text = contact[name] ?? textsOf(contact, (field) => isFieldOf(name, field))[0];
    if (text === undefined) continue;
    if (typeof text !== 'string') throw new InputError(`contact.${name}`, 'must be text');
    const matcher =
      name === 'email' ? emailMatcher : await loadPhoneMatcher(country, () => accountCountry(http, options));
    const key = matcher.key(text);
    if (key !== undefined) keys.push({ name, text, key, matcher });
  }
  if (keys.length > 0) return keys;
  throw new InputError('contact', 'must have an id, a phone or an e-mail, so that it can be found again');
}

const isById = (contact: LeadEnsureContact): contact is { id: number } => 'id' in contact;

/** Finds all contacts that are the person, the newest first. */
async function findContacts(
  http: Http,
  contact: LeadEnsureContact,
  keys: readonly Key[],
  country: string | undefined,
  options: RequestOptions,
): Promise<readonly Contact[]> {
  if (isById(contact))
    return [await http.get('/api/v4/contacts/{id}', { path: { id: contact.id }, query: { with: ['leads'] }, options })];
  const source = {
    list: (query: object, own: RequestOptions | undefined) =>
      http.list<'/api/v4/contacts', Contact>('/api/v4/contacts', {
        query: { ...query, with: ['leads'] },
        options: own,
      }),
    country: (own: RequestOptions | undefined) => accountCountry(http, own),
  };
  for (const { name, text } of keys) {
    const found: Found<Contact> = await find(source, { [name]: text } as unknown as FindBy, { country }, options);
    if (found.length > 0) return found;
    if (found.truncated)
      throw new KommoError(
        `More than 250 contacts mention the ${name}, so the search may have missed one. Pass the contact's id.`,
      );
  }
  return [];
}

/** Open leads of the contacts in a pipeline, the newest first. */
async function openLeads(
  http: Http,
  contacts: readonly Contact[],
  pipeline: number,
  options: RequestOptions,
): Promise<Lead[]> {
  const ids = [...new Set(contacts.flatMap(({ _embedded }) => (_embedded?.leads ?? []).map(({ id }) => id)))];
  const open: Lead[] = [];
  for (let from = 0; from < ids.length; from += MAX_IDS) {
    const filter = { id: ids.slice(from, from + MAX_IDS), pipeline_id: [pipeline] };
    const leads = http.list<'/api/v4/leads', Lead>('/api/v4/leads', { query: { filter, limit: 250 }, options });
    for await (const lead of leads) {
      const isOpen = lead.status_id !== WON && lead.status_id !== LOST;
      if (isOpen && lead.pipeline_id === pipeline && !lead.is_deleted) open.push(lead);
    }
  }
  return open.sort((a, b) => b.id - a.id);
}

async function createContact(
  http: Http,
  contact: LeadEnsureContact,
  keys: readonly Key[],
  options: RequestOptions,
): Promise<number> {
  const { phone, email, ...rest } = contact as Exclude<LeadEnsureContact, { id: number }>;
  const fields = [...(rest.custom_fields_values ?? [])];
  for (const [name, value] of [['phone', phone] as const, ['email', email] as const]) {
    if (value === undefined || value === null) continue;
    const known = keys.find((one) => one.name === name);
    const at = fields.findIndex((field) => isFieldOf(name, field as HeldField));
    const field = fields[at];
    // The phone or e-mail must be stored with the contact, or a repeated run would not find it.
    if (!field) fields.push({ field_code: CODES[name], values: [{ value }] });
    else if (known && !textsOf(rest, (one) => isFieldOf(name, one)).some((text) => holds(known, text)))
      fields[at] = { ...field, values: [{ value }, ...(field.values ?? [])] } as typeof field;
  }
  const body = [{ ...rest, custom_fields_values: fields }];
  const { id }: Schemas['ContactCreated'] = await http.one('POST', '/api/v4/contacts', { body, options });
  return id;
}

const holds = ({ key, matcher }: Key, text: string): boolean => matcher?.keys(text).includes(key) ?? false;

async function createLead(
  http: Http,
  lead: NonNullable<LeadEnsureParams['lead']>,
  pipeline: number,
  contactId: number,
  options: RequestOptions,
): Promise<number> {
  const others = (lead._embedded?.contacts ?? []).filter(({ id }) => id !== contactId);
  const contacts = [{ id: contactId, is_main: true }, ...others];
  const body = [{ ...lead, pipeline_id: pipeline, _embedded: { ...lead._embedded, contacts } }];
  const { id }: Schemas['LeadCreated'] = await http.one('POST', '/api/v4/leads', { body, options });
  return id;
}

async function ensureNote(
  http: Http,
  leadId: number,
  text: string,
  isNew: boolean,
  options: RequestOptions,
): Promise<EnsuredStep<'existed' | 'created'>> {
  if (!isNew) {
    const path = { entity_type: 'leads', entity_id: leadId } as const;
    const query = { filter: { note_type: ['common'] }, limit: 250 } as const;
    const notes = http.list<'/api/v4/{entity_type}/{entity_id}/notes', Note>(
      '/api/v4/{entity_type}/{entity_id}/notes',
      { path, query, options },
    );
    for await (const note of notes)
      if (isSame((note.params as { text?: unknown })?.text, text)) return { id: note.id, outcome: 'existed' };
  }
  const body = [{ entity_id: leadId, note_type: 'common', params: { text } }] as const;
  const { id }: Schemas['NoteCreated'] = await http.one('POST', '/api/v4/{entity_type}/notes', {
    path: { entity_type: 'leads' },
    body,
    options,
  });
  return { id, outcome: 'created' };
}

async function ensureTask(
  http: Http,
  leadId: number,
  task: NonNullable<LeadEnsureParams['task']>,
  isNew: boolean,
  options: RequestOptions,
): Promise<EnsuredStep<'existed' | 'created'>> {
  const { complete_till: due } = task;
  const till = due instanceof Date ? toUnixSeconds(due, 'task.complete_till') : due;
  if (!isNew) {
    const query = { filter: { entity_type: 'leads', entity_id: [leadId] }, limit: 250 } as const;
    for await (const one of http.list<'/api/v4/tasks', Task>('/api/v4/tasks', { query, options }))
      if (isSame(one.text, task.text) && (!one.is_completed || one.complete_till === till))
        return { id: one.id, outcome: 'existed' };
  }
  const body = [{ ...task, entity_id: leadId, entity_type: 'leads' as const }];
  const { id }: Schemas['TaskCreated'] = await http.one('POST', '/api/v4/tasks', { body, options });
  return { id, outcome: 'created' };
}

// Kommo trims what it stores.
const isSame = (stored: unknown, text: string): boolean => typeof stored === 'string' && stored.trim() === text.trim();

const turns = new WeakMap<object, Map<string, Promise<unknown>>>();

/** Runs a task after all earlier tasks with one of the same keys. */
function inTurn<T>(owner: object, keys: readonly string[], run: () => Promise<T>): Promise<T> {
  const last = turns.get(owner) ?? new Map<string, Promise<unknown>>();
  turns.set(owner, last);
  const turn = Promise.allSettled(keys.map((key) => last.get(key))).then(run);
  for (const key of keys) last.set(key, turn);
  const forget = (): void => {
    for (const key of keys) if (last.get(key) === turn) last.delete(key);
  };
  turn.then(forget, forget);
  return turn;
}
