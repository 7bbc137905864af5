import type { EntityType, NoteRow } from '../db/rows/index.js';
import {
  asks,
  type Call,
  filterOf,
  type Handler,
  type Handlers,
  idParam,
  itemOf,
  itemsOf,
  missing,
} from '../http/call.js';
import { list, noContent, ok, selfLinks, written } from '../http/hal.js';
import { type FieldIssue, fieldMissing, notSupportedChoice, refuse, requestIdOf } from '../http/problems.js';
import { check } from './batch.js';
import { among, within } from './filters.js';
import { record, singular } from './journal.js';
import { groupOf, missingRef, type UserRefs, userIssues } from './references.js';
import { mapListing } from './relations.js';
import { select } from './select.js';

interface NoteInput extends UserRefs {
  id?: number;
  entity_id?: number;
  note_type: string;
  params: Readonly<Record<string, unknown>>;
  created_at?: number;
  updated_at?: number;
  request_id?: string;
}

export const noteHandlers: Handlers = {
  'notes.list': listNotes,
  'notes.listByEntity': listNotes,
  'notes.get': getNote,
  'notes.getByEntity': getNote,
  'notes.create': createNotes,
  'notes.createForEntity': createNotes,
  'notes.update': updateNote,
  'notes.updateForEntity': updateNote,
  'notes.updateMany': updateNotes,
  'notes.updateManyForEntity': updateNotes,
  'notes.pin': pin(true),
  'notes.unpin': pin(false),
};

const typeOf = (call: Call): EntityType => call.params['entity_type'] as EntityType;

/** The entity of the path, on the paths that name one. */
const ownerOf = (call: Call): number | undefined =>
  call.params['entity_id'] === undefined ? undefined : idParam(call, 'entity_id');

const KEYS = { updated_at: (row: NoteRow) => row.updated_at } as const;

function listNotes(call: Call): ReturnType<Handler> {
  const [type, owner] = [typeOf(call), ownerOf(call)];
  const [id, entity, kind, updated] = ['id', 'entity_id', 'note_type', 'updated_at'].map((key) => filterOf(call, key));
  const keep = (row: NoteRow): boolean =>
    row.entity_type === type &&
    among(owner, row.entity_id) &&
    among(id, row.id) &&
    among(entity, row.entity_id) &&
    among(kind, row.note_type) &&
    within(updated, row.updated_at, 'after');
  const listing = select(call, call.db.notes, { keep, keys: KEYS });
  return list(
    call,
    'notes',
    mapListing(listing, (row) => renderNote(call, row)),
  );
}

function find(call: Call, id: number): Readonly<NoteRow> | undefined {
  const row = call.db.notes.get(id);
  const owner = ownerOf(call);
  return row && row.entity_type === typeOf(call) && (owner === undefined || owner === row.entity_id) ? row : undefined;
}

function getNote(call: Call): ReturnType<Handler> {
  const row = find(call, idParam(call));
  return row ? ok(renderNote(call, row)) : missing(call, 'Note not found');
}

function createNotes(call: Call): ReturnType<Handler> {
  const inputs = itemsOf<NoteInput>(call);
  check(call, inputs, (input) => noteIssues(call, input));
  const items = inputs.map((input, i) => {
    const row = insertNote(call, {
      ...input,
      entity_type: typeOf(call),
      entity_id: ownerOf(call) ?? (input.entity_id as number),
    });
    return {
      id: row.id,
      entity_id: row.entity_id,
      request_id: requestIdOf(input, i),
      _links: selfLinks(call, notePath(row)),
    };
  });
  return written(call, 'notes', items);
}

function noteIssues(call: Call, input: NoteInput): FieldIssue[] {
  const entity = ownerOf(call) ?? input.entity_id;
  if (entity === undefined) return [fieldMissing('entity_id')];
  return [...missingRef(call.db[typeOf(call)], entity, 'entity_id'), ...userIssues(call.db, input)];
}

