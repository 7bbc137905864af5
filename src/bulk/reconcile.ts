import { InputError, KommoError } from '../errors.js';
import { checkOptions } from '../http/client.js';
import { canonicalJson } from '../util/canonical-json.js';
import { checkAmount, checkObject } from '../util/check.js';
import type { BulkOutcome, BulkTarget, ReconcileOptions } from './types.js';

type Unknown<Create, Created> = Extract<BulkOutcome<Create, Created>, { status: 'unknown' }>;
type Found = { id: number; created_at?: number | undefined };

const MOST_CANDIDATES = 10;

/**
 * Finds out which inputs of lost calls were stored. It reads what was created during the call.
 * An entity is the result of an input if it holds everything that the input asked for, and if there are as many such entities as such inputs.
 * An input counts as not stored only if no new entity is left that could be it: Kommo trims and rounds, and bots change new entities.
 */
export async function reconcileCreates<
  Entity extends { id: number },
  Create extends object,
  Created extends { id: number },
>(
  outcomes: Iterable<BulkOutcome<Create, Created>>,
  target: Pick<BulkTarget<Entity, Create, Created, never, never>, 'list'>,
  given: ReconcileOptions<Entity, Create>,
): Promise<BulkOutcome<Create, Created>[]> {
  const { clockSkew = 120, settleSeconds = 60, matches, ...options } = checkObject(given, 'options');
  checkOptions(options);
  // With NaN every input would count as not stored.
  checkAmount(clockSkew, 'clockSkew');
  checkAmount(settleSeconds, 'settleSeconds');
  if (typeof outcomes?.[Symbol.iterator] !== 'function' || typeof outcomes === 'string')
    throw new InputError('outcomes', 'must be the outcomes of a bulk run: an array or an iterable');
  const all = [...outcomes];
  all.forEach((outcome, at) => void checkObject(outcome, `outcomes.${at}`));
  const unknown = all.filter((outcome) => outcome.status === 'unknown') as Unknown<Create, Created>[];
  if (unknown.length === 0) return all;
  const ended = Math.max(...unknown.map(({ sentAt }) => sentAt.to));
  const isSettled = Date.now() / 1000 >= ended + settleSeconds;
  const known = new Set(all.flatMap((outcome) => ('result' in outcome ? [outcome.result.id] : [])));
  const found = (await newEntities(unknown, target, clockSkew, options)).filter(({ id }) => !known.has(id));
  const groups = groupAlike(unknown).map((members) => {
    const { input } = members[0] as Unknown<Create, Created>;
    return { members, exact: found.filter((entity) => (matches ? matches(entity, input) : holds(entity, input))) };
  });
  const claims = new Map<number, number>();
  for (const { exact } of groups) for (const { id } of exact) claims.set(id, (claims.get(id) ?? 0) + 1);
  // The counts must be equal. With more or fewer, some may belong to somebody else.
  const isCertain = ({ members, exact }: (typeof groups)[number]): boolean =>
    exact.length === members.length && exact.every(({ id }) => claims.get(id) === 1);
  const certain = groups.filter(isCertain);
  const taken = new Set(certain.flatMap(({ exact }) => exact.map(({ id }) => id)));
  const left = found.filter(({ id }) => !taken.has(id)).sort((a, b) => b.id - a.id);
  const settled = new Map<number, BulkOutcome<Create, Created>>();
  for (const group of groups) {
    const { members, exact } = group;
    const isSure = certain.includes(group);
    const candidates = (matches ? exact : [...exact, ...left.filter((entity) => !exact.includes(entity))]).map(
      ({ id }) => id,
    );
    for (const [at, { index, input, error, sentAt }] of members.entries()) {
      if (isSure)
        settled.set(index, { index, input, status: 'created', result: { id: exact[at]?.id } as unknown as Created });
      else if (candidates.length === 0 && isSettled)
        settled.set(index, { index, input, status: 'failed', error: notStored(error), issues: [] });
      else {
        const some = candidates.slice(0, MOST_CANDIDATES);
        settled.set(index, { index, input, status: 'unknown', error, sentAt, candidates: some });
      }
    }
  }
  return all.map((outcome) => settled.get(outcome.index) ?? outcome);
}

