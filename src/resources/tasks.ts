import { EntityBulk } from '../bulk/entity-bulk.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject, checkUpdates } from '../util/check.js';
import { EntityResource, type Named, reading, writing } from './resource.js';
import type { Query, Schema } from './schemas.js';

/** A task. `result` is null if there is none (Kommo sends an empty array). */
export interface Task extends Schema<'Task'> {}
/** What a task is created with: `text` and `complete_till` at least. */
export interface TaskCreate extends Schema<'TaskCreate'> {}
/** What a create returns: the id. */
export interface TaskCreated extends Schema<'TaskCreated'> {}
/** What can be changed of a task. */
export interface TaskUpdate extends Schema<'TaskUpdate'> {}
/** A change together with the id of its task. */
export interface TaskUpdateItem extends Schema<'TaskUpdateItem'> {}
/** What an update returns. */
export interface TaskUpdated extends Schema<'TaskUpdated'> {}
/** Filters of a list. */
export interface TaskFilter extends Schema<'TaskFilter'> {}
/** Parameters of {@link Tasks.list}. */
export interface TaskListParams<Filter = unknown> extends Omit<Query<'tasks.list'>, 'filter'> {
  filter?: Omit<TaskFilter, keyof Filter> & Filter;
}

/**
 * Tasks of leads, contacts and companies. Types 1 (follow-up) and 2 (meeting) are everywhere, others come with
 * `account.get({ with: ['task_types'] })`. They can't be deleted through the API.
 * @see https://developers.kommo.com/reference/tasks
 */
export class Tasks<N extends Named = Named> extends EntityResource {
  /** Bulk writes from any iterable: create, update, upsert, reconcile; each input ends with its own outcome. */
  get bulk(): EntityBulk<
    Task & N['read'],
    TaskCreate & N['write'],
    TaskCreated,
    TaskUpdateItem & N['write'],
    TaskUpdated
  > {
    return new EntityBulk(this, { of: 'tasks', wire: (input) => this.codec.write(input) });
  }

  /**
   * Lists tasks. `filter.entity_id` needs `filter.entity_type`.
   * @throws InputError on a filter that can't be sent, KommoApiError
   * @see https://developers.kommo.com/reference/tasks-list
   */
  list(params: TaskListParams<N['filter']> = {}, options?: ListOptions): PagePromise<Task & N['read']> {
    return this.http.list(
      '/api/v4/tasks',
      { query: this.codec.query(params), options },
      reading<Task & N['read']>(this.codec, tidy),
    );
  }

  /**
   * Gets one task.
   * @throws NotFoundError
   * @see https://developers.kommo.com/reference/task-id
   */
  get(id: number, options?: RequestOptions): ApiPromise<Task & N['read']> {
    return this.http.get('/api/v4/tasks/{id}', { path: { id }, options }, reading<Task & N['read']>(this.codec, tidy));
  }

  /**
   * Creates one task and returns its id. Not retried if Kommo may have processed the call, unless `retryUnsafe` is set.
   * @throws ValidationError
   * @see https://developers.kommo.com/reference/add-tasks
   */
  create(task: TaskCreate & N['write'], options?: RequestOptions): ApiPromise<TaskCreated> {
    return this.http.one('POST', '/api/v4/tasks', { body: [checkObject(task, 'task')], options }, writing(this.codec));
  }

  /**
   * Creates up to 250 tasks in one call (Kommo recommends 50) and returns their ids in the order of the input. All or nothing.
   * @throws ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/add-tasks
   */
  createMany(tasks: readonly (TaskCreate & N['write'])[], options?: RequestOptions): ApiPromise<TaskCreated[]> {
    return this.http.many('POST', '/api/v4/tasks', { body: checkBatch(tasks, 'tasks'), options }, writing(this.codec));
  }

  /**
   * Changes one task. To complete it: `{ is_completed: true, result: { text } }`.
   * @throws InputError on an empty change, ValidationError
   * @see https://developers.kommo.com/reference/edit-task
   */
  update(id: number, changes: TaskUpdate & N['write'], options?: RequestOptions): ApiPromise<TaskUpdated> {
    const body = checkChanges(changes, 'changes');
    return this.http.one('PATCH', '/api/v4/tasks/{id}', { path: { id }, body, options }, writing(this.codec));
  }

  /**
   * Changes up to 250 tasks in one call, each named by its id.
   * @throws InputError, ValidationError whose issues point to the items
   * @see https://developers.kommo.com/reference/edit-tasks
   */
  updateMany(tasks: readonly (TaskUpdateItem & N['write'])[], options?: RequestOptions): ApiPromise<TaskUpdated[]> {
    return this.http.many(
      'PATCH',
      '/api/v4/tasks',
      { body: checkUpdates(tasks, 'tasks'), options },
      writing(this.codec),
    );
  }
}

// Kommo sends `[]` if there is no result. The type says null.
function tidy<T extends Task>(task: T): T {
  if (Array.isArray(task.result)) task.result = null;
  return task;
}
