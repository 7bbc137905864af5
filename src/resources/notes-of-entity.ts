import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkUpdates } from '../util/check.js';
import type {
  NoteCreated,
  NoteCreateForEntity,
  NoteEntityType,
  NoteGetParams,
  NoteListParams,
  NoteResult,
  NoteUpdate,
  NoteUpdated,
  NoteUpdateItem,
  NoteWith,
} from './note-types.js';
import { Resource } from './resource.js';

const OF_ENTITY = '/api/v4/{entity_type}/{entity_id}/notes';
const ONE_OF_ENTITY = '/api/v4/{entity_type}/{entity_id}/notes/{id}';

/**
 * The part of {@link Notes} that goes by the entity that has the notes.
 * @see https://developers.kommo.com/reference/notes
 */
export abstract class NotesOfEntity extends Resource {
  /**
   * Lists the notes of one entity.
   * @see https://developers.kommo.com/reference/notes-by-entity-id
   */
  listByEntity<const W extends readonly NoteWith[] = []>(
    entityType: NoteEntityType,
    entityId: number,
    params: NoteListParams<W> = {},
    options?: ListOptions,
  ): PagePromise<NoteResult<W>> {
    const path = { entity_type: entityType, entity_id: entityId };
    return this.http.list(OF_ENTITY, { path, query: params, options });
  }

  /**
   * Gets one note of a named entity (amoCRM only).
   * @throws NotFoundError
   * @see https://www.amocrm.ru/developers/content/crm_platform/events-and-notes
   */
  getByEntity<const W extends readonly NoteWith[] = []>(
    entityType: NoteEntityType,
    entityId: number,
    id: number,
    params: NoteGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<NoteResult<W>> {
    const path = { entity_type: entityType, entity_id: entityId, id };
    return this.http.get(ONE_OF_ENTITY, { path, query: params, options });
  }

  /**
   * Creates notes of a named entity (amoCRM only).
   * @throws ValidationError whose issues point to the items
   * @see https://www.amocrm.ru/developers/content/crm_platform/events-and-notes
   */
  createForEntity(
    entityType: NoteEntityType,
    entityId: number,
    notes: readonly NoteCreateForEntity[],
    options?: RequestOptions,
  ): ApiPromise<NoteCreated[]> {
    const path = { entity_type: entityType, entity_id: entityId };
    return this.http.many('POST', OF_ENTITY, { path, body: checkBatch(notes, 'notes'), options });
  }

  /**
   * Changes one note of a named entity (amoCRM only).
   * @throws InputError on an empty change, ValidationError
   * @see https://www.amocrm.ru/developers/content/crm_platform/events-and-notes
   */
  updateForEntity(
    entityType: NoteEntityType,
    entityId: number,
    id: number,
    changes: NoteUpdate,
    options?: RequestOptions,
  ): ApiPromise<NoteUpdated> {
    const path = { entity_type: entityType, entity_id: entityId, id };
    return this.http.one('PATCH', ONE_OF_ENTITY, { path, body: checkChanges(changes, 'changes'), options });
  }

  /**
   * Changes notes of a named entity in one call (amoCRM only).
   * @throws InputError, ValidationError whose issues point to the items
   * @see https://www.amocrm.ru/developers/content/crm_platform/events-and-notes
   */
  updateManyForEntity(
    entityType: NoteEntityType,
    entityId: number,
    notes: readonly NoteUpdateItem[],
    options?: RequestOptions,
  ): ApiPromise<NoteUpdated[]> {
    const path = { entity_type: entityType, entity_id: entityId };
    return this.http.many('PATCH', OF_ENTITY, { path, body: checkUpdates(notes, 'notes'), options });
  }
}
