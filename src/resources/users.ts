import type { UserWithTable } from '../generated/wire.js';
import type { ApiPromise } from '../http/api-promise.js';
import type { PagePromise } from '../http/page.js';
import type { ListOptions, RequestOptions } from '../transport/options.js';
import { checkBatch, checkIds, checkObject } from '../util/check.js';
import type { Narrow } from './narrow.js';
import { Resource } from './resource.js';
import type { ListQuery, Schema, Schemas } from './schemas.js';

/** A user of the account and their rights. */
export interface User extends Schema<'User'> {}
/** What a user is created with. */
export interface UserCreate extends Schema<'UserCreate'> {}
/** Values of `with`. */
export type UserWith = Schemas['UserWith'];

/** A user. What `with` asked for is not optional in its type. */
export type UserResult<W extends readonly UserWith[]> = Narrow<User, UserWithTable, W>;

/** Parameters of {@link Users.list}. */
export interface UserListParams<W extends readonly UserWith[] = readonly UserWith[]> extends ListQuery<'users.list'> {
  with?: W;
}

/** Parameters of {@link Users.get}. */
export interface UserGetParams<W extends readonly UserWith[] = readonly UserWith[]> {
  with?: W;
}

// The maximum that Kommo accepts in one call.
const MAX_USERS = 10;

/**
 * Users of the account. Needs an administrator's token. The API can't change users.
 * @see https://developers.kommo.com/reference/users-and-roles
 */
export class Users extends Resource {
  /**
   * Lists users.
   * @throws ForbiddenError without an admin's rights
   * @see https://developers.kommo.com/reference/users-list
   */
  list<const W extends readonly UserWith[] = []>(
    params: UserListParams<W> = {},
    options?: ListOptions,
  ): PagePromise<UserResult<W>> {
    return this.http.list('/api/v4/users', { query: params, options });
  }

  /**
   * Gets one user.
   * @throws NotFoundError, ForbiddenError
   * @see https://developers.kommo.com/reference/get-user-by-id
   */
  get<const W extends readonly UserWith[] = []>(
    id: number,
    params: UserGetParams<W> = {},
    options?: RequestOptions,
  ): ApiPromise<UserResult<W>> {
    return this.http.get('/api/v4/users/{id}', { path: { id }, query: params, options });
  }

  /**
   * Creates one user and returns it in full.
   * @throws ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/add-users
   */
  create(user: UserCreate, options?: RequestOptions): ApiPromise<User> {
    return this.http.one('POST', '/api/v4/users', { body: [checkObject(user, 'user')], options });
  }

  /**
   * Creates up to 10 users in one call.
   * @throws InputError on more than 10, ValidationError, ForbiddenError
   * @see https://developers.kommo.com/reference/add-users
   */
  createMany(users: readonly UserCreate[], options?: RequestOptions): ApiPromise<User[]> {
    return this.http.many('POST', '/api/v4/users', { body: checkBatch(users, 'users', MAX_USERS), options });
  }

  /**
   * Activates up to 10 users by id. Requires the Pro or Enterprise plan and does not work for admins.
   * @throws ForbiddenError
   * @see https://developers.kommo.com/reference/activate-users
   */
  activate(ids: readonly number[], options?: RequestOptions): ApiPromise<void> {
    return this.http.run('POST', '/api/v4/users/activate', { body: checkIds(ids, 'ids', MAX_USERS), options });
  }

  /**
   * Deactivates up to 10 users by id.
   * @throws ForbiddenError
   * @see https://developers.kommo.com/reference/deactivate-users
   */
  deactivate(ids: readonly number[], options?: RequestOptions): ApiPromise<void> {
    return this.http.run('POST', '/api/v4/users/deactivate', { body: checkIds(ids, 'ids', MAX_USERS), options });
  }
}
