import type { Companies } from '../resources/companies.js';
import type { Contacts } from '../resources/contacts.js';
import type { Customers } from '../resources/customers.js';
import type { Leads } from '../resources/leads.js';
import type { Tasks } from '../resources/tasks.js';
import type { AccountCatalogs } from './catalogs.js';
import type { AccountDefinition, AccountEntity } from './definition.js';
import type {
  EntityInput,
  EntityNameFilter,
  EntityNames,
  LeadInput,
  LeadNameFilter,
  LeadNames,
  TaskInput,
  TaskNameFilter,
  TaskNames,
} from './names.js';

type Def = AccountDefinition;

/** What an account adds to the types of a kind of entity. */
export interface NamedEntity<A extends Def, E extends AccountEntity> {
  readonly read: EntityNames<A, E>;
  readonly write: EntityInput<A, E>;
  readonly filter: EntityNameFilter<A, E>;
}

/** What an account adds to the types of leads. */
export interface NamedLeads<A extends Def> {
  readonly read: LeadNames<A>;
  readonly write: LeadInput<A>;
  readonly filter: LeadNameFilter<A>;
  readonly ensure: EntityInput<A, A['leads']>;
  readonly contact: EntityInput<A, A['contacts']>;
  readonly company: EntityInput<A, A['companies']>;
}

/** What an account adds to the types of tasks. */
export interface NamedTasks<A extends Def> {
  readonly read: TaskNames<A>;
  readonly write: TaskInput<A>;
  readonly filter: TaskNameFilter<A>;
}

/** The resources of a client that knows its account. They accept and return names in addition to ids. */
export interface AccountResources<A extends Def> {
  readonly leads: Leads<NamedLeads<A>>;
  readonly contacts: Contacts<NamedEntity<A, A['contacts']>>;
  readonly companies: Companies<NamedEntity<A, A['companies']>>;
  readonly tasks: Tasks<NamedTasks<A>>;
  /** If the account has no customers, they are as without an account. */
  readonly customers: A extends { readonly customers: infer E extends AccountEntity }
    ? Customers<NamedEntity<A, E>>
    : Customers;
  readonly catalogs: AccountCatalogs<A>;
}
