import type { EntityType, TaskRow } from '../db/rows/index.js';
import { type Call, filterOf, type Handlers, idParam, missing } from '../http/call.js';
import { list, ok, selfLinks } from '../http/hal.js';
import { type FieldIssue, fieldMissing, notSupportedChoice } from '../http/problems.js';
import { batch } from './batch.js';
import { among, within } from './filters.js';
import { type Happening, record } from './journal.js';
import { groupOf, missingRef, type UserRefs, userIssues } from './references.js';
import { mapListing } from './relations.js';
import { select } from './select.js';

interface TaskInput extends UserRefs {
  id?: number;
  text?: string;
  complete_till?: number;
  task_type_id?: number;
  entity_id?: number;
  entity_type?: EntityType;
  is_completed?: boolean;
  duration?: number;
  result?: { text: string };
  created_at?: number;
  updated_at?: number;
  request_id?: string;
}

const taskPath = ({ id }: { id: number }): string => `/api/v4/tasks/${id}`;

const writes = batch<TaskInput, TaskRow>({
  key: 'tasks',
  notFound: 'Task not found',
  table: (call) => call.db.tasks,
  issues: taskIssues,
  insert: insertTask,
  change: changeTask,
  path: taskPath,
  updated: ({ updated_at }, request_id) => ({ updated_at, request_id }),
  wrapsOne: true,
});

const KEYS = {
  created_at: (row: TaskRow) => row.created_at,
  complete_till: (row: TaskRow) => row.complete_till,
} as const;

export const taskHandlers: Handlers = {
  'tasks.list': (call) => {
    const listing = select(call, call.db.tasks, { keep: taskFilter(call), keys: KEYS });
    return list(
      call,
      'tasks',
      mapListing(listing, (row) => renderTask(call, row)),
    );
  },
  'tasks.get': (call) => {
    const row = call.db.tasks.get(idParam(call));
    return row ? ok(renderTask(call, row)) : missing(call, 'Task not found');
  },
  'tasks.create': writes.create,
  'tasks.update': writes.update,
  'tasks.updateMany': writes.updateMany,
};

function taskFilter(call: Call): ((row: TaskRow) => boolean) | undefined {
  if (call.query['filter'] === undefined) return undefined;
  const f = (key: string): unknown => filterOf(call, key);
  const done = f('is_completed');
  const stages = f('lead_statuses') as readonly { pipeline_id: number; status_id: number }[] | undefined;
  const onStage = (row: TaskRow): boolean => {
    if (stages === undefined) return true;
    const lead = row.entity_type === 'leads' && row.entity_id !== null ? call.db.leads.get(row.entity_id) : undefined;
    return stages.some((stage) => stage.pipeline_id === lead?.pipeline_id && stage.status_id === lead.status_id);
  };
  return (row) =>
    among(f('id'), row.id) &&
    among(f('responsible_user_id'), row.responsible_user_id) &&
    among(f('created_by'), row.created_by) &&
    (done === undefined || Boolean(done) === row.is_completed) &&
    among(f('task_type'), row.task_type_id) &&
    among(f('task_type_id'), row.task_type_id) &&
    among(f('entity_type'), row.entity_type) &&
    among(f('entity_id'), row.entity_id) &&
    within(f('updated_at'), row.updated_at, 'after') &&
    onStage(row);
}

function taskIssues(call: Call, input: TaskInput, row: TaskRow | undefined): FieldIssue[] {
  const { db } = call;
  const type = input.entity_type ?? row?.entity_type;
  const unknownType =
    input.task_type_id !== undefined && !db.account.task_types.some(({ id }) => id === input.task_type_id);
  const homeless = input.entity_id !== undefined && !type;
  return [
    ...userIssues(db, input),
    ...(unknownType ? [notSupportedChoice('task_type_id')] : []),
    ...(homeless ? [fieldMissing('entity_type')] : []),
    ...(type && input.entity_id !== undefined ? missingRef(db[type], input.entity_id, 'entity_id') : []),
  ];
}

function insertTask(call: Call, input: TaskInput): Readonly<TaskRow> {
  const author = input.created_by ?? call.userId;
  const row = call.db.tasks.add({
    text: input.text ?? '',
    task_type_id: input.task_type_id ?? 1,
    entity_id: input.entity_id ?? null,
    entity_type: input.entity_type ?? null,
    responsible_user_id: input.responsible_user_id ?? call.userId,
    is_completed: input.is_completed ?? false,
    duration: input.duration ?? 0,
    complete_till: input.complete_till ?? call.now,
    result: input.result?.text ?? null,
    created_by: author,
    updated_by: input.updated_by ?? author,
    created_at: input.created_at ?? call.now,
    updated_at: input.updated_at ?? call.now,
  });
  record(call, { type: 'task_added', entity_type: 'task', entity_id: row.id });
  return row;
}

function changeTask(call: Call, row: TaskRow, input: TaskInput): Readonly<TaskRow> {
  const { id: _id, request_id: _requestId, result, ...rest } = input;
  const after = call.db.tasks.set({
    ...row,
    ...rest,
    result: result?.text ?? row.result,
    updated_by: input.updated_by ?? call.userId,
    updated_at: input.updated_at ?? call.now,
  });
  record(call, ...taskChanges(row, after));
  return after;
}

function taskChanges(before: TaskRow, after: TaskRow): Happening[] {
  const changed = (type: string, value: (row: TaskRow) => unknown): Happening[] => {
    const [was, is] = [value(before), value(after)];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ type, entity_type: 'task', entity_id: after.id, before: [was], after: [is] }];
  };
  const done = after.is_completed && !before.is_completed;
  return [
    ...changed('task_text_changed', (row) => ({ task: { text: row.text } })),
    ...changed('task_deadline_changed', (row) => ({ task_deadline: { timestamp: row.complete_till } })),
    ...changed('task_type_changed', (row) => ({ task_type: { id: row.task_type_id } })),
    ...(done ? [{ type: 'task_completed', entity_type: 'task', entity_id: after.id }] : []),
  ];
}

function renderTask(call: Call, row: TaskRow): unknown {
  const { result, ...columns } = row;
  return {
    ...columns,
    group_id: groupOf(call.db, row.responsible_user_id),
    // No result is an empty list here, not null.
    result: result === null ? [] : { text: result },
    account_id: call.db.account.id,
    _links: selfLinks(call, taskPath(row)),
  };
}
