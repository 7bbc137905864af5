// Written by `npm run generate` from openapi/. Do not edit.
import type { CallTable } from '../util/call-table.js';

/** Every operation of "Kommo Files API", by method and path. */
export const calls: CallTable = {
  "POST /v1.0/sessions": {},
  "POST /v1.0/sessions/upload/{session_token}": {},
  "GET /v1.0/files": {"list":"files","items":"files","page":250,"query":"with page limit filter.uuid filter.name filter.extensions filter.term filter.source_id filter.deleted filter.size filter.date filter.created_by filter.updated_by","comma":["filter.uuid"]},
  "DELETE /v1.0/files": {},
  "GET /v1.0/files/{file_uuid}": {},
  "PATCH /v1.0/files/{file_uuid}": {},
  "GET /v1.0/files/{file_uuid}/versions": {"list":"versions","items":"versions"},
  "GET /v1.0/files/stats": {},
  "POST /v1.0/files/restore": {"items":"files"},
};
