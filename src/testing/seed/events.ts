import type { EventRow, LeadRow } from '../db/rows/index.js';
import type { RowSource } from '../db/table.js';
import { eventId } from '../http/event-id.js';
import { seedPipelines } from './pipelines.js';

const MOST = 100;

/** What happened to the last leads: they came in, and some were closed. */
export function seedEvents(leads: RowSource<LeadRow>, count: number): EventRow[] {
  const rows = Array.from({ length: Math.min(MOST, count) }, (_, i) => leads.at(count - 1 - i));
  return rows
    .flatMap((lead) => [added(lead), ...closed(lead)])
    .sort((a, b) => a.created_at - b.created_at)
    .map((event, i) => ({ ...event, id: eventId(i + 1) }));
}

const added = (lead: LeadRow): EventRow => ({
  id: '',
  type: 'lead_added',
  entity_type: 'lead',
  entity_id: lead.id,
  created_by: lead.created_by,
  created_at: lead.created_at,
  value_before: [],
  value_after: [],
});

function closed(lead: LeadRow): EventRow[] {
  if (lead.closed_at === null) return [];
  const { id, pipeline_id, status_id } = lead;
  return [
    {
      ...added(lead),
      type: 'lead_status_changed',
      created_by: lead.updated_by,
      created_at: lead.closed_at,
      entity_id: id,
      value_before: [{ lead_status: { id: openStage(lead), pipeline_id } }],
      value_after: [{ lead_status: { id: status_id, pipeline_id } }],
    },
  ];
}

/** The stage from which a lead was closed. */
function openStage({ id, pipeline_id }: LeadRow): number {
  const stages = seedPipelines.find((pipeline) => pipeline.id === pipeline_id)?.statuses ?? [];
  const open = stages.filter((stage) => stage.is_editable);
  return (open[id % open.length] as (typeof open)[number]).id;
}
