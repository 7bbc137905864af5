import { KommoError } from '../errors.js';
import { stable } from '../util/canonical-json.js';
import type { BulkOutcome, BulkTarget, ReconcileOptions } from './types.js';

type Unknown<Create, Created> = Extract<BulkOutcome<Create, Created>, { status: 'unknown' }>;

/** Finds out which inputs of cut calls were stored, by what was created in the time of the call. */
export async function reconcileCreates<
  Entity extends { id: number },
  Create extends object,
  Created extends { id: number },
>(
  outcomes: Iterable<BulkOutcome<Create, Created>>,
  target: Pick<BulkTarget<Entity, Create, Created, never, never>, 'list'>,
  { clockSkew = 120, matches = holds, ...options }: ReconcileOptions<Entity, Create>,
): Promise<BulkOutcome<Create, Created>[]> {
  const all = [...outcomes];
  const unknown = all.filter((outcome) => outcome.status === 'unknown') as Unknown<Create, Created>[];
  if (unknown.length === 0) return all;
  const taken = new Set(all.flatMap((outcome) => ('result' in outcome ? [outcome.result.id] : [])));
  const from = Math.min(...unknown.map(({ sentAt }) => sentAt.from)) - clockSkew;
  const to = Math.max(...unknown.map(({ sentAt }) => sentAt.to)) + clockSkew;
  // updated_at, since not every list can be filtered by created_at; what is new has both the same or was changed since.
  const found: Entity[] = [];
  for await (const entity of target.list({ filter: { updated_at: { from } } }, options)) {
    const { created_at } = entity as Entity & { created_at?: number };
    if (!taken.has(entity.id) && (created_at === undefined || (created_at >= from && created_at <= to)))
      found.push(entity);
  }
  const settled = new Map<number, BulkOutcome<Create, Created>>();
  for (const alike of groupAlike(unknown)) {
    const candidates = found.filter(
      (entity) => !taken.has(entity.id) && matches(entity, (alike[0] as Unknown<Create, Created>).input),
    );
    for (const [at, outcome] of alike.entries())
      settled.set(outcome.index, settle(outcome, candidates, alike.length, at));
    if (candidates.length === alike.length) for (const { id } of candidates) taken.add(id);
  }
  return all.map((outcome) => settled.get(outcome.index) ?? outcome);
}

function settle<Entity extends { id: number }, Create, Created>(
  outcome: Unknown<Create, Created>,
  candidates: readonly Entity[],
  alike: number,
  at: number,
): BulkOutcome<Create, Created> {
  const { index, input, error } = outcome;
  if (candidates.length === 0) {
    return {
      index,
      input,
      status: 'failed',
      error: new KommoError('was not stored; it is safe to send again', { cause: error }),
      issues: [],
    };
  }
  // Fewer or more than were sent may be somebody else's: better to leave it open than to name the wrong one.
  if (candidates.length !== alike) return outcome;
  const { id } = candidates[at] as Entity;
  return { index, input, status: 'created', result: { id } as Created };
}

// Inputs that ask for the same can't be told apart by what was stored, but they can be counted.
function groupAlike<Create, Created>(unknown: readonly Unknown<Create, Created>[]): Unknown<Create, Created>[][] {
  const groups = new Map<string, Unknown<Create, Created>[]>();
  for (const outcome of unknown) {
    const key = stable(outcome.input);
    groups.set(key, [...(groups.get(key) ?? []), outcome]);
  }
  return [...groups.values()];
}

/** Whether the entity has every plain property of the input. */
function holds(entity: object, input: object): boolean {
  const plain = Object.entries(input).filter(
    ([key, value]) => key !== 'request_id' && ['string', 'number', 'boolean'].includes(typeof value),
  );
  return plain.length > 0 && plain.every(([key, value]) => (entity as Record<string, unknown>)[key] === value);
}
