// Written by `npm run generate` from openapi/. Do not edit.
/** Keys of `files.list` that take one comma list instead of brackets. */
export const filesListComma = ["filter.uuid"] as const;

/** What each value of `with` brings to a Lead. */
export interface LeadWithTable {
  "source_id": { root: "source_id" };
  "is_price_modified_by_robot": { root: "is_price_modified_by_robot" };
  "contacts": { embedded: "contacts" };
  "loss_reason": { embedded: "loss_reason" };
  "catalog_elements": { embedded: "catalog_elements" };
  "source": { embedded: "source" };
}
