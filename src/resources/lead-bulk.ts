import { type BulkRun, bulkRun } from '../bulk/bulk-run.js';
import { EntityBulk, jobs } from '../bulk/entity-bulk.js';
import type { BulkInputs, BulkOptions } from '../bulk/types.js';
import type {
  Lead,
  LeadComplexCreate,
  LeadComplexCreated,
  LeadCreate,
  LeadCreated,
  Leads,
  LeadUpdated,
  LeadUpdateItem,
} from './leads.js';

/** Bulk writes of leads. */
export class LeadBulk extends EntityBulk<Lead, LeadCreate, LeadCreated, LeadUpdateItem, LeadUpdated> {
  readonly #leads: Leads;

  /** @internal */
  constructor(leads: Leads) {
    super(leads);
    this.#leads = leads;
  }

  /**
   * Creates leads with their contacts and companies, 50 in a call at most. Where duplicate control merges several inputs into one lead,
   * each of them has that lead for its result.
   * @see https://developers.kommo.com/reference/complex-leads
   */
  createComplex(
    inputs: BulkInputs<LeadComplexCreate>,
    options?: BulkOptions,
  ): BulkRun<LeadComplexCreate, LeadComplexCreated> {
    return bulkRun(inputs, async () => (await jobs()).complexJob(this.#leads), options);
  }
}
