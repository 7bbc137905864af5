import type { Db } from '../db/db.js';
import { type FieldIssue, notSupportedChoice } from '../http/problems.js';

/** Fields of a write that name users. */
export interface UserRefs {
  responsible_user_id?: number;
  created_by?: number;
  updated_by?: number;
}

/** Users that the account does not have; 0 is the robot where the robot may stand. */
export function userIssues(db: Db, input: UserRefs): FieldIssue[] {
  const issues: FieldIssue[] = [];
  for (const key of ['responsible_user_id', 'created_by', 'updated_by'] as const) {
    const id = input[key];
    if (id === undefined || (id === 0 && key !== 'responsible_user_id')) continue;
    if (!db.users.has(id)) issues.push(notSupportedChoice(key));
  }
  return issues;
}

/** Group of a user; 0 is the default group. */
export const groupOf = (db: Db, userId: number): number => db.users.get(userId)?.group_id ?? 0;

/** An issue where `id` is given and not among the rows of a table. */
export function missingRef(
  table: { has(id: number): boolean },
  id: number | null | undefined,
  path: string,
): FieldIssue[] {
  return id === undefined || id === null || table.has(id) ? [] : [notSupportedChoice(path)];
}
