import type { BulkRun } from '../bulk/bulk-run.js';
import type { EntityBulk, UpsertOptions } from '../bulk/entity-bulk.js';
import type { BulkInputs, BulkOptions } from '../bulk/types.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { Changes, ChangesOptions } from '../http/changes.js';
import type { PagePromise } from '../http/page.js';
import type { FindBy, Found } from '../people/find.js';
import type * as C from '../resources/companies.js';
import type * as P from '../resources/contacts.js';
import type { Customers } from '../resources/customers.js';

import type * as L from '../resources/leads.js';
import type { Schemas } from '../resources/schemas.js';
import type * as T from '../resources/tasks.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import type { AccountCatalogs } from './catalogs.js';
import type { AccountCustomers } from './customers.js';
import type { AccountDefinition, AccountEntity } from './definition.js';
import type { Filtered } from './filtered.js';
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

type LeadOf<A extends Def, W extends readonly L.LeadWith[] = []> = L.LeadResult<W> & LeadNames<A>;

type ComplexEmbedded = NonNullable<L.LeadComplexCreate['_embedded']>;
type IdRef = Schemas['IdRef'];
type ComplexOf<A extends Def> = Omit<L.LeadComplexCreate, '_embedded'> &
  LeadInput<A> & {
    _embedded?: Omit<ComplexEmbedded, 'contacts' | 'companies'> & {
      contacts?: (IdRef | (P.ContactCreate & ContactInput<A>))[];
      companies?: (IdRef | (C.CompanyCreate & CompanyInput<A>))[];
    };
  };

/** `kommo.leads.bulk` of a client that knows its account. */
export interface AccountLeadBulk<A extends Def> extends L.LeadBulk {
  create(
    inputs: BulkInputs<L.LeadCreate & LeadInput<A>>,
    options?: BulkOptions,
  ): BulkRun<L.LeadCreate & LeadInput<A>, L.LeadCreated>;
  update(
    inputs: BulkInputs<L.LeadUpdateItem & LeadInput<A>>,
    options?: BulkOptions,
  ): BulkRun<L.LeadUpdateItem & LeadInput<A>, L.LeadUpdated>;
  upsert(
    inputs: BulkInputs<L.LeadCreate & LeadInput<A>>,
    options: UpsertOptions<LeadOf<A>, L.LeadCreate & LeadInput<A>>,
  ): BulkRun<L.LeadCreate & LeadInput<A>, L.LeadCreated | L.LeadUpdated>;
  createComplex(inputs: BulkInputs<ComplexOf<A>>, options?: BulkOptions): BulkRun<ComplexOf<A>, L.LeadComplexCreated>;
}

/** `kommo.leads` of a client that knows its account: names in, names out, and all that leads have else. */
export interface AccountLeads<A extends Def> extends L.Leads {
  readonly bulk: AccountLeadBulk<A>;
  list<const W extends readonly L.LeadWith[] = []>(
    params?: Filtered<L.LeadListParams<W>, LeadNameFilter<A>>,
    options?: ListOptions,
  ): PagePromise<LeadOf<A, W>>;
  get<const W extends readonly L.LeadWith[] = []>(
    id: number,
    params?: L.LeadGetParams<W>,
    options?: RequestOptions,
  ): ApiPromise<LeadOf<A, W>>;
  create(lead: L.LeadCreate & LeadInput<A>, options?: RequestOptions): ApiPromise<L.LeadCreated>;
  createMany(leads: readonly (L.LeadCreate & LeadInput<A>)[], options?: RequestOptions): ApiPromise<L.LeadCreated[]>;
  update(id: number, changes: L.LeadUpdate & LeadInput<A>, options?: RequestOptions): ApiPromise<L.LeadUpdated>;
  updateMany(
    leads: readonly (L.LeadUpdateItem & LeadInput<A>)[],
    options?: RequestOptions,
  ): ApiPromise<L.LeadUpdated[]>;
  createComplex(leads: readonly ComplexOf<A>[], options?: RequestOptions): ApiPromise<L.LeadComplexCreated[]>;
  ensure(
    params: Omit<L.LeadEnsureParams, 'lead'> & { lead?: L.LeadEnsureParams['lead'] & EntityInput<A, A['leads']> },
    options?: RequestOptions,
  ): Promise<L.LeadEnsured>;
  changes<const W extends readonly L.LiveLeadWith[] = []>(
    params: ChangesOptions & { with?: W; filter?: Omit<L.LeadFilter, 'updated_at'> & LeadNameFilter<A> },
    options?: RequestOptions,
  ): Changes<L.LeadResult<W> & L.Lead & LeadNames<A>, L.DeletedLead>;
}

type ContactOf<A extends Def, W extends readonly P.ContactWith[] = []> = P.ContactResult<W> &
  EntityNames<A, A['contacts']>;
type ContactInput<A extends Def> = EntityInput<A, A['contacts']>;

