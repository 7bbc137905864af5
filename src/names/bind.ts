import type { EntityBulk } from '../bulk/entity-bulk.js';
import type { Http } from '../http/client.js';
import { Catalogs } from '../resources/catalogs.js';
import { Companies } from '../resources/companies.js';
import { Contacts } from '../resources/contacts.js';
import { Customers } from '../resources/customers.js';
import { Leads } from '../resources/leads.js';
import type { Resource } from '../resources/resource.js';
import { Tasks } from '../resources/tasks.js';
import type { AccountDefinition } from './definition.js';
import { NamedHttp } from './named-http.js';
import { type Translator, Translators } from './translators.js';

const known = new WeakMap<AccountDefinition, Translators>();
const NAMED: readonly unknown[] = [Leads, Contacts, Companies, Customers, Tasks, Catalogs];

/** Makes a resource; those of what has names take and give the names of the account. */
export function bindAccount<R extends Resource>(
  account: AccountDefinition,
  type: new (http: Http) => R,
  http: Http,
): R {
  if (!NAMED.includes(type)) return new type(http);
  const names = known.get(account) ?? new Translators(account);
  known.set(account, names);
  const resource = new type(new NamedHttp(http, names) as unknown as Http);
  const keyed = resource as unknown as { bulk: AnyBulk };
  if (resource instanceof Contacts) withKeys(keyed, names.of('contacts'));
  if (resource instanceof Companies) withKeys(keyed, names.of('companies'));
  if (resource instanceof Customers) withKeys(keyed, names.of('customers'));
  return resource;
}

type AnyBulk = EntityBulk<{ id: number }, object, { id: number }, { id: number }, { id: number }>;

// `key: 'email'` is read from the fields as they go over the wire.
function withKeys(resource: { bulk: AnyBulk }, translator: Translator | undefined): void {
  if (!translator) return;
  const { get } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(resource), 'bulk') as { get: () => AnyBulk };
  Object.defineProperty(resource, 'bulk', {
    get: () => Object.assign(get.call(resource), { wire: (input: object) => translator.write(input) }),
  });
}
