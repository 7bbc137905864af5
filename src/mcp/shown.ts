import type { ToolRow } from '../generated/mcp.js';
import { operationOf } from '../operations/table.js';
import type { AccountNames } from '../reports/names.js';
import { isRecord } from '../util/is-record.js';
import { stripInvisible } from '../util/strip-invisible.js';
import { MAX_SECONDS } from '../util/time.js';
import { iso } from '../util/zone.js';
import type { Call } from './policy/policy.js';

/** A person agrees to what they see, so all of it has to be shown. */
const LONGEST = 2000;
const LONGEST_NAME = 200;
/** Entities whose names are read for one question. */
const MOST_READ = 10;

/** What an argument holds the id of. */
const KEYS: Readonly<Record<string, string>> = {
  status_id: 'stage',
  pipeline_id: 'pipeline',
  loss_reason_id: 'reason',
  responsible_user_id: 'user',
  user_id: 'user',
  created_by: 'user',
  updated_by: 'user',
  task_type_id: 'type',
  lead_id: 'leads',
  contact_id: 'contacts',
  company_id: 'companies',
  task_id: 'tasks',
  talk_id: 'talks',
};
/** What a part of a path, or an entity type, is about. Numbers are entity types of the older API. */
const NOUNS: Readonly<Record<string, string>> = {
  leads: 'leads',
  contacts: 'contacts',
  companies: 'companies',
  tasks: 'tasks',
  talks: 'talks',
  users: 'user',
  pipelines: 'pipeline',
  statuses: 'stage',
  loss_reasons: 'reason',
  1: 'contacts',
  2: 'leads',
  3: 'companies',
};

/** A number of a call that a person can't read, and its place. */
type Bare = { readonly at: string; readonly kind: string; readonly value: number };

/**
 * What a person is asked: the call as it would be sent, and what its ids and moments are called. Undefined if it is too long to be
 * shown as a whole.
 */
export async function shownCall(
  question: string,
  row: ToolRow,
  call: Call,
  names: AccountNames,
): Promise<string | undefined> {
  const text = visible(JSON.stringify(call.args));
  if (text.length > LONGEST) return undefined;
  const bare = bareOf(row, call);
  const nameOf = await namer(names);
  const isRead = ({ kind }: Bare): boolean => kind in READS;
  const all = [...new Set(bare.filter(isRead).map(({ kind, value }) => `${kind} ${value}`))];
  const read = all.slice(0, MOST_READ);
  const found = new Map(
    await Promise.all(
      read.map(async (one) => {
        const [kind = '', id] = one.split(' ');
        return [one, await READS[kind]?.(names, Number(id)).catch(() => undefined)] as const;
      }),
    ),
  );
  const lines = bare.flatMap((one) => {
    const name = isRead(one) ? found.get(`${one.kind} ${one.value}`) : nameOf(one);
    return name ? [`${one.at}: ${oneLine(String(name))}`] : [];
  });
  // One terminal may answer for several servers.
  const account = `account: ${new URL(names.kommo.baseUrl).host}`;
  const more = all.length > read.length ? [`and ${all.length - read.length} more without names`] : [];
  return [question, `${call.tool} ${text}`, ...lines, ...more, account].join('\n');
}

const contact = async ({ kommo, hides }: AccountNames, id: number): Promise<string | undefined> =>
  hides('contacts') ? undefined : (await kommo.contacts.get(id)).name;

const READS: Readonly<Record<string, (names: AccountNames, id: number) => Promise<string | null | undefined>>> = {
  leads: async ({ kommo }, id) => (await kommo.leads.get(id)).name,
  contacts: contact,
  companies: async ({ kommo }, id) => (await kommo.companies.get(id)).name,
  tasks: async ({ kommo }, id) => (await kommo.tasks.get(id)).text,
  talks: async (names, id) => contact(names, (await names.kommo.talks.get(id)).contact_id),
};

