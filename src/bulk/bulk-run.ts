import { KommoError } from '../errors.js';
import { checkObject } from '../util/check.js';
import type { BulkJob, BulkOptions, BulkOutcome, BulkResult } from './types.js';

// Loaded when the first run starts, since most programs read more than they write.
const engine = () => import('./engine.js');

/**
 * A bulk run that is not started yet: iterate it for the outcomes, one by one in the order of the inputs and with bounded memory,
 * or await it for all of them. Nothing is sent before.
 */
export class BulkRun<Input, Result>
  implements AsyncIterable<BulkOutcome<Input, Result>>, PromiseLike<BulkResult<Input, Result>>
{
  readonly #run: () => AsyncGenerator<BulkOutcome<Input, Result>, void, undefined>;
  #result: Promise<BulkResult<Input, Result>> | undefined;
  #used = false;

  /** @internal */
  constructor(run: () => AsyncGenerator<BulkOutcome<Input, Result>, void, undefined>) {
    this.#run = run;
  }

  /** The outcomes. Throws BulkStoppedError (without outcomes of its own) at the end of a run that was stopped. */
  [Symbol.asyncIterator](): AsyncGenerator<BulkOutcome<Input, Result>, void, undefined> {
    // A second pass would send every input twice.
    if (this.#used)
      throw new KommoError('A bulk run can be awaited or iterated only once. Start another run for other inputs.');
    this.#used = true;
    return this.#run();
  }

  // biome-ignore lint/suspicious/noThenProperty: awaiting it runs it.
  then<R = BulkResult<Input, Result>, E = never>(
    onfulfilled?: ((value: BulkResult<Input, Result>) => R | PromiseLike<R>) | null,
    onrejected?: ((reason: unknown) => E | PromiseLike<E>) | null,
  ): Promise<R | E> {
    this.#result ??= this.#collect();
    return this.#result.then(onfulfilled, onrejected);
  }

  async #collect(): Promise<BulkResult<Input, Result>> {
    // Taken at once, so that no other consumer takes them meanwhile.
    const outcomes = this[Symbol.asyncIterator]();
    return (await engine()).collect(outcomes);
  }
}

/** Starts nothing yet; see {@link BulkRun}. */
export function bulkRun<Input extends object, Result>(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  load: () => Promise<BulkJob<Input, Result>>,
  options: BulkOptions = {},
): BulkRun<Input, Result> {
  return new BulkRun(async function* () {
    checkObject(options, 'options');
    const [{ runJob }, job] = await Promise.all([engine(), load()]);
    yield* runJob(inputs, job, options);
  });
}
