import type { ToolRow } from '../generated/mcp.js';
import { type Denial, deny } from './policy/policy.js';

/** The tool that a server over a mirror has on top of the others. It is on no list of a server without a mirror. */
export const QUERY_TOOL: ToolRow = {
  name: 'query_crm',
  title: { en: 'Query the CRM in SQL', pt: 'Consultar o CRM em SQL', es: 'Consultar el CRM en SQL' },
  description: {
    en:
      'Run one PostgreSQL SELECT over a copy of the account. Start with kommo.leads_view, contacts_view, companies_view, tasks, ' +
      'lead_stage_history, calls; information_schema.columns has the columns. Money is in whole units; filter tables by NOT is_deleted.',
    pt:
      'Executa um SELECT do PostgreSQL sobre uma cópia da conta. Comece por kommo.leads_view, contacts_view, companies_view, tasks, ' +
      'lead_stage_history, calls; information_schema.columns tem as colunas. Valores em unidades inteiras; filtre tabelas por NOT is_deleted.',
    es:
      'Ejecuta un SELECT de PostgreSQL sobre una copia de la cuenta. Empiece por kommo.leads_view, contacts_view, companies_view, tasks, ' +
      'lead_stage_history, calls; information_schema.columns tiene las columnas. Importes en unidades enteras; filtre tablas por NOT is_deleted.',
  },
  category: 'read',
  toolset: 'mirror',
  sets: [],
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true },
  input: {
    type: 'object',
    properties: { sql: { type: 'string', minLength: 1, maxLength: 20_000, description: 'One SELECT' } },
    required: ['sql'],
  },
  output: {
    type: 'object',
    properties: { rows: { type: 'array' }, truncated: { type: 'boolean' } },
  },
  method: 'GET',
  path: '',
  where: {},
  fixed: {},
  keys: [],
  covers: [],
  // A policy that closes one of these closes the tool, unless it lists the tool by its name.
  uses: [
    'account.get',
    'users.list',
    'roles.list',
    'pipelines.list',
    'lossReasons.list',
    'customFields.list',
    'tags.list',
    'leads.list',
    'contacts.list',
    'companies.list',
    'customers.list',
    'customerStatuses.list',
    'segments.list',
    'transactions.list',
    'tasks.list',
    'notes.list',
    'events.list',
    'catalogs.list',
    'catalogs.listElements',
    'links.list',
    'talks.list',
    'talks.messages',
    'entityFiles.list',
  ],
};

/** Why the tool is closed in a server without a mirror. */
export const WITHOUT_MIRROR: Denial = deny(
  'mirror',
  'the server has no mirror; the operator can start it with --mirror or --query-url',
);

export const SCHEMA_URI = 'kommo://mirror/schema';