// Names that are known at once.
async function namer(names: AccountNames): Promise<(one: Bare) => string | undefined> {
  const [account, pipelines, users, reasons] = await Promise.all([
    names.part('account'),
    names.part('pipelines'),
    names.part('users'),
    names.part('reasons'),
  ]);
  const stageOf = (id: number): string | undefined => {
    const homes = [...(pipelines?.values() ?? [])].filter(({ stages }) => stages.has(id));
    const known = [...new Set(homes.map(({ stages }) => stages.get(id)))].join(' or ');
    return homes.length === 1 ? `${known} in ${homes[0]?.name}` : known;
  };
  const finders: Record<string, (value: number) => string | undefined> = {
    stage: stageOf,
    pipeline: (id) => pipelines?.get(id)?.name,
    user: (id) => users?.get(id),
    reason: (id) => reasons?.get(id),
    type: (id) => account?.types.get(id),
    moment: (at) => iso(account?.zone ?? 'UTC', at),
  };
  return ({ kind, value }) => finders[kind]?.(value);
}

function bareOf(row: ToolRow, { args, operation }: Call): Bare[] {
  const path = operationOf(operation)?.[2] ?? row.path;
  const parts = path.split('/');
  const found: Bare[] = [];
  const { entity_type, entity = entity_type } = (isRecord(args['path']) ? args['path'] : args) as Record<
    string,
    unknown
  >;
  const noun = (part: string | undefined, type: unknown): string | undefined =>
    NOUNS[String(part?.startsWith('{entity') ? type : part)];
  // A stage of customers is another thing.
  const isForeign = (kind: string | undefined): boolean => kind === 'stage' && path.includes('/customers');
  const add = (value: unknown, at: string, kind: string | undefined): void => {
    // What a field of the account is called says nothing about its values.
    if (kind === undefined || /\bcustom_fields/.test(at) || isForeign(kind) || !/^\d{1,11}$/.test(String(value)))
      return;
    const number = Number(value);
    if (kind !== 'moment' || (number >= 1e8 && number < MAX_SECONDS)) found.push({ at, kind, value: number });
  };
  // `of` is the name of the list or object that a value stands in; `above` is the type of the entity that it is about.
  const walk = (value: unknown, at: string, kind: string | undefined, of: string, above: unknown): void => {
    if (Array.isArray(value))
      for (const [i, one] of value.entries()) walk(one, at ? `${at}.${i}` : `${i}`, kind, of, above);
    else if (isRecord(value)) {
      const type = value['entity_type'] ?? above;
      for (const [key, own] of Object.entries(value))
        walk(
          own,
          at ? `${at}.${key}` : key,
          kindOf(key, value, of, type) ?? (kind === 'moment' ? kind : undefined),
          key,
          type,
        );
    } else add(value, at, kind);
  };
  const kindOf = (key: string, { to_entity_type: to }: Record<string, unknown>, of: string, type: unknown) => {
    // The last name in the path before an argument says what its id is of.
    const inPath = operation === undefined ? row.where[key]?.split('path.')[1] : of === 'path' ? key : undefined;
    if (inPath !== undefined) return noun(parts[parts.indexOf(`{${inPath}}`) - 1], type) ?? KEYS[key];
    if (key === 'entity_id') return NOUNS[String(type)];
    if (key === 'to_entity_id') return NOUNS[String(to)];
    if (key === 'id') return noun(of === 'body' || of === 'filter' ? parts.at(-1) : of, type);
    if (/_(at|till)$/.test(key) || row.kinds?.[key] === 'span') return 'moment';
    return KEYS[key];
  };
  walk(args, '', undefined, '', entity);
  return found;
}

// What a person would not see is spelled out, since it is sent: characters without a shape, and HTML entities.
const visible = (text: string): string =>
  [...text.replace(/&(?=#|\w+;)/g, '\\u{26}')]
    .map((char) => (stripInvisible(char) === char ? char : `\\u{${char.codePointAt(0)?.toString(16)}}`))
    .join('');

// A customer can write a name. Over several lines, or long, it could pass for another part of the question.
function oneLine(name: string): string {
  const line = stripInvisible(name).replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME)}…` : line;
}
