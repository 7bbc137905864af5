import type { LeadRow, UnsortedRow } from '../db/rows/index.js';
import type { Call } from '../http/call.js';
import { uuidOf } from '../seed/random.js';
import { incomingStage, mainPipeline, renumber, type Stage } from './stages.js';

interface Opening {
  lead: Readonly<LeadRow>;
  contactId?: number | undefined;
  companyId?: number | undefined;
  metadata: Readonly<Record<string, unknown>> & { category?: string };
  category?: UnsortedRow['category'];
  sourceUid?: string | undefined;
  sourceName?: string | undefined;
  createdAt?: number | undefined;
}

/** Puts a lead among the incoming ones. */
export function openUnsorted(call: Call, opening: Opening): UnsortedRow {
  const { category: named, ...metadata } = opening.metadata;
  const row: UnsortedRow = {
    uid: uuidOf(100_000 + call.db.unsorted.size).replaceAll('-', ''),
    source_uid: opening.sourceUid ?? null,
    source_name: opening.sourceName ?? null,
    category: opening.category ?? (named as UnsortedRow['category']),
    pipeline_id: opening.lead.pipeline_id,
    created_at: opening.createdAt ?? call.now,
    metadata,
    lead_id: opening.lead.id,
    contact_id: opening.contactId ?? null,
    company_id: opening.companyId ?? null,
    state: 'open',
    sorted_at: null,
  };
  call.db.unsorted.set(row.uid, row);
  return row;
}

/** The stage of incoming leads of a pipeline; a pipeline that has none gets one. */
export function unsortedStage(call: Call, pipelineId: number | undefined): Stage {
  const { db } = call;
  const pipeline = (pipelineId === undefined ? undefined : db.pipelines.get(pipelineId)) ?? mainPipeline(db);
  if (!pipeline) return { pipeline_id: 0, status_id: 0 };
  const known = pipeline.statuses.find((status) => status.type === 1);
  const stage = known ?? incomingStage(db);
  if (!known)
    db.pipelines.update(pipeline.id, { is_unsorted_on: true, statuses: renumber([stage, ...pipeline.statuses]) });
  return { pipeline_id: pipeline.id, status_id: stage.id };
}
