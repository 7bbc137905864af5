import type { Handlers } from '../call.js';
import { accountHandlers } from './account.js';
import { leadHandlers } from './leads.js';
import { lossReasonHandlers } from './loss-reasons.js';
import { pipelineHandlers } from './pipelines.js';
import { roleHandlers } from './roles.js';
import { statusHandlers } from './statuses.js';
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
};
