import type { PipelineRow, StatusDescriptionRow, StatusRow } from '../db/rows/index.js';
import { asks, type Call, type Handlers, idParam, itemOf, itemsOf } from '../http/call.js';
import { everything, list, noContent, ok, selfLinks, writtenWithTotal } from '../http/hal.js';
import { refuse, requestIdOf } from '../http/problems.js';
import { bySort, firstStage, isClosed, newStatus, pipelineOf, renumber, WON } from './stages.js';

interface DescriptionInput {
  id?: number;
  level: string;
  description?: string;
}

interface StatusInput {
  name?: string;
  sort?: number;
  color?: string;
  descriptions?: readonly DescriptionInput[];
  request_id?: string;
}

const MOST_STATUSES = 100;

/** Stages of a pipeline. */
export const statusHandlers: Handlers = {
  'pipelines.listStatuses': (call) => {
    const pipeline = pipelineOf(call, 'pipeline_id');
    const items = bySort(pipeline.statuses).map((status) => renderStatus(call, pipeline.id, status));
    return list(call, 'statuses', everything(items), { totals: 'items', paged: false });
  },
  'pipelines.getStatus': (call) => {
    const { pipeline, status } = find(call);
    return ok(renderStatus(call, pipeline.id, status));
  },
  'pipelines.createStatuses': (call) => {
    const pipeline = pipelineOf(call, 'pipeline_id');
    const inputs = itemsOf<StatusInput>(call);
    if (pipeline.statuses.length + inputs.length > MOST_STATUSES)
      refuse(422, `Limit ${MOST_STATUSES} statuses per pipeline`);
    const added = inputs.map((input) => {
      const status = newStatus(call.db, {
        name: input.name ?? '',
        sort: input.sort ?? 9999,
        ...(input.color && { color: input.color }),
      });
      return { ...status, descriptions: mergeDescriptions(call, [], input.descriptions) };
    });
    const after = store(call, pipeline, [...pipeline.statuses, ...added]);
    const items = added.map(({ id }, i) => {
      const status = after.statuses.find((row) => row.id === id) as StatusRow;
      return { ...renderStatus(call, pipeline.id, status), request_id: requestIdOf(inputs[i], i) };
    });
    return writtenWithTotal(call, 'statuses', items);
  },
  'pipelines.updateStatus': (call) => {
    const { pipeline, status } = find(call);
    const input = itemOf<StatusInput>(call);
    const changed: StatusRow = {
      ...status,
      name: input.name ?? status.name,
      color: input.color ?? status.color,
      // A system stage keeps its place.
      sort: status.is_editable ? (input.sort ?? status.sort) : status.sort,
      descriptions: mergeDescriptions(call, status.descriptions, input.descriptions),
    };
    const after = store(
      call,
      pipeline,
      pipeline.statuses.map((row) => (row.id === status.id ? changed : row)),
    );
    const row = after.statuses.find(({ id }) => id === status.id) as StatusRow;
    return ok({ ...renderStatus(call, pipeline.id, row), request_id: '0' });
  },
  'pipelines.deleteStatus': (call) => {
    const { pipeline, status } = find(call);
    if (!status.is_editable || isClosed(status.id)) refuse(400, 'A system status can not be deleted');
    const after = store(
      call,
      pipeline,
      pipeline.statuses.filter(({ id }) => id !== status.id),
    );
    const target = firstStage(after)?.id ?? WON;
    const inside = call.db.leads.filter((lead) => lead.pipeline_id === pipeline.id && lead.status_id === status.id);
    for (const lead of inside) call.db.leads.update(lead.id, { status_id: target, updated_at: call.now });
    return noContent();
  },
};

function find(call: Call): { pipeline: Readonly<PipelineRow>; status: StatusRow } {
  const pipeline = pipelineOf(call, 'pipeline_id');
  const status = pipeline.statuses.find(({ id }) => id === idParam(call)) ?? refuse(404, 'Status not found');
  return { pipeline, status };
}

function store(call: Call, pipeline: PipelineRow, statuses: readonly StatusRow[]): Readonly<PipelineRow> {
  return call.db.pipelines.set({ ...pipeline, statuses: renumber(statuses) });
}

// One description a level: without text it goes, with text it is set.
function mergeDescriptions(
  call: Call,
  current: readonly StatusDescriptionRow[],
  inputs: readonly DescriptionInput[] = [],
): StatusDescriptionRow[] {
  const byLevel = new Map(current.map((row) => [row.level, row]));
  for (const { level, description } of inputs) {
    const known = byLevel.get(level);
    if (description === undefined) byLevel.delete(level);
    else if (known) byLevel.set(level, { ...known, description, updated_at: call.now, updated_by: call.userId });
    else {
      const id = call.db.nextId('description', 1_001);
      const { now, userId } = call;
      byLevel.set(level, {
        id,
        level,
        description,
        created_at: now,
        updated_at: now,
        created_by: userId,
        updated_by: userId,
      });
    }
  }
  return [...byLevel.values()];
}

export function renderStatus(call: Call, pipelineId: number, status: StatusRow): Record<string, unknown> {
  const { id, name, sort, is_editable, color, type } = status;
  return {
    id,
    name,
    sort,
    is_editable,
    pipeline_id: pipelineId,
    color,
    type,
    account_id: call.db.account.id,
    ...(asks(call, 'descriptions') && {
      descriptions: status.descriptions.map((row) => renderDescription(call, pipelineId, id, row)),
    }),
    _links: selfLinks(call, `/api/v4/leads/pipelines/${pipelineId}/statuses/${id}`),
  };
}

function renderDescription(call: Call, pipelineId: number, statusId: number, row: StatusDescriptionRow): unknown {
  return {
    id: row.id,
    account_id: call.db.account.id,
    created_at: dateText(row.created_at),
    updated_at: dateText(row.updated_at),
    created_by: row.created_by,
    updated_by: row.updated_by,
    pipeline_id: pipelineId,
    status_id: statusId,
    level: row.level,
    description: row.description,
  };
}

// `YYYY-MM-DD HH:MM:SS`, the only place where v4 does not count seconds.
const dateText = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
