// Written by `npm run generate` from openapi/. Do not edit.
/** What each value of `with` brings to a Lead. */
export interface LeadWithTable {
  "source_id": { root: "source_id" };
  "is_price_modified_by_robot": { root: "is_price_modified_by_robot" };
  "contacts": { embedded: "contacts" };
  "loss_reason": { embedded: "loss_reason" };
  "catalog_elements": { embedded: "catalog_elements" };
  "source": { embedded: "source" };
}
