import type { FileRow, FileVersionRow } from '../db/rows/index.js';
import { asks, type Call, filterOf, type Handlers, itemOf, itemsOf, missing } from '../http/call.js';
import { list, paginate } from '../http/hal.js';
import { type Reply, refuse } from '../http/problems.js';
import { uuidOf } from '../seed/random.js';
import { renderFile, renderVersion } from './files-render.js';
import { among, within } from './filters.js';

interface SessionInput {
  file_name: string;
  file_size: number;
  content_type?: string;
  file_uuid?: string;
}

const MAX_PART = 131_072;
const MAX_FILE = 314_572_800;
const SPACE = 1_048_576_000;
const json = (body: unknown): Reply => ({ status: 200, body, type: 'application/json' });

/** The drive. Files are kept with their bytes, so that `sandbox.db.files` can be looked into. */
export const fileHandlers: Handlers = {
  'files.createSession': (call) => {
    const { file_name, file_size, content_type = '', file_uuid } = itemOf<SessionInput>(call);
    if (file_size > MAX_FILE) refuse(400, 'File is too large');
    if (file_uuid !== undefined && !call.db.files.has(file_uuid)) refuse(400, 'File not found');
    const id = call.db.nextId('uploadSession', 1_001);
    const session = {
      id,
      name: file_name,
      size: file_size,
      mimeType: content_type,
      fileUuid: file_uuid,
      parts: [],
      received: 0,
      step: 0,
    };
    call.db.uploads.set(tokenOf(id, 0), session);
    return json({
      session_id: id,
      upload_url: uploadUrl(call, id, 0),
      max_file_size: MAX_FILE,
      max_part_size: MAX_PART,
    });
  },
  'files.uploadPart': (call) => {
    const token = String(call.params['session_token']);
    const session = call.db.uploads.get(token) ?? refuse(404, 'Session not found');
    if (call.bytes.length === 0) refuse(400, 'Request data can not be empty');
    if (call.bytes.length > MAX_PART) refuse(400, 'Part is too large');
    const received = session.received + call.bytes.length;
    if (received > session.size) refuse(400, 'More bytes than the session was opened for');
    const next = { ...session, parts: [...session.parts, call.bytes], received, step: session.step + 1 };
    call.db.uploads.delete(token);
    if (received === session.size) return json(renderFile(call, store(call, next)));
    call.db.uploads.set(tokenOf(session.id, next.step), next);
    return json({ next_url: uploadUrl(call, session.id, next.step), session_id: session.id });
  },
  'files.list': (call) => {
    const page = paginate(call, [...call.db.files.values()].filter(fileFilter(call)));
    const answer = list(
      call,
      'files',
      { items: page.items.map((row) => renderFile(call, row)), total: page.total },
      { namesPage: false },
    );
    return answer.status === 200
      ? { ...answer, body: { _count: page.items.length, ...(answer.body as object) }, type: 'application/json' }
      : answer;
  },
  'files.stats': (call) => {
    const versions = [...call.db.files.values()].flatMap((row) => row.versions);
    const used = versions.reduce((sum, { content }) => sum + content.byteLength, 0);
    return json({ limit: SPACE, used, _links: { self: { href: `${call.origin}${call.pathname}` } } });
  },
  'files.get': (call) => {
    const row = call.db.files.get(String(call.params['file_uuid']));
    return row ? json(renderFile(call, row)) : missing(call, 'File not found');
  },
  'files.listVersions': (call) => {
    const row = fileOf(call);
    const versions = row.versions.map((version) => renderVersion(call, row, version));
    return json({
      _count: versions.length,
      _links: { self: { href: `${call.origin}${call.pathname}` } },
      _embedded: { versions },
    });
  },
  'files.update': (call) => {
    const row = fileOf(call);
    const { name = row.name, version_uuid = row.version_uuid } = itemOf<{ name?: string; version_uuid?: string }>(call);
    if (!row.versions.some(({ uuid }) => uuid === version_uuid)) refuse(400, 'Version not found');
    const after = { ...row, name, version_uuid, updated_at: call.now, updated_by: call.userId };
    call.db.files.set(row.uuid, after);
    return json(renderFile(call, after));
  },
  'files.delete': (call) => {
    for (const row of named(call))
      call.db.files.set(row.uuid, { ...row, deleted_at: call.now, deleted_by: call.userId });
    return json({});
  },
  'files.restore': (call) => {
    const rows = named(call).map((row) => ({ ...row, deleted_at: null, deleted_by: null }));
    for (const row of rows) call.db.files.set(row.uuid, row);
    return json({ _count: rows.length, _embedded: { files: rows.map((row) => renderFile(call, row)) } });
  },
};

const tokenOf = (session: number, step: number): string => `s${session}-${step}`;

const uploadUrl = (call: Call, session: number, step: number): string =>
  `${call.origin}/v1.0/sessions/upload/${tokenOf(session, step)}`;

const fileOf = (call: Call): FileRow =>
  call.db.files.get(String(call.params['file_uuid'])) ?? refuse(404, 'File not found');

const named = (call: Call): FileRow[] =>
  itemsOf<{ uuid: string }>(call).map(({ uuid }) => call.db.files.get(uuid) ?? refuse(404, 'File not found'));

function fileFilter(call: Call): (row: FileRow) => boolean {
  const f = (key: string): unknown => filterOf(call, key);
  const [uuid, name, extensions, term, created, updated] = [
    'uuid',
    'name',
    'extensions',
    'term',
    'created_by',
    'updated_by',
  ].map(f);
  const size = f('size') as { unit?: number; from?: number; to?: number } | undefined;
  const date = f('date') as { type?: 'created_at' | 'updated_at'; from?: number; to?: number } | undefined;
  const { unit = 1, ...sizes } = size ?? {};
  return (row) =>
    (row.deleted_at === null ? !f('deleted') : Boolean(f('deleted')) || asks(call, 'deleted')) &&
    among(uuid, row.uuid) &&
    among(name, row.name) &&
    among(extensions, row.extension) &&
    (term === undefined || row.name.toLowerCase().includes(String(term).toLowerCase())) &&
    within(sizes, row.size / unit) &&
    within({ from: date?.from, to: date?.to }, row[date?.type ?? 'created_at']) &&
    among(created, row.created_by) &&
    among(updated, row.updated_by);
}

function store(
  call: Call,
  session: {
    name: string;
    size: number;
    mimeType: string;
    fileUuid: string | undefined;
    parts: readonly Uint8Array[];
    id: number;
  },
): FileRow {
  const dot = session.name.lastIndexOf('.');
  const known = session.fileUuid === undefined ? undefined : call.db.files.get(session.fileUuid);
  const version: FileVersionRow = {
    uuid: uuidOf(500_000 + session.id),
    name: dot > 0 ? session.name.slice(0, dot) : session.name,
    extension: dot > 0 ? session.name.slice(dot + 1) : '',
    mime_type: session.mimeType,
    size: session.size,
    session_id: session.id,
    content: join(session.parts),
    created_at: call.now,
    created_by: call.userId,
  };
  const { uuid: version_uuid, content: _content, created_at: _at, created_by: _by, ...columns } = version;
  const made = known ?? { uuid: uuidOf(600_000 + session.id), created_at: call.now, created_by: call.userId };
  const row: FileRow = {
    ...columns,
    uuid: made.uuid,
    version_uuid,
    versions: [...(known?.versions ?? []), version],
    created_at: made.created_at,
    created_by: made.created_by,
    updated_at: call.now,
    updated_by: call.userId,
    deleted_at: null,
    deleted_by: null,
  };
  call.db.files.set(row.uuid, row);
  return row;
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}
