import type { Handlers } from '../call.js';
import { accountHandlers } from './account.js';
import { companyHandlers } from './companies.js';
import { contactHandlers } from './contacts.js';
import { leadHandlers } from './leads.js';
import { lossReasonHandlers } from './loss-reasons.js';
import { noteHandlers } from './notes.js';
import { pipelineHandlers } from './pipelines.js';
import { roleHandlers } from './roles.js';
import { statusHandlers } from './statuses.js';
import { taskHandlers } from './tasks.js';
import { userHandlers } from './users.js';

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
};
