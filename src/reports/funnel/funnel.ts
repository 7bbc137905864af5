import { LOST, plus, WON } from '../tally.js';

/** A lead of the period. */
export interface FunnelLead {
  readonly id: number;
  readonly pipeline_id: number;
  readonly status_id: number;
  /** With its fraction. */
  readonly price: number;
  /** Unix seconds, like every moment here. */
  readonly created_at: number;
  readonly closed_at: number | null;
}

/** A stage of a pipeline, as a move names it. */
export interface Place {
  readonly pipeline_id: number;
  readonly status_id: number;
}

/** A lead changed its stage. */
export interface FunnelMove {
  /** Id of the event. It decides the order within a second. */
  readonly id: string;
  readonly lead_id: number;
  readonly at: number;
  readonly from: Place | undefined;
  readonly to: Place;
}

/** A message of a chat with a lead. */
export interface FunnelMessage {
  readonly id: string;
  readonly lead_id: number;
  readonly at: number;
  /** `in` comes from the client, `out` from a user. Those of robots are not counted. */
  readonly direction: 'in' | 'out';
}

/** A pipeline with its stages in the order of the account. */
export interface FunnelPipeline {
  readonly id: number;
  readonly name: string;
  readonly stages: readonly { readonly id: number; readonly name: string }[];
}

/** What a funnel is made of. */
export interface FunnelRows {
  readonly pipelines: readonly FunnelPipeline[];
  /** Leads that were created in the period, without deleted ones. */
  readonly leads: readonly FunnelLead[];
  /** Moves of at least these leads. */
  readonly moves: readonly FunnelMove[];
  readonly messages: readonly FunnelMessage[];
  /** False if something of the period is missing. */
  readonly complete: boolean;
}

/** How leads went through one stage. */
export interface FunnelStage {
  readonly id: number;
  readonly name: string;
  /** Leads that were in this stage, or in one after it. */
  readonly reached: number;
  /** Those of them that reached the next stage, from 0 to 1. Null for the last stage, and if nothing reached this one. */
  readonly conversion: number | null;
  /** Leads that are in this stage now. */
  readonly now: number;
  /** Median of the seconds that a stay took, of the stays that have ended. Null if none has. */
  readonly median_seconds: number | null;
}

/** How many leads were won, how fast, and what that is worth. */
export interface FunnelSum {
  readonly leads: number;
  readonly won: number;
  readonly lost: number;
  /** Won of what was won or lost, from 0 to 1. Null if nothing was. */
  readonly win_rate: number | null;
  readonly won_value: number;
  /** Median of the seconds from the creation of a lead until it was won. */
  readonly median_cycle_seconds: number | null;
  /** Value a day: leads x win rate x average won lead / median cycle. Null if nothing was won. */
  readonly velocity_per_day: number | null;
}

export interface FunnelOfPipeline extends FunnelSum {
  readonly id: number;
  readonly name: string;
  readonly stages: readonly FunnelStage[];
}

/** How fast clients got an answer to their first message. */
export interface FirstResponse {
  /** Leads with a message of the client. */
  readonly leads: number;
  /** Leads that a user has answered. */
  readonly answered: number;
  /** Median of the seconds from the first message until a user answered. */
  readonly median_seconds: number | null;
}

export interface Funnel extends FunnelSum {
  /** Null if no client wrote a message. */
  readonly first_response: FirstResponse | null;
  readonly pipelines: readonly FunnelOfPipeline[];
  readonly complete: boolean;
}

interface Stay extends Place {
  readonly seconds: number | undefined;
}

/** Calculates the funnel. The order of the rows does not matter. */
export function funnelOf({ pipelines, leads, moves, messages, complete }: FunnelRows): Funnel {
  const movesOf = byLead(moves);
  const stays = new Map(leads.map((lead) => [lead, staysOf(lead, movesOf.get(lead.id) ?? [])]));
  return {
    ...sumOf(leads, leads),
    first_response: firstResponse(leads, messages),
    pipelines: pipelines.map((pipeline) => ofPipeline(pipeline, stays)).filter(({ leads: count }) => count > 0),
    complete,
  };
}

