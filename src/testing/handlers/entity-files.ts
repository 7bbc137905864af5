import type { EntityType, LeadRow } from '../db/rows/index.js';
import { type Call, type Handlers, idParam, itemsOf } from '../http/call.js';
import { noContent, ok, selfLinks } from '../http/hal.js';
import { notSupportedChoice, type Reply, refuse } from '../http/problems.js';
import { check } from './batch.js';

interface FileRef {
  file_uuid: string;
}

/** Files that hang on entities. */
export const entityFileHandlers: Handlers = {
  // The newest ties come first, and a page is asked for by the id that it starts below.
  'entityFiles.list': (call) => {
    const { type, id } = owner(call);
    const before = (call.query['before_id'] ?? Number.POSITIVE_INFINITY) as number;
    const limit = (call.query['limit'] ?? 50) as number;
    const rows = call.db.entityFiles
      .filter((row) => row.entity_type === type && row.entity_id === id && row.id < before)
      .reverse();
    if (rows.length === 0) return noContent();
    const files = rows.slice(0, limit).map((row) => ({ id: row.id, file_uuid: row.file_uuid }));
    const next =
      rows.length > limit
        ? { next: { href: `${call.origin}${call.pathname}?limit=${limit}&before_id=${files.at(-1)?.id}` } }
        : {};
    return ok({ _links: { ...selfLinks(call, call.pathAndQuery), ...next }, _embedded: { files } });
  },
  'entityFiles.attach': (call): Reply => {
    const { type, id } = owner(call);
    const refs = known(call);
    for (const { file_uuid } of refs) {
      const there = call.db.entityFiles.find(
        (row) => row.entity_type === type && row.entity_id === id && row.file_uuid === file_uuid,
      );
      if (!there) call.db.entityFiles.add({ entity_type: type, entity_id: id, file_uuid });
    }
    return ok({});
  },
  'entityFiles.detach': (call): Reply => {
    const { type, id } = owner(call);
    const uuids = itemsOf<FileRef>(call).map(({ file_uuid }) => file_uuid);
    const gone = call.db.entityFiles.filter(
      (row) => row.entity_type === type && row.entity_id === id && uuids.includes(row.file_uuid),
    );
    for (const row of gone) call.db.entityFiles.delete(row.id);
    return { status: 202 };
  },
  'files.listLinks': (call) => {
    const uuid = String(call.params['file_uuid']);
    if (!call.db.files.has(uuid)) refuse(404, 'File not found');
    const ties = call.db.entityFiles.filter((row) => row.file_uuid === uuid);
    return ok({ file_uuid: uuid, entities: ties.map((tie) => renderTie(call, tie.entity_type, tie.entity_id)) });
  },
};

function owner(call: Call): { type: EntityType; id: number } {
  const [type, id] = [call.params['entity'] as EntityType, idParam(call, 'entity_id')];
  if (!call.db[type].has(id)) refuse(404, 'Entity not found');
  return { type, id };
}

function known(call: Call): readonly FileRef[] {
  const refs = itemsOf<FileRef>(call);
  check(call, refs, ({ file_uuid }) => (call.db.files.has(file_uuid) ? [] : [notSupportedChoice('file_uuid')]));
  return refs;
}

// Without HAL, and with the names of the API before this one.
function renderTie(call: Call, type: EntityType, id: number): object {
  const row = call.db[type].get(id);
  const lead = type === 'leads' ? (row as Readonly<LeadRow> | undefined) : undefined;
  return {
    id,
    name: row?.name ?? null,
    entity_type: type,
    main_user_id: row?.responsible_user_id ?? 0,
    created_by: row?.created_by ?? null,
    updated_by: row?.updated_by ?? null,
    date_create: row?.created_at ?? 0,
    date_update: row?.updated_at ?? 0,
    closest_task_at: null,
    ...(lead && { price: lead.price, pipeline_id: lead.pipeline_id, status_id: lead.status_id }),
  };
}
