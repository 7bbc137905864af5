import { KommoError } from '../errors.js';
import type { RequestOptions } from '../transport/options.js';
import { type Indexed, isFatal, type SettledChunk, settleChunk, unreadable } from './chunk.js';
import { runBulk } from './engine.js';
import { createJob, updateJob } from './jobs.js';
import { isOutage } from './outage.js';
import type { BulkInputs, BulkJob, BulkOptions, BulkOutcome, BulkTarget } from './types.js';
import { type Keys, keysOf, type UpsertKey } from './upsert-key.js';

/** What an upsert is made of. */
interface UpsertPlan<Entity, Create, Created, UpdateItem, Updated> {
  readonly list: Pick<BulkTarget<Entity, never, never, never, never>, 'list'>;
  readonly create: BulkJob<Create, Created>;
  readonly update: BulkJob<UpdateItem, Updated>;
}

type Ided = { id: number };

/** A run that looks each input up by its key, then updates or creates it. */
export function runUpsert<
  Entity extends Ided,
  Create extends object,
  Created extends Ided,
  UpdateItem extends Ided,
  Updated extends Ided,
>(
  inputs: BulkInputs<Create>,
  target: BulkTarget<Entity, Create, Created, UpdateItem, Updated>,
  key: UpsertKey<Entity, Create>,
  options: BulkOptions,
): AsyncGenerator<BulkOutcome<Create, Created | Updated>, void, undefined> {
  const plan = { list: target, create: createJob(target), update: updateJob(target) };
  const upsert = new Upsert(plan, keysOf(key));
  const settler = { maxChunk: plan.create.maxChunk, settle: upsert.settle };
  // One chunk at a time, so that what one chunk creates is known to the next.
  return runBulk(inputs, settler, { ...options, concurrency: 1 });
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
  // What this run has found or made: the same key again is the same entity.
  readonly #known = new Map<string, number>();

  constructor(plan: UpsertPlan<Entity, Create, Created, UpdateItem, Updated>, keys: Keys<Entity, Create>) {
    this.#plan = plan;
    this.#keys = keys;
  }

  readonly settle = async (
    chunk: readonly Indexed<Create>[],
    options: RequestOptions,
  ): Promise<SettledChunk<Create, Created | Updated>> => {
    const outcomes: BulkOutcome<Create, Created | Updated>[] = [];
    const keyOf = new Map<number, string | undefined>();
    let rest: Indexed<Create>[] = [];
    for (const item of chunk) {
      const error = this.#readKey(item, keyOf);
      if (error) outcomes.push({ ...item, status: 'failed', error, issues: [] });
      else rest.push(item);
    }
    const failed = await this.#lookUpAll(new Set(rest.map(({ index }) => keyOf.get(index))), options);
    const errors = [...failed.values()];
    let fatal = errors.find(isFatal) as unknown;
    let outage = errors.find(isOutage);
    rest = rest.filter((item) => {
      const error = failed.get(keyOf.get(item.index) ?? '');
      // Nothing was written, so what met an outage can be tried again.
      if (error && !isFatal(error) && !isOutage(error)) outcomes.push({ ...item, status: 'failed', error, issues: [] });
      return !error;
    });
    const add = (settled: SettledChunk<Create, Created | Updated>): void => {
      outcomes.push(...settled.outcomes);
      fatal ??= settled.fatal;
      outage ??= settled.outage;
    };

    const isKnown = (item: Indexed<Create>): boolean => this.#known.has(keyOf.get(item.index) ?? '');
    // Updates first: they can be repeated, so nothing is lost where a later step fails.
    const updates = rest.filter(isKnown);
    add(await this.#update(updates, keyOf, options));

    const leaders = new Set<string>();
    const creates = rest.filter((item) => {
      const key = keyOf.get(item.index);
      if (isKnown(item) || (key !== undefined && leaders.has(key))) return false;
      if (key !== undefined) leaders.add(key);
      return true;
    });
    const created = await settleChunk(creates, this.#plan.create, options);
    add(created);
    for (const outcome of created.outcomes) {
      const key = keyOf.get(outcome.index);
      if (outcome.status === 'created' && key !== undefined) this.#known.set(key, outcome.result.id);
    }

    const followers = rest.filter((item) => !updates.includes(item) && !creates.includes(item));
    add(await this.#update(followers.filter(isKnown), keyOf, options));
    // A follower of an input that was not sent is not sent either.
    const settledLeaders = new Set(created.outcomes.map(({ index }) => keyOf.get(index)));
    for (const item of followers.filter(
      (follower) => !isKnown(follower) && settledLeaders.has(keyOf.get(follower.index)),
    )) {
      const error = new KommoError('An input before it has the same key and was not stored.');
      outcomes.push({ ...item, status: 'failed', error, issues: [] });
    }
    return { outcomes, ...(fatal !== undefined && { fatal }), outage };
  };

  #readKey({ input, index }: Indexed<Create>, keyOf: Map<number, string | undefined>): KommoError | undefined {
    try {
      this.#plan.create.check(input, `inputs.${index}`);
      keyOf.set(index, this.#keys.ofInput(input));
      return undefined;
    } catch (error) {
      return error instanceof KommoError ? error : unreadable(index, error);
    }
  }

  /** Looks up what is not known yet; gives the errors by key. */
  async #lookUpAll(keys: Set<string | undefined>, options: RequestOptions): Promise<Map<string, KommoError>> {
    const failed = new Map<string, KommoError>();
    const lookUp = async (key: string): Promise<void> => {
      let oldest: number | undefined;
      for await (const entity of this.#plan.list.list({ query: key }, options)) {
        if (this.#keys.ofEntity(entity).includes(key)) oldest = Math.min(oldest ?? entity.id, entity.id);
      }
      if (oldest !== undefined) this.#known.set(key, oldest);
    };
    const unknown = [...keys].filter((key): key is string => key !== undefined && !this.#known.has(key));
    await Promise.all(unknown.map((key) => lookUp(key).catch((error: KommoError) => void failed.set(key, error))));
    return failed;
  }

  async #update(
    items: readonly Indexed<Create>[],
    keyOf: ReadonlyMap<number, string | undefined>,
    options: RequestOptions,
  ): Promise<SettledChunk<Create, Updated>> {
    const inputs = new Map(items.map(({ index, input }) => [index, input]));
    const withIds = items.map(({ index, input }) => ({
      index,
      input: { ...input, id: this.#known.get(keyOf.get(index) as string) } as unknown as UpdateItem,
    }));
    const { outcomes, ...rest } = await settleChunk(withIds, this.#plan.update, options);
    return {
      ...rest,
      outcomes: outcomes.map((outcome) => ({ ...outcome, input: inputs.get(outcome.index) as Create })),
    };
  }
}
