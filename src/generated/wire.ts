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

/** What each value of `with` brings to a Account. */
export interface AccountWithTable {
  "amojo_id": { root: "amojo_id" };
  "uuid": { root: "uuid" };
  "version": { root: "version" };
  "drive_url": { root: "drive_url" };
  "is_api_filter_enabled": { root: "is_api_filter_enabled" };
  "entity_names": { root: "entity_names" };
  "invoices_settings": { root: "invoices_settings" };
  "amojo_rights": { embedded: "amojo_rights" };
  "users_groups": { embedded: "users_groups" };
  "task_types": { embedded: "task_types" };
  "datetime_settings": { embedded: "datetime_settings" };
}

/** What each value of `with` brings to a PipelineStatus. */
export interface PipelineStatusWithTable {
  "descriptions": { root: "descriptions" };
}

/** What each value of `with` brings to a Contact. */
export interface ContactWithTable {
  "leads": { embedded: "leads" };
  "customers": { embedded: "customers" };
  "catalog_elements": { embedded: "catalog_elements" };
  "social_profiles": { embedded: "social_profiles" };
}

/** What each value of `with` brings to a Company. */
export interface CompanyWithTable {
  "leads": { embedded: "leads" };
  "contacts": { embedded: "contacts" };
  "customers": { embedded: "customers" };
  "catalog_elements": { embedded: "catalog_elements" };
}

/** What each value of `with` brings to a User. */
export interface UserWithTable {
  "uuid": { root: "uuid" };
  "amojo_id": { root: "amojo_id" };
  "user_rank": { root: "user_rank" };
  "phone_number": { root: "phone_number" };
  "role": { embedded: "roles" };
  "group": { embedded: "groups" };
}

/** What each value of `with` brings to a Role. */
export interface RoleWithTable {
  "users": { embedded: "users" };
}

/** What each value of `with` brings to a Note. */
export interface NoteWithTable {
  "is_pinned": { root: "is_pinned" };
}

/** What each value of `with` brings to a CatalogElement. */
export interface CatalogElementWithTable {
  "invoice_link": { root: "invoice_link" };
}

/** What each value of `with` brings to a Customer. */
export interface CustomerWithTable {
  "group_id": { root: "group_id" };
  "contacts": { embedded: "contacts" };
  "companies": { embedded: "companies" };
  "catalog_elements": { embedded: "catalog_elements" };
}

/** What each value of `with` brings to a Bot. */
export interface BotWithTable {
  "favorite": { root: "is_favorite" };
}

/** What each value of `with` brings to a Template. */
export interface TemplateWithTable {
  "reviews": { root: "review_status" | "is_on_review"; embedded: "reviews" };
}

/** What each value of `with` brings to a WebsiteButton. */
export interface WebsiteButtonWithTable {
  "scripts": { root: "script" };
  "deleted": { root: "is_deleted" };
}