function ofPipeline(
  { id, name, stages }: FunnelPipeline,
  all: ReadonlyMap<FunnelLead, readonly Stay[]>,
): FunnelOfPipeline {
  // Every pipeline has the stage of lost leads. It is the way out, and not a step.
  const steps = stages.filter((stage) => stage.id !== LOST);
  const rank = new Map(steps.map((stage, i) => [stage.id, i]));
  const visitors: FunnelLead[] = [];
  const furthest: number[] = [];
  const seconds = steps.map((): number[] => []);
  for (const [lead, stays] of all) {
    const here = stays.filter((stay) => stay.pipeline_id === id);
    if (here.length === 0) continue;
    visitors.push(lead);
    furthest.push(Math.max(...here.map(({ status_id }) => rank.get(status_id) ?? -1)));
    for (const stay of here) {
      if (stay.seconds !== undefined) seconds[rank.get(stay.status_id) ?? -1]?.push(stay.seconds);
    }
  }
  const current = visitors.filter(({ pipeline_id }) => pipeline_id === id);
  const reached = steps.map((_, i) => furthest.filter((step) => step >= i).length);
  return {
    id,
    name,
    ...sumOf(visitors, current),
    stages: steps.map((stage, i) => ({
      ...stage,
      reached: reached[i] as number,
      conversion: i + 1 < steps.length ? ratio(reached[i + 1] as number, reached[i] as number) : null,
      now: current.filter(({ status_id }) => status_id === stage.id).length,
      median_seconds: median(seconds[i] as number[]),
    })),
  };
}

/** The stays of a lead, one after the other. The last one is where the lead is now. */
function staysOf(lead: FunnelLead, moves: readonly FunnelMove[]): Stay[] {
  const first = moves[0];
  const now: Place = { pipeline_id: lead.pipeline_id, status_id: lead.status_id };
  const stays: Stay[] = [];
  let place: Place | undefined = first ? first.from : now;
  let since = lead.created_at;
  for (const { at, to } of moves) {
    if (place) stays.push({ ...place, seconds: Math.max(0, at - since) });
    place = to;
    since = at;
  }
  if (place) stays.push({ ...place, seconds: undefined });
  // Events may be missing, so that the lead itself says where it is.
  if (place && (place.pipeline_id !== now.pipeline_id || place.status_id !== now.status_id))
    stays.push({ ...now, seconds: undefined });
  return stays;
}

function sumOf(visitors: readonly FunnelLead[], current: readonly FunnelLead[]): FunnelSum {
  const won = current.filter(({ status_id }) => status_id === WON);
  const lost = current.filter(({ status_id }) => status_id === LOST).length;
  const wonValue = won.reduce((sum, { price }) => plus(sum, price), 0);
  const rate = ratio(won.length, won.length + lost);
  const cycle = median(
    won.flatMap(({ created_at, closed_at }) => (closed_at === null ? [] : [closed_at - created_at])),
  );
  return {
    leads: visitors.length,
    won: won.length,
    lost,
    win_rate: rate,
    won_value: wonValue,
    median_cycle_seconds: cycle,
    velocity_per_day:
      rate === null || won.length === 0 || cycle === null || cycle <= 0
        ? null
        : Math.round(
            (visitors.length * (won.length / (won.length + lost)) * (wonValue / won.length)) / (cycle / 86_400),
          ),
  };
}

function firstResponse(leads: readonly FunnelLead[], messages: readonly FunnelMessage[]): FirstResponse | null {
  const messagesOf = byLead(messages);
  const waits: number[] = [];
  let asked = 0;
  for (const { id } of leads) {
    const talk = messagesOf.get(id) ?? [];
    const first = talk.findIndex(({ direction }) => direction === 'in');
    if (first < 0) continue;
    asked += 1;
    const answer = talk.slice(first).find(({ direction }) => direction === 'out');
    if (answer) waits.push(answer.at - (talk[first] as FunnelMessage).at);
  }
  return asked === 0 ? null : { leads: asked, answered: waits.length, median_seconds: median(waits) };
}

/** What happened to each lead, oldest first, each event once. */
function byLead<E extends { readonly id: string; readonly lead_id: number; readonly at: number }>(
  events: readonly E[],
): ReadonlyMap<number, readonly E[]> {
  const lists = new Map<number, E[]>();
  for (const event of new Map(events.map((event) => [event.id, event])).values()) {
    const list = lists.get(event.lead_id);
    if (list) list.push(event);
    else lists.set(event.lead_id, [event]);
  }
  // Ids of events begin with their moment.
  for (const list of lists.values()) list.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return lists;
}

const ratio = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((part / whole) * 1000) / 1000;

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}