/** Stores a note that was found fine. */
export function insertNote(
  call: Call,
  input: NoteInput & { entity_type: EntityType; entity_id: number },
): Readonly<NoteRow> {
  const author = input.created_by ?? call.userId;
  const row = call.db.notes.add({
    entity_type: input.entity_type,
    entity_id: input.entity_id,
    note_type: input.note_type,
    params: input.params,
    is_pinned: false,
    responsible_user_id: input.responsible_user_id ?? call.userId,
    created_by: author,
    updated_by: input.updated_by ?? author,
    created_at: input.created_at ?? call.now,
    updated_at: input.updated_at ?? call.now,
  });
  const type = EVENTS[input.note_type];
  if (type)
    record(call, {
      type,
      entity_type: singular(input.entity_type),
      entity_id: input.entity_id,
      after: [{ note: { id: row.id } }],
    });
  return row;
}

const EVENTS: Record<string, string> = {
  common: 'common_note_added',
  call_in: 'incoming_call',
  call_out: 'outgoing_call',
  sms_in: 'incoming_sms',
  sms_out: 'outgoing_sms',
  geolocation: 'geo_note_added',
  service_message: 'service_note_added',
  extended_service_message: 'service_note_added',
  attachment: 'attachment_note_added',
  message_cashier: 'message_to_cashier_note_added',
};

function updateNote(call: Call): ReturnType<Handler> {
  const input = itemOf<NoteInput>(call);
  const row = find(call, idParam(call)) ?? refuse(404, 'Note not found');
  check(call, [input], () => [...sameType(row, input), ...userIssues(call.db, input)]);
  return writtenNotes(call, [{ row, input }]);
}

function updateNotes(call: Call): ReturnType<Handler> {
  const inputs = itemsOf<NoteInput & { id: number }>(call);
  check(call, inputs, (input) => {
    const row = find(call, input.id);
    return row ? [...sameType(row, input), ...userIssues(call.db, input)] : [notSupportedChoice('id')];
  });
  return writtenNotes(
    call,
    inputs.map((input) => ({ row: find(call, input.id) as NoteRow, input })),
  );
}

const sameType = (row: NoteRow, input: NoteInput): FieldIssue[] =>
  row.note_type === input.note_type ? [] : [notSupportedChoice('note_type')];

function writtenNotes(call: Call, pairs: readonly { row: NoteRow; input: NoteInput }[]): ReturnType<Handler> {
  const items = pairs.map(({ row, input }) => {
    const after = call.db.notes.set({
      ...row,
      params: { ...row.params, ...input.params },
      responsible_user_id: input.responsible_user_id ?? row.responsible_user_id,
      created_by: input.created_by ?? row.created_by,
      updated_by: input.updated_by ?? call.userId,
      updated_at: call.now,
    });
    return {
      id: row.id,
      entity_id: row.entity_id,
      updated_at: after.updated_at,
      _links: selfLinks(call, notePath(row)),
    };
  });
  return ok({ _links: selfLinks(call, `/api/v4/${typeOf(call)}/notes`), _embedded: { notes: items } });
}

function pin(is_pinned: boolean): Handler {
  return (call) => {
    const row = find(call, idParam(call)) ?? refuse(404, 'Note not found');
    call.db.notes.update(row.id, { is_pinned });
    return noContent();
  };
}

const notePath = (row: NoteRow): string => `/api/v4/${row.entity_type}/${row.entity_id}/notes/${row.id}`;

function renderNote(call: Call, row: NoteRow): unknown {
  const { entity_type: _type, is_pinned, ...columns } = row;
  return {
    ...columns,
    group_id: groupOf(call.db, row.responsible_user_id),
    account_id: call.db.account.id,
    ...(asks(call, 'is_pinned') && { is_pinned }),
    _links: selfLinks(call, notePath(row)),
  };
}
