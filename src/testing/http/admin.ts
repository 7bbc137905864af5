import type { Db } from '../db/db.js';
import { refuse } from './problems.js';

// Reads that administrators only may do; writes of these resources are theirs as well.
const WHOLE = ['users', 'roles', 'webhooks', 'templates', 'websiteButtons', 'customerStatuses', 'segments'];
const WRITES = [
  'pipelines',
  'lossReasons',
  'customFields',
  'catalogCustomFields',
  'segmentCustomFields',
  'fieldGroups',
  'catalogFieldGroups',
  'sources',
  'widgets',
];
const SINGLE = ['contacts.listChats', 'contacts.linkChats', 'customers.setMode', 'bots.continue'];
const OPEN = ['customerStatuses.list', 'customerStatuses.get', 'segments.list', 'segments.get'];

/** Throws 403 if an operation is for administrators and the user is not one. For the list of webhooks it throws 401, as documented. */
export function needAdmin(db: Db, userId: number, operation: { id: string; method: string }): void {
  const { id, method } = operation;
  const [resource = ''] = id.split('.');
  const reserved = SINGLE.includes(id) || WHOLE.includes(resource) || (WRITES.includes(resource) && method !== 'GET');
  if (!reserved || OPEN.includes(id) || db.users.get(userId)?.is_admin !== false) return;
  if (id === 'webhooks.list') refuse(401, 'Invalid user name or password');
  refuse(403, 'Forbidden');
}
