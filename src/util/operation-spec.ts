/** A JSON Schema 2020-12 document, as plain data. */
export type JsonSchema = { readonly [key: string]: unknown };

/** One operation of the API, as the generator writes it from openapi/. */
export interface OperationSpec {
  /** `<resource>.<method>`, for example `leads.list`. */
  readonly id: string;
  /** Where it goes: the account's own host, its drive (files), or amojo (chats). */
  readonly host: 'crm' | 'drive' | 'amojo';
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path template, for example `/api/v4/leads/{id}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** Address of the doc page. */
  readonly doc: string;
  readonly status: 'official' | 'amocrm-only';
  readonly unverified?: true;
  /** HAL key of the items, on operations that list. */
  readonly list?: string;
  readonly pathParams?: JsonSchema;
  readonly query?: JsonSchema;
  readonly body?: JsonSchema;
  readonly bodyRequired?: true;
  /** Schema by status; null where the body is empty. */
  readonly responses: Readonly<Record<string, JsonSchema | null>>;
}
