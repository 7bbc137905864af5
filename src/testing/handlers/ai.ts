import { type Call, type Handler, type Handlers, itemOf } from '../http/call.js';
import { type Refusal, type Reply, refuse } from '../http/problems.js';

interface AiSourceInput {
  name?: string;
  url?: string;
  text?: string;
  available_functions: readonly string[];
}

const MOST_SOURCES = 100;

/** Sources of Kommo AI. They belong to the v2 API, with an envelope of its own. */
export const aiHandlers: Handlers = {
  'ai.addTextSource': addSource(),
  'ai.addUrlSource': addSource(),
  'ai.addFileSource': addSource(),
  'ai.importProducts': () => ({ status: 201, body: { code: 201, status: 'success' }, type: 'application/json' }),
};

function addSource(): Handler {
  return (call: Call): Reply => {
    const { name, url, text = '', available_functions } = itemOf<AiSourceInput>(call);
    if (available_functions[0] === 'suggested_reply' && text.length > 2000) refuse(400, 'Text is too long');
    const id = call.db.nextId('aiSource', 1_001);
    if (id > 1_000 + MOST_SOURCES) refuse(402, 'Limit of sources is reached');
    const source = { id, name: name ?? url ?? '', updated_at: call.now, updated_by: call.userId };
    return { status: 200, body: { code: 200, status: 'success', ...source }, type: 'application/json' };
  };
}

/** A refusal in the envelope of the v2 API. */
export function aiRefusal({ reply }: Refusal): Reply {
  const { detail } = reply.body as { detail?: string };
  return { status: reply.status, body: { code: reply.status, status: 'error', detail }, type: 'application/json' };
}
