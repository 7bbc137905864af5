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

/** A pipeline with its stages. In every pipeline 142 is `Won` and 143 is `Lost`. */
export interface AccountPipeline {
  readonly id: number;
  readonly statuses: AccountIds;
}

/** A list with its fields. */
export interface AccountCatalog {
  readonly id: number;
  readonly fields: AccountFields;
}

/** Everything in an account that has a name. `kommo-sdk codegen` writes it into `kommo.account.ts`. */
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
