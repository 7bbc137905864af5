import type { CatalogElementWithTable } from '../generated/wire.js';
import type { Narrow } from './narrow.js';
import type { ListQuery, Schema, Schemas } from './schemas.js';

/** Codes of the fields of an invoice (amoCRM only): `BILL_STATUS`, `PAYER`, `ITEMS` ... */
export type InvoiceFieldCode = Schemas['InvoiceFieldCode'];
/** Values (`enum_code`) of the status of an invoice (amoCRM only). */
export type InvoiceStatusCode = Schemas['InvoiceStatusCode'];
/** Values (`enum_code`) of the VAT type of an invoice (amoCRM only). */
export type InvoiceVatTypeCode = Schemas['InvoiceVatTypeCode'];
/** An element of a list. */
export interface CatalogElement extends Schema<'CatalogElement'> {}
/** What an element is created with. */
export interface CatalogElementCreate extends Schema<'CatalogElementCreate'> {}
/** What can be changed of an element. */
export interface CatalogElementUpdate extends Schema<'CatalogElementUpdate'> {}
/** A change together with the id of its element. */
export interface CatalogElementUpdateItem extends Schema<'CatalogElementUpdateItem'> {}
/** Values of `with`; both are known from amoCRM only, for invoices. */
export type CatalogElementWith = Schemas['CatalogElementWith'];

/** An element. What `with` asked for is not optional in its type. */
export type CatalogElementResult<W extends readonly CatalogElementWith[]> = Narrow<
  CatalogElement,
  CatalogElementWithTable,
  W
>;

/** Parameters of `kommo.catalogs.listElements`. */
export interface CatalogElementListParams<W extends readonly CatalogElementWith[] = readonly CatalogElementWith[]>
  extends ListQuery<'catalogs.listElements'> {
  with?: W;
}

/** Parameters of `kommo.catalogs.getElement`. */
export interface CatalogElementGetParams<W extends readonly CatalogElementWith[] = readonly CatalogElementWith[]> {
  with?: W;
}
