import type { Catalogs } from '../resources/catalogs.js';
import type { Companies } from '../resources/companies.js';
import type { Contacts } from '../resources/contacts.js';
import type { Customers } from '../resources/customers.js';
import type { Leads } from '../resources/leads.js';
import type { Resource, ResourceType } from '../resources/resource.js';
import type { Tasks } from '../resources/tasks.js';

/** The resources of a client whose types an account narrows. */
export interface NamedResources {
  readonly leads: Leads;
  readonly contacts: Contacts;
  readonly companies: Companies;
  readonly tasks: Tasks;
  readonly customers: Customers;
  readonly catalogs: Catalogs;
}

/** Key of {@link AccountBinding}. */
export const BIND_ACCOUNT: unique symbol = Symbol.for('kommo-sdk.bind-account') as never;

/** What `defineAccount` adds to an account: how to make resources that speak its names, and their types. */
export interface AccountBinding<N extends NamedResources = NamedResources> {
  readonly [BIND_ACCOUNT]: {
    <R extends Resource>(type: ResourceType<R>, http: unknown): R;
    /** Only in the types. */
    readonly resources?: N;
  };
}
