import type { AiAgentRow } from '../db/rows/index.js';
import { type Call, type Handlers, itemOf, itemsOf } from '../http/call.js';
import { list, noContent, ok, paginate, selfLinks, writtenWithTotal } from '../http/hal.js';
import { refuse, requestIdOf } from '../http/problems.js';
import { uuidOf } from '../seed/random.js';

interface AgentInput extends Partial<Omit<AiAgentRow, 'id' | 'mcp'>> {
  mcp?: { url: string; transport?: 'streamable-http' | 'sse'; headers?: Record<string, string> };
  request_id?: string;
}

/** AI agents of amoCRM. Headers of an MCP server go in and never come out. */
export const aiAgentHandlers: Handlers = {
  'aiAgents.list': (call) => {
    const page = paginate(call, [...call.db.aiAgents.values()]);
    const items = page.items.map((row) => render(call, row));
    return list(call, 'agents', { items, total: page.total }, { totals: 'pages' });
  },
  'aiAgents.get': (call) => ok(render(call, agentOf(call))),
  'aiAgents.create': (call) => {
    const items = itemsOf<AgentInput>(call).map((input, i) => {
      const row = store(call, input, {
        id: uuidOf(call.db.nextId('aiAgent', 800_001)),
        name: '',
        description: '',
        system_prompt: '',
        ai_instructions: null,
        avatar: null,
        model_size: 'M',
        mcp: null,
        is_active: true,
        created_by: call.userId,
        created_at: call.now,
        updated_at: call.now,
      });
      return { ...render(call, row), request_id: requestIdOf(input, i) };
    });
    return writtenWithTotal(call, 'agents', items, 201);
  },
  'aiAgents.update': (call) => ok(render(call, store(call, itemOf<AgentInput>(call), agentOf(call)))),
  'aiAgents.delete': (call) => {
    call.db.aiAgents.delete(agentOf(call).id);
    return noContent();
  },
};

const agentOf = (call: Call): AiAgentRow =>
  call.db.aiAgents.get(String(call.params['id']).toLowerCase()) ?? refuse(404, 'Agent not found');

function store(call: Call, { request_id: _, mcp, ...input }: AgentInput, before: AiAgentRow): AiAgentRow {
  const server = mcp && { ...mcp, transport: mcp.transport ?? 'streamable-http', headers: mcp.headers ?? {} };
  const row = { ...before, ...input, ...(server && { mcp: server }), updated_at: call.now };
  call.db.aiAgents.set(row.id, row);
  return row;
}

function render(call: Call, { mcp, ...row }: AiAgentRow): object {
  const { url, transport, headers } = mcp ?? {};
  return {
    ...row,
    mcp: mcp && { url, transport, has_headers: Object.keys(headers ?? {}).length > 0 },
    client_uuid: uuidOf(800_000),
    _links: selfLinks(call, `/api/v4/amma/agents/${row.id}`),
  };
}
