import { KommoError } from '../errors.js';
import type { Matcher } from '../people/matcher.js';
import type { HeldField, PersonKey } from '../people/values.js';
import { isFieldOf } from '../people/values.js';
import type { RequestOptions } from '../transport/options.js';
import { MAX_PAGE } from '../util/check.js';
import { type Indexed, isFatal, type SettledChunk, settleChunk, unreadable } from './chunk.js';
import { runBulk } from './engine.js';
import { createJob, updateJob } from './jobs.js';
import { isOutage } from './outage.js';
import type { BulkInputs, BulkJob, BulkOptions, BulkOutcome, BulkTarget } from './types.js';
import { type Keys, keysOf, type UpsertKey } from './upsert-key.js';

/** What an upsert is made of. */
interface UpsertPlan<Entity, Create, Created, UpdateItem, Updated> {
  readonly list: Pick<BulkTarget<Entity, never, never, never, never>, 'list'>['list'];
  readonly create: BulkJob<Create, Created>;
  readonly update: BulkJob<UpdateItem, Updated>;
  readonly keys: Keys<Entity, Create>;
  /** An input as it goes over the wire. */
  wire(input: Create): Create;
  /** How many inputs there are, if that is known. */
  readonly count: number | undefined;
}

/** By what an upsert knows its entities, and what its resource adds. */
export interface UpsertBy<Entity, Create> {
  /** What the inputs are, in words. */
  readonly of: string;
  readonly key: UpsertKey<Entity, Create>;
  readonly country: string | undefined;
  /** Returns the country of the account. Missing if the entities have no phones. */
  readonly countryOf: ((options: RequestOptions) => Promise<string | undefined>) | undefined;
  wire(input: Create): Create;
}

type Ided = { id: number };
type Value = NonNullable<HeldField['values']>[number];
type Held = ReadonlyMap<PersonKey, readonly Value[]>;

/** A run that finds what has the key of each input, then updates or creates it. */
export async function* runUpsert<
  Entity extends Ided,
  Create extends object,
  Created extends Ided,
  UpdateItem extends Ided,
  Updated extends Ided,
>(
  inputs: BulkInputs<Create>,
  target: BulkTarget<Entity, Create, Created, UpdateItem, Updated>,
  by: UpsertBy<Entity, Create>,
  options: BulkOptions,
): AsyncGenerator<BulkOutcome<Create, Created | Updated>, void, undefined> {
  const { key, country, countryOf } = by;
  const keys = (own: RequestOptions): Promise<Keys<Entity, Create>> =>
    keysOf(key, country, async () => countryOf?.(own));
  // An input that is wrong ends the run before it starts. Only the account's country has to wait for the first chunk.
  if ((key !== 'phone' && key !== 'email') || country !== undefined) await keys({});
  const plan = {
    list: target.list.bind(target),
    create: createJob(by.of, target),
    update: updateJob(by.of, target),
    wire: by.wire,
    count: Array.isArray(inputs) ? inputs.length : undefined,
  };
  let upsert: Upsert<Entity, Create, Created, UpdateItem, Updated> | undefined;
  const settle: Upsert<Entity, Create, Created, UpdateItem, Updated>['settle'] = async (chunk, own) => {
    try {
      upsert ??= new Upsert({ ...plan, keys: await keys(own) });
    } catch (error) {
      if (error instanceof KommoError && isOutage(error)) return { outcomes: [], outage: error };
      return { outcomes: [], fatal: error };
    }
    return upsert.settle(chunk, own);
  };
  // One chunk at a time, so that what one chunk creates is known to the next.
  yield* runBulk(
    inputs,
    { name: `upsert ${by.of}`, maxChunk: plan.create.maxChunk, settle },
    { ...options, concurrency: 1 },
  );
}

/** An input of a chunk, as it is sent, and the key that it is known by. */
interface Keyed<Create> extends Indexed<Create> {
  readonly wire: Create;
  readonly key: string | undefined;
  /** All keys that the input has. */
  readonly keys: readonly string[];
}

