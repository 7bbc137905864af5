import type { Http } from '../http/client.js';
import { Catalogs } from '../resources/catalogs.js';
import { Companies } from '../resources/companies.js';
import { Contacts } from '../resources/contacts.js';
import { Customers } from '../resources/customers.js';
import { Leads } from '../resources/leads.js';
import type { Resource } from '../resources/resource.js';
import { Tasks } from '../resources/tasks.js';
import type { AccountDefinition } from './definition.js';
import { Translators } from './translators.js';

const known = new WeakMap<AccountDefinition, Translators>();
const KINDS = new Map<unknown, string>([
  [Leads, 'leads'],
  [Contacts, 'contacts'],
  [Companies, 'companies'],
  [Customers, 'customers'],
  [Tasks, 'tasks'],
]);

/** Makes a resource. If the account has names for it, the resource gets the account's codec. */
export function bindAccount<R extends Resource>(
  account: AccountDefinition,
  type: new (http: Http, codec?: unknown) => R,
  http: Http,
): R {
  const names = known.get(account) ?? new Translators(account);
  known.set(account, names);
  const kind = KINDS.get(type);
  if (kind !== undefined) return new type(http, names.of(kind));
  return (type as unknown) === Catalogs ? new type(http, names.elements) : new type(http);
}
