// Written by `npm run generate` from openapi/. Do not edit.
import type { CallTable } from '../util/call-table.js';

/** Every operation of "Kommo Files API", by path and method. */
export const calls: CallTable = {
  "/v1.0/sessions": {
    POST: {"key":"upload_url"},
  },
  "/v1.0/sessions/upload/{session_token}": {
    POST: {},
  },
  "/v1.0/files": {
    GET: {"list":"files","page":250,"query":"with page limit filter.uuid filter.uuid.# filter.name filter.extensions.# filter.term filter.source_id filter.deleted filter.size.unit filter.size.from filter.size.to filter.date.type filter.date.date_preset filter.date.from filter.date.to filter.created_by.# filter.updated_by.#","comma":["filter.uuid"]},
    DELETE: {"empty":true},
  },
  "/v1.0/files/{file_uuid}": {
    GET: {"id":"uuid","text":true},
    PATCH: {"id":"uuid","key":"uuid","text":true},
  },
  "/v1.0/files/{file_uuid}/versions": {
    GET: {"list":"versions"},
  },
  "/v1.0/files/stats": {
    GET: {},
  },
  "/v1.0/files/restore": {
    POST: {"items":"files","key":"uuid","text":true},
  },
};
