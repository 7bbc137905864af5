// Written by `npm run generate` from openapi/. Do not edit.
import type { CallTable } from '../util/call-table.js';

/** Every operation of "Kommo Chats API", by path and method. */
export const calls: CallTable = {
  "/v2/origin/custom/{channel_id}/connect": {
    POST: {"key":"account_id","text":true},
  },
  "/v2/origin/custom/{channel_id}/disconnect": {
    DELETE: {"empty":true},
  },
  "/v2/origin/custom/{scope_id}": {
    POST: {},
  },
  "/v2/origin/custom/{scope_id}/chats": {
    POST: {"key":"id","text":true},
  },
  "/v2/origin/custom/{scope_id}/chats/{conversation_id}/history": {
    GET: {"query":"offset limit"},
  },
  "/v2/origin/custom/{scope_id}/{msgid}/delivery_status": {
    POST: {"empty":true},
  },
  "/v2/origin/custom/{scope_id}/typing": {
    POST: {"empty":true},
  },
  "/v2/origin/custom/{scope_id}/react": {
    POST: {"empty":true},
  },
};
