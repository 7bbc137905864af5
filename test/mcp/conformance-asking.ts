import type {
  InputRequest,
  InputRequests,
  McpServer,
  RequestStateCodec,
  ServerContext,
} from '@modelcontextprotocol/server';
import * as sdk from '@modelcontextprotocol/server';
import { fromJsonSchema, inputRequired, inputResponse } from '@modelcontextprotocol/server';
import { Approvals } from '../../src/mcp/approval.js';

// Tools and a prompt of the conformance suite that ask before they answer.
const ask = (message: string, name: string): InputRequest =>
  inputRequired.elicit({
    message,
    requestedSchema: { type: 'object', properties: { [name]: { type: 'string' } }, required: [name] },
  });
const sample = (text: string): InputRequest =>
  inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text } }], maxTokens: 50 });

const NAME = ask('What is your name?', 'name');
const CONFIRM = ask('Please confirm', 'ok');
const CAPABILITIES = 'test_input_required_result_capabilities';

/** What each tool asks, round by round. */
const TOOLS: Record<string, readonly InputRequests[]> = {
  test_input_required_result_elicitation: [{ user_name: NAME }],
  test_input_required_result_sampling: [{ capital_question: sample('What is the capital of France?') }],
  test_input_required_result_list_roots: [{ client_roots: inputRequired.listRoots() }],
  test_input_required_result_request_state: [{ confirm: CONFIRM }],
  test_input_required_result_tampered_state: [{ confirm: CONFIRM }],
  test_input_required_result_multiple_inputs: [
    { user_name: NAME, greeting: sample('Generate a greeting'), client_roots: inputRequired.listRoots() },
  ],
  test_input_required_result_multi_round: [{ step1: NAME }, { step2: ask('What is your favorite color?', 'color') }],
  [CAPABILITIES]: [{ user_name: NAME, greeting: sample('Generate a greeting') }],
  test_missing_capability: [{ answer: sample('Anything?') }],
  test_streaming_elicitation: [{ user_name: NAME }],
  test_elicitation: [{ user_name: NAME }],
  test_elicitation_sep1034_defaults: [{ user_name: NAME }],
  test_elicitation_sep1330_enums: [{ user_name: NAME }],
  test_sampling: [{ answer: sample('Anything?') }],
};

/** The key to the state of approvals, which a server of the adapter verifies. */
export const STATE_KEY = 'the key of the conformance fixture';
// Holds the number of the round that was asked.
const codec = new Approvals(sdk, STATE_KEY).codec as unknown as RequestStateCodec<number>;

/** The next question; undefined if all are answered. */
async function question(rounds: readonly InputRequests[], ctx: ServerContext) {
  const { mcpReq } = ctx;
  const asked = mcpReq.requestState<number>() ?? 0;
  const answered = Object.keys(rounds[asked] ?? {}).every(
    (key) => inputResponse(mcpReq.inputResponses, key).kind !== 'missing',
  );
  const next = answered ? asked + 1 : asked;
  const inputRequests = rounds[next];
  return inputRequests && inputRequired({ inputRequests, requestState: await codec.mint(next, ctx) });
}

const METHODS = { elicitation: 'elicitation/create', sampling: 'sampling/createMessage' };

// Leaves out what the client can't answer.
function answerable(requests: InputRequests, { mcpReq }: ServerContext): InputRequests {
  const { 'io.modelcontextprotocol/clientCapabilities': able = {} } = (mcpReq.envelope ?? {}) as Record<string, object>;
  const methods = Object.entries(METHODS).flatMap(([name, method]) => (name in able ? [method] : []));
  return Object.fromEntries(Object.entries(requests).filter(([, { method }]) => methods.includes(method)));
}

export function addAsking(server: McpServer): void {
  for (const [name, rounds] of Object.entries(TOOLS)) {
    const inputSchema = fromJsonSchema({ type: 'object', properties: {} });
    server.registerTool(name, { description: `Fixture ${name}`, inputSchema }, async (_, ctx) => {
      const asks = name === CAPABILITIES ? rounds.map((round) => answerable(round, ctx)) : rounds;
      return (await question(asks, ctx)) ?? { content: [{ type: 'text', text: 'state-ok' }] };
    });
  }
  const context = ask('What context should the prompt use?', 'context');
  server.registerPrompt(
    'test_input_required_result_prompt',
    { description: 'Asks' },
    async (ctx) =>
      (await question([{ user_context: context }], ctx)) ?? {
        messages: [{ role: 'user', content: { type: 'text', text: 'Go on.' } }],
      },
  );
}
