import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject } from '../util/check.js';
import { Resource } from './resource.js';
import type { Query, Schema } from './schemas.js';

/** An AI agent as it is read. The headers of its MCP server are never shown. */
export interface AiAgent extends Schema<'AiAgent'> {}
/** What an agent is created with. */
export interface AiAgentCreate extends Schema<'AiAgentCreate'> {}
/** What can be changed of an agent. */
export interface AiAgentUpdate extends Schema<'AiAgentUpdate'> {}
/** The MCP server of an agent: `{ url, transport, headers }`. */
export interface AiAgentMcpInput extends Schema<'AiAgentMcpInput'> {}
/** Parameters of {@link AiAgents.list}. */
export type AiAgentListParams = Query<'aiAgents.list'>;

const ALL = '/api/v4/amma/agents';
const ONE = '/api/v4/amma/agents/{id}';
// What fits on a page, too.
const MAX_AGENTS = 50;

/**
 * AI agents of an account, with tools of an MCP server; amoCRM only. No official page confirms them. Two other clients have them.
 * @see https://www.amocrm.ru/developers/content/crm_platform/api-reference
 */
export class AiAgents extends Resource {
  /**
   * Lists the agents of the account, 50 a page at most (amoCRM only).
   * @throws ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/api-reference
   */
  list(params: AiAgentListParams = {}, options?: ListOptions): PagePromise<AiAgent> {
    return this.http.list(ALL, { query: params, options });
  }

  /**
   * Gets one agent by its UUID (amoCRM only).
   * @throws NotFoundError
   * @see https://www.amocrm.ru/developers/content/crm_platform/api-reference
   */
  get(id: string, options?: RequestOptions): ApiPromise<AiAgent> {
    return this.http.get(ONE, { path: { id }, options });
  }

  /**
   * Creates one agent and returns it in full (amoCRM only). `mcp.headers` are stored and never returned.
   * @throws ValidationError, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/api-reference
   */
  create(agent: AiAgentCreate, options?: RequestOptions): ApiPromise<AiAgent> {
    return this.http.one('POST', ALL, { body: [checkObject(agent, 'agent')], options });
  }

  /**
   * Creates up to 50 agents in one call (amoCRM only).
   * @throws InputError on more than 50, ValidationError whose issues point to the items
   * @see https://www.amocrm.ru/developers/content/crm_platform/api-reference
   */
  createMany(agents: readonly AiAgentCreate[], options?: RequestOptions): ApiPromise<AiAgent[]> {
    return this.http.many('POST', ALL, { body: checkBatch(agents, 'agents', MAX_AGENTS), options });
  }

  /**
   * Changes one agent and returns it in full (amoCRM only).
   * @throws InputError on an empty change, ValidationError, NotFoundError
   * @see https://www.amocrm.ru/developers/content/crm_platform/api-reference
   */
  update(id: string, changes: AiAgentUpdate, options?: RequestOptions): ApiPromise<AiAgent> {
    return this.http.one('PATCH', ONE, { path: { id }, body: checkChanges(changes, 'changes'), options });
  }

  /**
   * Deletes one agent (amoCRM only).
   * @throws NotFoundError, ForbiddenError
   * @see https://www.amocrm.ru/developers/content/crm_platform/api-reference
   */
  delete(id: string, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ONE, { path: { id }, options });
  }
}
