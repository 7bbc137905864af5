import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject, checkUpdates } from '../util/check.js';
import { Resource } from './resource.js';
import type { Query, Schema, Schemas } from './schemas.js';

/** What has custom fields, tags and links; `customers` is known from amoCRM only. */
export type EntityType = Schemas['EntityType'];
/** The definition of a custom field. Which properties are there depends on its type and on what it belongs to. */
export interface CustomField extends Schema<'CustomField'> {}
/** The types of custom fields that are known. */
export type CustomFieldType = Schemas['CustomFieldType'];
/** An option of a select, multiselect or radiobutton field, or a kind of phone or e-mail. */
export interface CustomFieldEnum extends Schema<'CustomFieldEnum'> {}
/** A node of the tree of a category field. */
export interface CustomFieldNested extends Schema<'CustomFieldNested'> {}
/** What a custom field is created with: `name` and `type` at least. */
export interface CustomFieldCreate extends Schema<'CustomFieldCreate'> {}
/** What can be changed of a custom field: all but its type. `enums` replaces all options, so send the old ones with their ids. */
export interface CustomFieldUpdate extends Schema<'CustomFieldUpdate'> {}
/** A change together with the id of its field. */
export interface CustomFieldUpdateItem extends Schema<'CustomFieldUpdateItem'> {}
/** Filters of a list. */
export interface CustomFieldFilter extends Schema<'CustomFieldFilter'> {}
/** Parameters of {@link CustomFields.list}. */
export type CustomFieldListParams = Query<'customFields.list'>;

const LIST = '/api/v4/{entity_type}/custom_fields';
const ONE = '/api/v4/{entity_type}/custom_fields/{id}';

/**
 * Definitions of the custom fields of leads, contacts, companies and customers. Writing requires an admin's token.
 * To read and write values by name, see {@link Kommo.fields}.
 * @see https://developers.kommo.com/reference/custom-fields
 */
export class CustomFields extends Resource {
  /**
   * Lists the fields of a type of entity, with totals.
   * @see https://developers.kommo.com/reference/custom-field-by-entity
   */
  list(entityType: EntityType, params: CustomFieldListParams = {}, options?: ListOptions): PagePromise<CustomField> {
    const path = { entity_type: entityType };
    return this.http.list(LIST, { path, query: params, options }, fieldCodec);
  }

  /**
   * Gets one field.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/custom-fields-by-id
   */
  get(entityType: EntityType, id: number, options?: RequestOptions): ApiPromise<CustomField> {
    return this.http.get(ONE, { path: { entity_type: entityType, id }, options }, fieldCodec);
  }

  /**
   * Creates one field and returns it in full. Options go under `enums`; a monetary field needs `currency`.
   * @throws ValidationError, ForbiddenError without an admin's rights
   * @see https://developers.kommo.com/reference/add-custom-fields
   */
  create(entityType: EntityType, field: CustomFieldCreate, options?: RequestOptions): ApiPromise<CustomField> {
    const body = [checkObject(field, 'field')];
    return this.http.one('POST', LIST, { path: { entity_type: entityType }, body, options }, fieldCodec);
  }

  /**
   * Creates up to 250 fields in one call and returns them in full. All or nothing.
   * @throws ValidationError whose issues point to the items, ForbiddenError
   * @see https://developers.kommo.com/reference/add-custom-fields
   */
  createMany(
    entityType: EntityType,
    fields: readonly CustomFieldCreate[],
    options?: RequestOptions,
  ): ApiPromise<CustomField[]> {
    const body = checkBatch(fields, 'fields');
    return this.http.many('POST', LIST, { path: { entity_type: entityType }, body, options }, fieldCodec);
  }

  /**
   * Changes one field and returns it in full. An option that `enums` leaves out is removed, an option without an id is created as a new one.
   * @throws InputError on an empty change, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/update-custom-field
   */
  update(
    entityType: EntityType,
    id: number,
    changes: CustomFieldUpdate,
    options?: RequestOptions,
  ): ApiPromise<CustomField> {
    const body = checkChanges(changes, 'changes');
    return this.http.one('PATCH', ONE, { path: { entity_type: entityType, id }, body, options }, fieldCodec);
  }

  /**
   * Changes up to 250 fields in one call, each named by its id, and returns them in full.
   * @throws InputError, ValidationError whose issues point to the items, ForbiddenError
   * @see https://developers.kommo.com/reference/update-custom-fields
   */
  updateMany(
    entityType: EntityType,
    fields: readonly CustomFieldUpdateItem[],
    options?: RequestOptions,
  ): ApiPromise<CustomField[]> {
    const body = checkUpdates(fields, 'fields');
    return this.http.many('PATCH', LIST, { path: { entity_type: entityType }, body, options }, fieldCodec);
  }

  /**
   * Deletes one field together with all its values.
   * @throws NotFoundError, ForbiddenError
   * @see https://developers.kommo.com/reference/custom-fields
   */
  delete(entityType: EntityType, id: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', ONE, { path: { entity_type: entityType, id }, options });
  }
}

/** The answer of a batch update holds options as an object keyed by index; the type says an array, so the value is one. */
function tidyField(field: CustomField): CustomField {
  const enums: unknown = field.enums;
  if (enums !== null && typeof enums === 'object') field.enums = Object.values(enums);
  return field;
}

/** Reads the definition of a field. */
export const fieldCodec = { read: tidyField };
