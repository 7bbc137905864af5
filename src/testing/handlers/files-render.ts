import type { FileRow, FileVersionRow } from '../db/rows/index.js';
import type { Call } from '../http/call.js';

const KINDS: readonly [start: string, type: string][] = [
  ['image/', 'image'],
  ['video/', 'video'],
  ['audio/', 'audio'],
  ['application/pdf', 'document'],
];

const kindOf = (mimeType: string): string => KINDS.find(([start]) => mimeType.startsWith(start))?.[1] ?? 'file';

const actor = (id: number | null): object | null => (id === null ? null : { id, type: 'internal' });

const ascii = (name: string): string => name.normalize('NFD').replace(/[^\w.-]+/g, '_');

/** A file of the drive. */
export function renderFile(call: Call, row: FileRow): object {
  const download = `${call.origin}/download/${row.uuid}`;
  return {
    uuid: row.uuid,
    version_uuid: row.version_uuid,
    name: row.name,
    sanitized_name: ascii(row.name),
    size: row.size,
    type: kindOf(row.mime_type),
    metadata: { extension: row.extension, mime_type: row.mime_type },
    session_id: row.session_id,
    source_id: null,
    is_trashed: row.deleted_at !== null,
    has_multiple_versions: row.versions.length > 1,
    previews: null,
    created_at: row.created_at,
    created_by: actor(row.created_by),
    updated_at: row.updated_at,
    updated_by: actor(row.updated_by),
    deleted_at: row.deleted_at,
    deleted_by: actor(row.deleted_by),
    _links: {
      self: { href: `${call.origin}/v1.0/files/${row.uuid}` },
      download: { href: `${download}/${ascii(row.name)}.${row.extension}` },
      download_version: { href: `${download}/${row.version_uuid}/${ascii(row.name)}.${row.extension}` },
    },
  };
}

/** One version of a file. */
export function renderVersion(call: Call, row: FileRow, version: FileVersionRow): object {
  return {
    uuid: version.uuid,
    file_uuid: row.uuid,
    type: kindOf(version.mime_type),
    name: version.name,
    sanitized_name: ascii(version.name),
    size: version.size,
    is_main: version.uuid === row.version_uuid,
    source_id: null,
    metadata: { extension: version.extension, mime_type: version.mime_type },
    previews: null,
    created_at: version.created_at,
    created_by: actor(version.created_by),
    updated_at: version.created_at,
    updated_by: actor(version.created_by),
    _links: { self: { href: `${call.origin}/v1.0/files/${row.uuid}/versions` } },
  };
}
