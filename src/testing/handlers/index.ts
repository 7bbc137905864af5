import type { Handlers } from '../http/call.js';
import { accountHandlers } from './account.js';
import { aiHandlers } from './ai.js';
import { aiAgentHandlers } from './ai-agents.js';
import { botHandlers } from './bots.js';
import { callHandlers } from './calls.js';
import { catalogHandlers } from './catalogs.js';
import { companyHandlers } from './companies.js';
import { contactHandlers } from './contacts.js';
import { customFieldHandlers } from './custom-fields.js';
import { customerHandlers } from './customers.js';
import { elementHandlers } from './elements.js';
import { entityFileHandlers } from './entity-files.js';
import { eventHandlers } from './events.js';
import { fieldGroupHandlers } from './field-groups.js';
import { fileHandlers } from './files.js';
import { leadHandlers } from './leads.js';
import { linkHandlers } from './links.js';
import { lossReasonHandlers } from './loss-reasons.js';
import { miscHandlers } from './misc.js';
import { noteHandlers } from './notes.js';
import { oauthHandlers } from './oauth.js';
import { pipelineHandlers } from './pipelines.js';
import { roleHandlers } from './roles.js';
import { customerStatusHandlers, segmentHandlers } from './segments.js';
import { sourceHandlers } from './sources.js';
import { statusHandlers } from './statuses.js';
import { tagHandlers } from './tags.js';
import { talkHandlers } from './talks.js';
import { taskHandlers } from './tasks.js';
import { templateHandlers } from './templates.js';
import { transactionHandlers } from './transactions.js';
import { unsortedHandlers } from './unsorted.js';
import { userHandlers } from './users.js';
import { webhookHandlers } from './webhooks.js';
import { websiteButtonHandlers } from './website-buttons.js';
import { widgetHandlers } from './widgets.js';

/** Operations that work on the tables; all others are answered out of their response schema. */
export const handlers: Handlers = {
  ...accountHandlers,
  ...leadHandlers,
  ...lossReasonHandlers,
  ...pipelineHandlers,
  ...statusHandlers,
  ...userHandlers,
  ...roleHandlers,
  ...contactHandlers,
  ...companyHandlers,
  ...taskHandlers,
  ...noteHandlers,
  ...tagHandlers,
  ...customFieldHandlers,
  ...fieldGroupHandlers,
  ...catalogHandlers,
  ...elementHandlers,
  ...linkHandlers,
  ...aiHandlers,
  ...aiAgentHandlers,
  ...botHandlers,
  ...callHandlers,
  ...customerHandlers,
  ...eventHandlers,
  ...fileHandlers,
  ...entityFileHandlers,
  ...miscHandlers,
  ...oauthHandlers,
  ...segmentHandlers,
  ...customerStatusHandlers,
  ...sourceHandlers,
  ...talkHandlers,
  ...templateHandlers,
  ...transactionHandlers,
  ...unsortedHandlers,
  ...webhookHandlers,
  ...websiteButtonHandlers,
  ...widgetHandlers,
};
