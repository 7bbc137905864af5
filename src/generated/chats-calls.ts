// Written by `npm run generate` from openapi/. Do not edit.
import type { CallTable } from '../util/call-table.js';

/** Every operation of "Kommo Chats API", by method and path. */
export const calls: CallTable = {
  "POST /v2/origin/custom/{channel_id}/connect": {},
  "DELETE /v2/origin/custom/{channel_id}/disconnect": {},
  "POST /v2/origin/custom/{scope_id}": {},
  "POST /v2/origin/custom/{scope_id}/chats": {},
  "GET /v2/origin/custom/{scope_id}/chats/{conversation_id}/history": {"query":"offset limit"},
  "POST /v2/origin/custom/{scope_id}/{msgid}/delivery_status": {},
  "POST /v2/origin/custom/{scope_id}/typing": {"empty":true},
  "POST /v2/origin/custom/{scope_id}/react": {},
};
