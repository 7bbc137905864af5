import type { RequestOptions } from '../transport/options.js';
import { checkObject } from '../util/check.js';
import { BulkRun, bulkRun } from './bulk-run.js';
import type { BulkInputs, BulkOptions, BulkOutcome, BulkTarget, ReconcileOptions } from './types.js';
import type { UpsertKey } from './upsert-key.js';

/** The jobs of bulk runs, loaded with the first run. */
export const jobs = () => import('./jobs.js');

/** Options of {@link EntityBulk.upsert}. */
export interface UpsertOptions<Entity, Create> extends BulkOptions {
  /**
   * What identifies an entity: `phone` (compared as a number), `email` (compared without case), or functions that read the key from an
   * input and from an entity. Phones and e-mails are the values of the fields with the codes PHONE and EMAIL. The first one of an input
   * counts. An input without a key is created.
   */
  key: UpsertKey<Entity, Create>;
  /** Two letters. Phones without a country code are read as numbers of this country. Default: the country of the account. */
  country?: string | undefined;
}

/** What the resource of an entity adds. @internal */
export interface EntityBulkOptions {
  /** What the inputs are, in words. */
  readonly of: string;
  /** An input as it goes over the wire. */
  wire?<Input extends object>(input: Input): Input;
  /** Returns the country of the account. Missing if the entities have no phones. */
  readonly country?: ((options: RequestOptions) => Promise<string | undefined>) | undefined;
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
  readonly #options: EntityBulkOptions;

  /** @internal */
  constructor(target: BulkTarget<Entity, Create, Created, UpdateItem, Updated>, options: EntityBulkOptions) {
    this.#target = target;
    this.#options = options;
  }

  /** Creates all inputs. Outcomes are `created`, `failed` or `unknown`. */
  create(inputs: BulkInputs<Create>, options?: BulkOptions): BulkRun<Create, Created> {
    const { of, wire } = this.#options;
    return bulkRun(inputs, async () => (await jobs()).createJob(of, this.#target, wire), options);
  }

  /** Updates all inputs, each named by its id. Outcomes are `updated`, `failed` or `unknown` (which is safe to send again). */
  update(inputs: BulkInputs<UpdateItem>, options?: BulkOptions): BulkRun<UpdateItem, Updated> {
    const { of, wire } = this.#options;
    return bulkRun(inputs, async () => (await jobs()).updateJob(of, this.#target, wire), options);
  }

  /**
   * Updates what has the key of an input, and creates what is not there. Inputs with the same key make one entity. If several entities
   * have the key, the oldest is updated. Only an entity whose own value matches is ever written to.
   * An update by phone or e-mail keeps the phones and e-mails that the entity has and adds those of the input.
   *
   * If the account has fewer pages (of 250) than there are keys to look up, everything is read once. Otherwise each key costs one
   * call, and a phone that is not found up to three. Two runs at the same time can still create the same entity twice.
   */
  upsert(inputs: BulkInputs<Create>, options: UpsertOptions<Entity, Create>): BulkRun<Create, Created | Updated> {
    const target = this.#target;
    const { of, wire = (input: Create) => input, country: countryOf } = this.#options;
    return new BulkRun(async function* () {
      const { key, country, ...own } = checkObject(options, 'options');
      const { runUpsert } = await import('./upsert.js');
      yield* runUpsert(inputs, target, { of, key, country, countryOf, wire }, own);
    });
  }

  /**
   * Finds out whether the `unknown` inputs of `create` were stored. It reads what was created during their calls.
   * If an entity holds everything that an input asked for, the input comes back as `created`. It comes back as `failed`, safe to send again, only
   * if nothing new is left that could be it and `settleSeconds` have passed. Everything else stays `unknown`, with `candidates`.
   * Pass all outcomes of the run, so that entities which it certainly created are not mistaken for others.
   */
  async reconcile(
    outcomes: Iterable<BulkOutcome<Create, Created>>,
    options: ReconcileOptions<Entity, Create> = {},
  ): Promise<BulkOutcome<Create, Created>[]> {
    const { reconcileCreates } = await import('./reconcile.js');
    return reconcileCreates(outcomes, this.#target, options);
  }
}