class Upsert<
  Entity extends Ided,
  Create extends object,
  Created extends Ided,
  UpdateItem extends Ided,
  Updated extends Ided,
> {
  readonly #plan: UpsertPlan<Entity, Create, Created, UpdateItem, Updated>;
  readonly #keys: Keys<Entity, Create>;
  /** What this run has found or made: the same key again is the same entity. */
  readonly #known = new Map<string, number>();
  /** The phones and e-mails that each entity has. */
  readonly #held = new Map<number, Held>();
  /** Everything that the account holds is known. */
  #hasAll = false;
  /** Keys of inputs that may be stored or not. */
  readonly #unsure = new Set<string>();
  #lookedUp = 0;
  /** Look-ups that reading everything was last found to be no cheaper than. */
  #tried = 2;

  constructor(plan: UpsertPlan<Entity, Create, Created, UpdateItem, Updated>) {
    this.#plan = plan;
    this.#keys = plan.keys;
  }

  readonly settle = async (
    chunk: readonly Indexed<Create>[],
    options: RequestOptions,
  ): Promise<SettledChunk<Create, Created | Updated>> => {
    const outcomes: BulkOutcome<Create, Created | Updated>[] = [];
    let rest: Keyed<Create>[] = [];
    const texts = new Map<string, string>();
    for (const item of chunk) {
      try {
        rest.push(this.#keyed(item, texts));
      } catch (error) {
        const why = error instanceof KommoError ? error : unreadable(item.index, error);
        outcomes.push({ ...item, status: 'failed', error: why, issues: [] });
      }
    }
    const failed = await this.#findAll(texts, chunk[0]?.index ?? 0, options);
    const errors = [...failed.values()];
    let fatal = errors.find(isFatal) as unknown;
    let outage = errors.find(isOutage);
    rest = rest.filter(({ index, input, key }) => {
      const error = failed.get(key ?? '');
      // Nothing was written, so what met an outage can be tried again.
      if (error && !isFatal(error) && !isOutage(error))
        outcomes.push({ index, input, status: 'failed', error, issues: [] });
      return !error;
    });
    const add = (settled: SettledChunk<Create, Created | Updated>): void => {
      outcomes.push(...settled.outcomes);
      fatal ??= settled.fatal;
      outage ??= settled.outage;
    };

    const isKnown = ({ key }: Keyed<Create>): boolean => this.#known.has(key ?? '');
    // Updates first: they can be repeated, so nothing is lost if a later step fails.
    const updates = rest.filter(isKnown);
    add(await this.#update(updates, options));

    // By every key of an input that creates: a later one may be known by the second phone of it.
    const leaders = new Map<string, number>();
    const creates = rest.filter((item) => {
      if (isKnown(item) || (item.key !== undefined && leaders.has(item.key))) return false;
      for (const key of item.keys) if (!leaders.has(key)) leaders.set(key, item.index);
      return true;
    });
    const created = await this.#create(creates, options);
    add(created);

    const followers = rest.filter((item) => !updates.includes(item) && !creates.includes(item));
    add(await this.#update(followers.filter(isKnown), options));
    // A follower of an input that was not sent is not sent either.
    const settled = new Set(created.outcomes.map(({ index }) => index));
    for (const item of followers) {
      if (isKnown(item) || !settled.has(leaders.get(item.key ?? '') ?? -1)) continue;
      const error = new KommoError(
        'An input before it has the same key and failed or is unknown. Send this input again after that one.',
      );
      outcomes.push({ index: item.index, input: item.input, status: 'failed', error, issues: [] });
    }
    return { outcomes, ...(fatal !== undefined && { fatal }), outage };
  };

  /** An input with its key, whose text is kept for the search. */
  #keyed({ index, input }: Indexed<Create>, texts: Map<string, string>): Keyed<Create> {
    const { create, wire } = this.#plan;
    create.check(input, `inputs.${index}`);
    const sent = wire(input);
    // A key of the caller's own is read from what the caller gave.
    const text = this.#keys.ofInput(this.#keys.field ? sent : input);
    const key = text === undefined ? undefined : this.#keys.matcher.key(text);
    if (key !== undefined && text !== undefined) texts.set(key, text);
    const { field, matcher } = this.#keys;
    const all = field ? valuesOf(sent, field).flatMap(({ value }) => matcher.keys(String(value ?? ''))) : [];
    return { index, input, wire: sent, key, keys: field || key === undefined ? all : [key] };
  }

  /** Finds what is not known yet. Returns the errors by key. */
  async #findAll(
    texts: ReadonlyMap<string, string>,
    from: number,
    options: RequestOptions,
  ): Promise<Map<string, KommoError>> {
    const failed = new Map<string, KommoError>();
    const isOpen = (key: string): boolean => !this.#known.has(key) && (!this.#hasAll || this.#unsure.has(key));
    let unknown = [...texts].filter(([key]) => isOpen(key));
    if (unknown.length === 0) return failed;
    try {
      const { count } = this.#plan;
      const lookUps = count === undefined ? this.#lookedUp + unknown.length : count - from;
      if (!this.#hasAll && lookUps >= 2 * this.#tried && (await this.#isSmaller(lookUps, options)))
        await this.#readAll(options);
      this.#tried = Math.max(this.#tried, lookUps);
    } catch (error) {
      if (!(error instanceof KommoError)) throw error;
      // Look-ups would meet the same. Anything else only says that not everything can be read.
      if (isFatal(error) || isOutage(error)) return new Map(unknown.map(([key]) => [key, error]));
    }
    unknown = unknown.filter(([key]) => isOpen(key));
    this.#lookedUp += unknown.length;
    const lookUp = async ([key, text]: [string, string]): Promise<void> => {
      for (const query of this.#keys.matcher.queries(text)) {
        for await (const entity of this.#plan.list({ query }, options)) this.#learn(entity, key);
        if (this.#known.has(key)) return;
      }
    };
    await Promise.all(unknown.map((one) => lookUp(one).catch((error: KommoError) => void failed.set(one[0], error))));
    return failed;
  }

  /** Whether the account has fewer pages than there are look-ups to make. */
  async #isSmaller(lookUps: number, options: RequestOptions): Promise<boolean> {
    return (await this.#plan.list({ limit: MAX_PAGE, page: lookUps }, options)).data.length === 0;
  }

  async #readAll(options: RequestOptions): Promise<void> {
    const everything = this.#plan.list({ limit: MAX_PAGE }, { ...options, concurrency: 4 });
    for await (const entity of everything) this.#learn(entity);
    this.#hasAll = true;
  }

  /** Keeps the keys of an entity, or only one of them. The oldest entity of a key counts. */
  #learn(entity: Entity, only?: string): void {
    for (const key of this.#keys.ofEntity(entity).flatMap((text) => this.#keys.matcher.keys(text))) {
      if (only !== undefined && key !== only) continue;
      const known = this.#known.get(key);
      if (known !== undefined && known <= entity.id) continue;
      this.#known.set(key, entity.id);
      this.#held.set(entity.id, this.#heldBy(entity));
    }
  }

  /** Keeps what an input has given an entity: a later input can be known by any of its phones. */
  #learnWritten(id: number, wire: Create, held: Held): void {
    this.#held.set(id, held);
    const { field, matcher } = this.#keys;
    if (!field) return;
    for (const { value } of valuesOf(wire, field))
      for (const key of matcher.keys(String(value ?? ''))) if (!this.#known.has(key)) this.#known.set(key, id);
  }

  readonly #heldBy = (holder: object): Held =>
    new Map([...this.#keys.kept.keys()].map((field) => [field, valuesOf(holder, field)]));

  async #create(items: readonly Keyed<Create>[], options: RequestOptions): Promise<SettledChunk<Create, Created>> {
    const inputs = items.map(({ index, input }) => ({ index, input }));
    const settled = await settleChunk(inputs, this.#plan.create, options);
    const sent = new Map(items.map((item) => [item.index, item]));
    for (const outcome of settled.outcomes) {
      const { key, wire } = sent.get(outcome.index) as Keyed<Create>;
      if (key === undefined) continue;
      if (outcome.status === 'unknown') this.#unsure.add(key);
      if (outcome.status !== 'created') continue;
      this.#known.set(key, outcome.result.id);
      this.#learnWritten(outcome.result.id, wire, this.#heldBy(wire));
    }
    return settled;
  }

  /** Updates what is known. Those of one entity go out one after the other. */
  async #update(items: readonly Keyed<Create>[], options: RequestOptions): Promise<SettledChunk<Create, Updated>> {
    const outcomes: BulkOutcome<Create, Updated>[] = [];
    for (let left = items; left.length > 0; ) {
      const ids = new Map<number, Keyed<Create>>();
      for (const item of left) {
        const id = this.#known.get(item.key as string) as number;
        if (!ids.has(id)) ids.set(id, item);
      }
      const { outcomes: settled, ...rest } = await this.#updateOnce(ids, options);
      outcomes.push(...settled);
      if (rest.fatal !== undefined || rest.outage) return { ...rest, outcomes };
      const done = new Set(ids.values());
      left = left.filter((item) => !done.has(item));
    }
    return { outcomes };
  }

  async #updateOnce(
    items: ReadonlyMap<number, Keyed<Create>>,
    options: RequestOptions,
  ): Promise<SettledChunk<Create, Updated>> {
    const sent = new Map<number, { id: number; item: Keyed<Create>; held: Held }>();
    const withIds = [...items].map(([id, item]) => {
      let body = this.#keys.field ? item.wire : item.input;
      const held = new Map(this.#held.get(id));
      for (const [field, matcher] of this.#keys.kept) {
        const values = merged(held.get(field) ?? [], valuesOf(item.wire, field), matcher);
        body = withValues(body, field, values);
        held.set(field, values);
      }
      sent.set(item.index, { id, item, held });
      return { index: item.index, input: { ...body, id } as unknown as UpdateItem };
    });
    const { outcomes, ...rest } = await settleChunk(withIds, this.#plan.update, options);
    return {
      ...rest,
      outcomes: outcomes.map((outcome) => {
        const { id, item, held } = sent.get(outcome.index) as { id: number; item: Keyed<Create>; held: Held };
        if (outcome.status === 'updated') this.#learnWritten(id, item.wire, held);
        return { ...outcome, input: item.input };
      }),
    };
  }
}

const fieldsOf = (holder: object): readonly HeldField[] =>
  (holder as { custom_fields_values?: readonly HeldField[] | null }).custom_fields_values ?? [];

const valuesOf = (holder: object, field: PersonKey): readonly Value[] =>
  fieldsOf(holder)
    .filter((one) => isFieldOf(field, one))
    .flatMap(({ values }) => values ?? []);

/** The values that an entity has, and the new ones: a write replaces all values of a field. */
function merged(held: readonly Value[], given: readonly Value[], matcher: Matcher): Value[] {
  const keysOf = ({ value }: Value): readonly string[] => matcher.keys(String(value ?? ''));
  const known = new Set(held.flatMap(keysOf));
  const texts = new Set(held.map(({ value }) => value));
  const isKnown = (one: Value): boolean => {
    const keys = keysOf(one);
    return keys.length > 0 ? keys.every((key) => known.has(key)) : texts.has(one.value);
  };
  return [...held, ...given.filter((one) => !isKnown(one))].map(sendable);
}

// What is read names the kind of a value twice.
function sendable(read: Value): Value {
  const { value, enum_id, enum_code } = read as { value?: unknown; enum_id?: number | null; enum_code?: string | null };
  return { value, ...(enum_id ? { enum_id } : enum_code ? { enum_code } : {}) } as Value;
}

/** The body of a write with all values of one field. */
function withValues<T extends object>(body: T, field: PersonKey, values: readonly Value[]): T {
  const fields = fieldsOf(body);
  const first = fields.find((one) => isFieldOf(field, one));
  if (!first) return body;
  const kept = fields.filter((one) => one === first || !isFieldOf(field, one));
  return { ...body, custom_fields_values: kept.map((one) => (one === first ? { ...first, values } : one)) };
}
