import type { Db } from '../db/db.js';
import type { PipelineRow, StatusRow } from '../db/rows/index.js';
import { type Call, idParam } from '../http/call.js';
import { type FieldIssue, notSupportedChoice, refuse } from '../http/problems.js';

/** Won and lost; the same ids in every pipeline. */
export const WON = 142;
export const LOST = 143;

export const isClosed = (statusId: number): boolean => statusId === WON || statusId === LOST;

export interface Stage {
  pipeline_id: number;
  status_id: number;
}

/** The pipeline that a path names, else 404. */
export function pipelineOf(call: Call, param: string): Readonly<PipelineRow> {
  return call.db.pipelines.get(idParam(call, param)) ?? refuse(404, 'Pipeline not found');
}

export const mainPipeline = (db: Db): Readonly<PipelineRow> | undefined =>
  db.pipelines.find((pipeline) => pipeline.is_main) ?? db.pipelines.find(() => true);

/** The stage that a lead of a pipeline starts in. */
export const firstStage = (pipeline: PipelineRow): StatusRow | undefined =>
  pipeline.statuses.find((status) => status.type === 0 && !isClosed(status.id));

/** The stage that a write puts a lead into, from what it sends and from the lead's stage. */
export function stageFor(
  db: Db,
  input: { pipeline_id?: number; status_id?: number },
  current: Stage | undefined,
): { stage: Stage; issues: FieldIssue[] } {
  const issues: FieldIssue[] = [];
  const here = current ?? { pipeline_id: mainPipeline(db)?.id ?? 0, status_id: 0 };
  const pipeline = pipelineFor(db, input, here);
  if (!pipeline) return { stage: here, issues: [notSupportedChoice('pipeline_id')] };
  const wanted = input.status_id;
  if (wanted !== undefined && !pipeline.statuses.some((status) => status.id === wanted))
    issues.push(notSupportedChoice('status_id'));
  const stays = current !== undefined && pipeline.id === current.pipeline_id;
  const status = wanted ?? (stays ? current.status_id : (firstStage(pipeline)?.id ?? WON));
  return { stage: { pipeline_id: pipeline.id, status_id: status }, issues };
}

// A stage of its own names its pipeline; won and lost stand in all of them, so they stay in the lead's.
function pipelineFor(
  db: Db,
  input: { pipeline_id?: number; status_id?: number },
  here: Stage,
): Readonly<PipelineRow> | undefined {
  if (input.pipeline_id !== undefined) return db.pipelines.get(input.pipeline_id);
  const wanted = input.status_id;
  const current = db.pipelines.get(here.pipeline_id);
  if (wanted === undefined || isClosed(wanted) || current?.statuses.some((status) => status.id === wanted))
    return current;
  return db.pipelines.find((pipeline) => pipeline.statuses.some((status) => status.id === wanted)) ?? current;
}

/** A stage without an id of its own yet. */
export function newStatus(db: Db, init: { name: string; sort: number; color?: string }): StatusRow {
  const { name, sort, color = '#fffeb2' } = init;
  return { id: db.nextId('status', FIRST_STATUS_ID), name, sort, color, is_editable: true, type: 0, descriptions: [] };
}

/** The stage of incoming leads; each pipeline that takes them has one under an id of its own. */
export function incomingStage(db: Db, name = 'Incoming leads'): StatusRow {
  return {
    id: db.nextId('status', FIRST_STATUS_ID),
    name,
    sort: 10,
    color: '#c1c1c1',
    is_editable: false,
    type: 1,
    descriptions: [],
  };
}

const FIRST_STATUS_ID = 58_220_101;

export const bySort = (statuses: readonly StatusRow[]): StatusRow[] => [...statuses].sort((a, b) => a.sort - b.sort);

/** Sorts stages and numbers them anew, as the server does: 10 incoming, 20, 30 ..., 10000 won, 11000 lost. */
export function renumber(statuses: readonly StatusRow[]): StatusRow[] {
  const own = bySort(statuses.filter((status) => status.type === 0 && !isClosed(status.id)));
  const fixed: Record<number, number> = { [WON]: 10_000, [LOST]: 11_000 };
  return bySort(
    statuses.map((status) => {
      if (status.type === 1) return { ...status, sort: 10 };
      return { ...status, sort: fixed[status.id] ?? 20 + own.indexOf(status) * 10 };
    }),
  );
}