const notStored = (cause: KommoError): KommoError =>
  new KommoError('The input was not stored. It is safe to send it again.', { cause });

/** Reads what was created during the calls, and what has the moments that an input set. */
async function newEntities<Entity extends Found, Create extends object>(
  unknown: readonly Unknown<Create, never>[] | readonly Unknown<Create, { id: number }>[],
  target: Pick<BulkTarget<Entity, Create, never, never, never>, 'list'>,
  clockSkew: number,
  options: object,
): Promise<Entity[]> {
  const from = Math.min(...unknown.map(({ sentAt }) => sentAt.from)) - clockSkew;
  const to = Math.max(...unknown.map(({ sentAt }) => sentAt.to)) + clockSkew;
  const given = (key: string): Set<number> =>
    new Set(unknown.flatMap(({ input }) => toNumber((input as Record<string, unknown>)[key]) ?? []));
  const createdAt = given('created_at');
  const found = new Map<number, Entity>();
  const look = async (range: { from: number; to?: number }): Promise<void> => {
    for await (const entity of target.list({ filter: { updated_at: range } }, options)) {
      const { created_at: at } = entity;
      if (at === undefined || (at >= from && at <= to) || createdAt.has(at)) found.set(entity.id, entity);
    }
  };
  // Filtered by updated_at, because not every list can be filtered by created_at. A new entity has the same value in both or was changed later.
  await look({ from });
  for (const at of given('updated_at')) if (at < from) await look({ from: at, to: at });
  return [...found.values()];
}

// Stored entities do not show which of several equal inputs they belong to, but they can be counted.
function groupAlike<Create, Created>(unknown: readonly Unknown<Create, Created>[]): Unknown<Create, Created>[][] {
  const groups = new Map<string, Unknown<Create, Created>[]>();
  for (const outcome of unknown) {
    const { request_id: _, ...rest } = outcome.input as { request_id?: unknown };
    const key = canonicalJson(JSON.parse(JSON.stringify(rest)));
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  return [...groups.values()];
}

/** Returns true if the entity has every plain property and every custom field of the input, and at least one of them is distinctive. */
function holds(entity: object, input: object): boolean {
  const there = entity as Record<string, unknown>;
  let isTelling = false;
  for (const [key, value] of Object.entries(input)) {
    if (key === 'request_id' || key === 'updated_at' || value === undefined || value === null) continue;
    if (key === 'custom_fields_values') {
      if (!Array.isArray(value) || !value.every((field) => hasField(there[key], field))) return false;
      isTelling ||= value.length > 0;
    } else if (value instanceof Date || ['string', 'number', 'boolean'].includes(typeof value)) {
      if (!same(there[key], value)) return false;
      isTelling ||= typeof value === 'string' && value.trim() !== '';
    }
  }
  return isTelling;
}

interface FieldValues {
  field_id?: unknown;
  field_code?: unknown;
  values?: readonly object[] | null;
}

function hasField(fields: unknown, { field_id, field_code, values }: FieldValues): boolean {
  if (!Array.isArray(fields)) return false;
  const field = (fields as FieldValues[]).find((other) =>
    field_id !== undefined ? other.field_id === field_id : other.field_code === field_code,
  );
  return (values ?? []).every((value) =>
    (field?.values ?? []).some((other) =>
      Object.entries(value).every(([key, part]) => same((other as Record<string, unknown>)[key], part)),
    ),
  );
}

function same(there: unknown, asked: unknown): boolean {
  if (there === asked) return true;
  if (asked instanceof Date || typeof asked === 'number') return toNumber(there) === toNumber(asked);
  if (typeof asked !== 'string') return false;
  return typeof there === 'string' && tidy(there) === tidy(asked);
}

// Kommo trims texts.
const tidy = (text: string): string => text.normalize().trim().replace(/\s+/g, ' ');

function toNumber(value: unknown): number | undefined {
  if (value instanceof Date) return Math.floor(value.getTime() / 1000);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
