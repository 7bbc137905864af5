import { BulkRun, bulkRun } from './bulk-run.js';
import type { BulkInputs, BulkOptions, BulkOutcome, BulkTarget, ReconcileOptions } from './types.js';
import type { UpsertKey } from './upsert-key.js';

/** What the runs do, loaded with the first of them. */
export const jobs = () => import('./jobs.js');

/** Options of {@link EntityBulk.upsert}. */
export interface UpsertOptions<Entity, Create> extends BulkOptions {
  /**
   * What makes two the same: `email` or `phone` (custom fields with the codes EMAIL and PHONE, compared without case or punctuation),
   * or a function that reads the key from an input and from an entity. An input without a key is created.
   */
  key: UpsertKey<Entity, Create>;
}

/**
 * Bulk writes of one kind of entity, as fast as the limit allows: inputs go out in chunks, several at a time, and every input ends as
 * created, updated, failed with its own error, or unknown. Nothing is sent twice.
 */
export class EntityBulk<
  Entity extends { id: number },
  Create extends object,
  Created extends { id: number },
  UpdateItem extends { id: number },
  Updated extends { id: number },
> {
  readonly #target: BulkTarget<Entity, Create, Created, UpdateItem, Updated>;

  /** @internal */
  constructor(target: BulkTarget<Entity, Create, Created, UpdateItem, Updated>) {
    this.#target = target;
  }

  /** Creates all inputs. Outcomes are `created`, `failed` or `unknown`. */
  create(inputs: BulkInputs<Create>, options?: BulkOptions): BulkRun<Create, Created> {
    return bulkRun(inputs, async () => (await jobs()).createJob(this.#target), options);
  }

  /** Updates all inputs, each named by its id. Outcomes are `updated`, `failed` or `unknown` (which is safe to send again). */
  update(inputs: BulkInputs<UpdateItem>, options?: BulkOptions): BulkRun<UpdateItem, Updated> {
    return bulkRun(inputs, async () => (await jobs()).updateJob(this.#target), options);
  }

  /**
   * Looks each input up by its key, one call an input, and updates what is there or creates what is not.
   * Where several have the key, the oldest is updated. Inputs with the same key make one entity.
   */
  upsert(
    inputs: BulkInputs<Create>,
    { key, ...options }: UpsertOptions<Entity, Create>,
  ): BulkRun<Create, Created | Updated> {
    const target = this.#target;
    return new BulkRun(async function* () {
      const { runUpsert } = await import('./upsert.js');
      yield* runUpsert(inputs, target, key, options);
    });
  }

  /**
   * Looks up what became of the `unknown` outcomes of `create`, by what was created in the time of the calls.
   * An entity that holds all that the input asked for comes back as `created`. An input comes back as `failed`, safe to send again, only
   * if nothing new is left that could be it and `settleSeconds` have passed. Everything else stays `unknown`, with `candidates`.
   * Pass all outcomes of the run, so that what it created for certain is not mistaken for something else.
   */
  async reconcile(
    outcomes: Iterable<BulkOutcome<Create, Created>>,
    options: ReconcileOptions<Entity, Create> = {},
  ): Promise<BulkOutcome<Create, Created>[]> {
    const { reconcileCreates } = await import('./reconcile.js');
    return reconcileCreates(outcomes, this.#target, options);
  }
}