/** `kommo.contacts` of a client that knows its account. */
export interface AccountContacts<A extends Def> extends P.Contacts {
  readonly bulk: EntityBulk<
    ContactOf<A>,
    P.ContactCreate & ContactInput<A>,
    P.ContactCreated,
    P.ContactUpdateItem & ContactInput<A>,
    P.ContactUpdated
  >;
  list<const W extends readonly P.ContactWith[] = []>(
    params?: Filtered<P.ContactListParams<W>, EntityNameFilter<A, A['contacts']>>,
    options?: ListOptions,
  ): PagePromise<ContactOf<A, W>>;
  get<const W extends readonly P.ContactWith[] = []>(
    id: number,
    params?: P.ContactGetParams<W>,
    options?: RequestOptions,
  ): ApiPromise<ContactOf<A, W>>;
  create(contact: P.ContactCreate & ContactInput<A>, options?: RequestOptions): ApiPromise<P.ContactCreated>;
  createMany(
    contacts: readonly (P.ContactCreate & ContactInput<A>)[],
    options?: RequestOptions,
  ): ApiPromise<P.ContactCreated[]>;
  update(
    id: number,
    changes: P.ContactUpdate & ContactInput<A>,
    options?: RequestOptions,
  ): ApiPromise<P.ContactUpdated>;
  updateMany(
    contacts: readonly (P.ContactUpdateItem & ContactInput<A>)[],
    options?: RequestOptions,
  ): ApiPromise<P.ContactUpdated[]>;
  changes(params: ChangesOptions, options?: RequestOptions): Changes<ContactOf<A>, never>;
  find<const W extends readonly P.ContactWith[] = []>(
    by: FindBy,
    params?: P.ContactFindParams<W>,
    options?: RequestOptions,
  ): Promise<Found<ContactOf<A, W>>>;
}

type CompanyOf<A extends Def, W extends readonly C.CompanyWith[] = []> = C.CompanyResult<W> &
  EntityNames<A, A['companies']>;
type CompanyInput<A extends Def> = EntityInput<A, A['companies']>;

/** `kommo.companies` of a client that knows its account. */
export interface AccountCompanies<A extends Def> extends C.Companies {
  readonly bulk: EntityBulk<
    CompanyOf<A>,
    C.CompanyCreate & CompanyInput<A>,
    C.CompanyCreated,
    C.CompanyUpdateItem & CompanyInput<A>,
    C.CompanyUpdated
  >;
  list<const W extends readonly C.CompanyWith[] = []>(
    params?: Filtered<C.CompanyListParams<W>, EntityNameFilter<A, A['companies']>>,
    options?: ListOptions,
  ): PagePromise<CompanyOf<A, W>>;
  get<const W extends readonly C.CompanyWith[] = []>(
    id: number,
    params?: C.CompanyGetParams<W>,
    options?: RequestOptions,
  ): ApiPromise<CompanyOf<A, W>>;
  create(company: C.CompanyCreate & CompanyInput<A>, options?: RequestOptions): ApiPromise<C.CompanyCreated>;
  createMany(
    companies: readonly (C.CompanyCreate & CompanyInput<A>)[],
    options?: RequestOptions,
  ): ApiPromise<C.CompanyCreated[]>;
  update(
    id: number,
    changes: C.CompanyUpdate & CompanyInput<A>,
    options?: RequestOptions,
  ): ApiPromise<C.CompanyUpdated>;
  updateMany(
    companies: readonly (C.CompanyUpdateItem & CompanyInput<A>)[],
    options?: RequestOptions,
  ): ApiPromise<C.CompanyUpdated[]>;
  changes(params: ChangesOptions, options?: RequestOptions): Changes<CompanyOf<A>, never>;
  find<const W extends readonly C.CompanyWith[] = []>(
    by: FindBy,
    params?: C.CompanyFindParams<W>,
    options?: RequestOptions,
  ): Promise<Found<CompanyOf<A, W>>>;
}

/** `kommo.tasks` of a client that knows its account. */
export interface AccountTasks<A extends Def> extends T.Tasks {
  readonly bulk: EntityBulk<
    T.Task & TaskNames<A>,
    TaskCreateOf<A>,
    T.TaskCreated,
    T.TaskUpdateItem & TaskInput<A>,
    T.TaskUpdated
  >;
  list(
    params?: Filtered<T.TaskListParams, TaskNameFilter<A>>,
    options?: ListOptions,
  ): PagePromise<T.Task & TaskNames<A>>;
  get(id: number, options?: RequestOptions): ApiPromise<T.Task & TaskNames<A>>;
  create(task: TaskCreateOf<A>, options?: RequestOptions): ApiPromise<T.TaskCreated>;
  createMany(tasks: readonly TaskCreateOf<A>[], options?: RequestOptions): ApiPromise<T.TaskCreated[]>;
  update(id: number, changes: T.TaskUpdate & TaskInput<A>, options?: RequestOptions): ApiPromise<T.TaskUpdated>;
  updateMany(
    tasks: readonly (T.TaskUpdateItem & TaskInput<A>)[],
    options?: RequestOptions,
  ): ApiPromise<T.TaskUpdated[]>;
}

type TaskCreateOf<A extends Def> = T.TaskCreate & TaskInput<A>;

/** What an account makes of a client. */
export interface AccountResources<A extends Def> {
  readonly leads: AccountLeads<A>;
  readonly contacts: AccountContacts<A>;
  readonly companies: AccountCompanies<A>;
  readonly tasks: AccountTasks<A>;
  /** Of an account without customers as they are without an account. */
  readonly customers: A extends { readonly customers: infer E extends AccountEntity }
    ? AccountCustomers<A, E>
    : Customers;
  readonly catalogs: AccountCatalogs<A>;
}
