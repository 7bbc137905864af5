import type { RoleWithTable } from '../generated/wire.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkChanges, checkObject } from '../util/check.js';
import type { Narrow } from './narrow.js';
import { Resource } from './resource.js';
import type { ListQuery, Schema, Schemas } from './schemas.js';

/** A role: a named set of rights. */
export interface Role extends Schema<'Role'> {}
/** What a role is created with. */
export interface RoleCreate extends Schema<'RoleCreate'> {}
/** What can be changed of a role. */
export interface RoleUpdate extends Schema<'RoleUpdate'> {}
/** Values of `with`. */
export type RoleWith = Schemas['RoleWith'];

/** A role. What `with` asked for is not optional in its type. */
export type RoleResult<W extends readonly RoleWith[]> = Narrow<Role, RoleWithTable, W>;

/** Parameters of {@link Roles.list}. */
export interface RoleListParams<W extends readonly RoleWith[] = readonly RoleWith[]> extends ListQuery<'roles.list'> {
  with?: W;
}

/** Parameters of {@link Roles.get}. */
export interface RoleGetParams<W extends readonly RoleWith[] = readonly RoleWith[]> {
  with?: W;
}

/**
 * Roles of users. Needs an administrator's token.
 * @see https://developers.kommo.com/reference/users-and-roles
 */
export class Roles extends Resource {
  /**
   * Lists roles; `with: ['users']` adds the ids of their users.
   * @throws ForbiddenError without an admin's rights
   * @see https://developers.kommo.com/reference/user-roles-list
   */
  list<const W extends readonly RoleWith[] = []>(
    params: RoleListParams<W> = {},
    options?: ListOptions,
  ): PagePromise<RoleResult<W>> {
    return this.http.list('/api/v4/roles', { query: params, options });
  }

  /**
   * Gets one role.
   * @throws NotFoundError, ForbiddenError
   * @see https://developers.kommo.com/reference/get-role-data-by-id
   */
  get<const W extends readonly RoleWith[] = []>(
    id: number,
    params: RoleGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<RoleResult<W>> {
    return this.http.get('/api/v4/roles/{id}', { path: { id }, query: params, options });
  }

  /**
   * Creates one role and returns it in full.
   * @throws ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/adding-roles
   */
  create(role: RoleCreate, options?: RequestOptions): ApiPromise<Role> {
    return this.http.one('POST', '/api/v4/roles', { body: [checkObject(role, 'role')], options });
  }

  /**
   * Creates several roles in one call.
   * @throws ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/adding-roles
   */
  createMany(roles: readonly RoleCreate[], options?: RequestOptions): ApiPromise<Role[]> {
    return this.http.many('POST', '/api/v4/roles', { body: checkBatch(roles, 'roles'), options });
  }

  /**
   * Changes one role. `rights.status_rights` of null or `[]` wipes the rights by stage.
   * @throws InputError on an empty change, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/edit-roles
   */
  update(id: number, changes: RoleUpdate, options?: RequestOptions): ApiPromise<Role> {
    return this.http.one('PATCH', '/api/v4/roles/{id}', {
      path: { id },
      body: checkChanges(changes, 'changes'),
      options,
    });
  }

  /**
   * Deletes one role.
   * @throws ForbiddenError
   * @see https://developers.kommo.com/reference/deleting-role
   */
  delete(id: number, options?: RequestOptions): ApiPromise<void> {
    return this.http.run('DELETE', '/api/v4/roles/{id}', { path: { id }, options });
  }
}
