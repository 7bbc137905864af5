import { type AccountBinding, BIND_ACCOUNT } from '../core/account-binding.js';
import type { Http } from '../internal/http.js';
import { bindAccount } from './bind.js';
import type { AccountResources } from './resources.js';

/** A custom field, as `kommo-sdk codegen` writes it. */
export interface AccountField {
  readonly id: number;
  readonly type: string;
  /** Code of a field that has one: `PHONE`, `EMAIL`. */
  readonly code?: string;
  /** Options by name. */
  readonly enums?: { readonly [name: string]: number };
}

/** Custom fields by name. */
export interface AccountFields {
  readonly [name: string]: AccountField;
}

/** Names and their ids. */
export interface AccountIds {
  readonly [name: string]: number;
}

/** Custom fields and tags of one kind of entity. */
export interface AccountEntity {
  readonly fields: AccountFields;
  readonly tags?: AccountIds;
}

/** A pipeline with its stages; 142 is `Won` and 143 is `Lost` in each. */
export interface AccountPipeline {
  readonly id: number;
  readonly statuses: AccountIds;
}

/** A list with its fields. */
export interface AccountCatalog {
  readonly id: number;
  readonly fields: AccountFields;
}

/** Everything of an account that has a name: what `kommo-sdk codegen` writes into `kommo.account.ts`. */
export interface AccountDefinition {
  readonly id?: number;
  readonly leads: AccountEntity;
  readonly contacts: AccountEntity;
  readonly companies: AccountEntity;
  readonly customers?: AccountEntity;
  readonly pipelines: { readonly [name: string]: AccountPipeline };
  readonly lossReasons: AccountIds;
  readonly users: AccountIds;
  readonly taskTypes: AccountIds;
  readonly catalogs: { readonly [name: string]: AccountCatalog };
}

/**
 * Makes the names of an account usable: `new Kommo({ account })` then takes and gives them in place of ids.
 * Gives back what it is given, together with the code that translates; who does not call it does not bundle that.
 *
 * ```ts no-run
 * export const account = defineAccount({ leads: { fields: { budget: { id: 1, type: 'numeric' } } }, ... });
 * ```
 */
export function defineAccount<const A extends AccountDefinition>(account: A): A & AccountBinding<AccountResources<A>> {
  return {
    ...account,
    // The types of the binding keep quiet about what resources are made with.
    [BIND_ACCOUNT]: (type, http) => bindAccount(account, type as unknown as new (http: Http) => never, http as Http),
  };
}
