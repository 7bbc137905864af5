import type { FunnelMessage, FunnelMove, FunnelPipeline, FunnelRows, Place } from './funnel.js';

/** What a funnel needs to know of an account. */
export interface FunnelAccount {
  readonly name: string;
  readonly country: string | undefined;
  readonly currency: string;
  readonly zone: string;
  /** Language of the user, two letters. */
  readonly language: string | undefined;
}

/** First and last second of a period. */
export interface FunnelSpan {
  readonly start: number;
  readonly end: number;
}

/** Where a funnel gets its rows. */
export interface FunnelSource {
  account(): Promise<FunnelAccount>;
  /** Leads that were created in the period, and what happened to them since. */
  read(span: FunnelSpan): Promise<FunnelRows>;
}

/** Types of the events that a funnel is made of. */
export const FUNNEL_EVENTS = ['lead_status_changed', 'incoming_chat_message', 'outgoing_chat_message'] as const;

/** An event of the API, or a row of the mirror. */
export interface FunnelEvent {
  readonly id: string;
  readonly type: string;
  readonly entity_id: number;
  readonly created_by: number | null;
  /** Unix seconds. */
  readonly created_at: number;
  readonly value_before?: unknown;
  readonly value_after?: unknown;
}

/** Sorts events into moves and messages. */
export function sorted(events: Iterable<FunnelEvent>): { moves: FunnelMove[]; messages: FunnelMessage[] } {
  const moves: FunnelMove[] = [];
  const messages: FunnelMessage[] = [];
  for (const { id, type, entity_id: lead_id, created_at: at, created_by, value_before, value_after } of events) {
    if (type === 'lead_status_changed') {
      const to = placeOf(value_after);
      if (to) moves.push({ id, lead_id, at, from: placeOf(value_before), to });
    } else if (type === 'incoming_chat_message') messages.push({ id, lead_id, at, direction: 'in' });
    else if (type === 'outgoing_chat_message' && created_by) messages.push({ id, lead_id, at, direction: 'out' });
  }
  return { moves, messages };
}

function placeOf(values: unknown): Place | undefined {
  const [first] = Array.isArray(values) ? (values as { lead_status?: { id?: unknown; pipeline_id?: unknown } }[]) : [];
  const status_id = Number(first?.lead_status?.id);
  const pipeline_id = Number(first?.lead_status?.pipeline_id);
  return status_id > 0 && pipeline_id > 0 ? { pipeline_id, status_id } : undefined;
}

interface Sortable {
  readonly id: number;
  readonly sort: number | null;
}

const bySort = (a: Sortable, b: Sortable): number => (a.sort ?? 0) - (b.sort ?? 0) || a.id - b.id;

/** Pipelines and their stages in the order that the account shows. */
export const inOrder = (
  pipelines: readonly (Sortable & {
    readonly name: string;
    readonly stages: readonly (Sortable & { name: string })[];
  })[],
): FunnelPipeline[] =>
  [...pipelines].sort(bySort).map(({ id, name, stages }) => ({
    id,
    name,
    stages: [...stages].sort(bySort).map((stage) => ({ id: stage.id, name: stage.name })),
  }));
