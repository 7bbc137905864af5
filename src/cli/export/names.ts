import type { AccountNames } from '../../reports/names.js';

/** What a CSV shows beside ids, and the time zone of its moments. */
export interface ExportNames {
  readonly zone: string;
  /** The name that a column shows for an item. Undefined if the column does not hold a name. */
  of(column: string, item: Readonly<Record<string, unknown>>): string | undefined;
}

/** Reads the names of an account that `columns` need. A name that the token can't read stays empty. */
export async function namesFor(names: AccountNames, columns: readonly string[]): Promise<ExportNames> {
  const has = (...wanted: string[]): boolean => wanted.some((column) => columns.includes(column));
  const [account, pipelines, users, reasons] = await Promise.all([
    names.need('account'),
    has('pipeline', 'status') ? names.part('pipelines') : undefined,
    has('responsible_user', 'created_by_name', 'updated_by_name') ? names.part('users') : undefined,
    has('loss_reason') ? names.part('reasons') : undefined,
  ]);
  const id = (item: Readonly<Record<string, unknown>>, key: string): number => Number(item[key] ?? 0);
  const columnsOf: Record<string, (item: Readonly<Record<string, unknown>>) => string | undefined> = {
    pipeline: (item) => pipelines?.get(id(item, 'pipeline_id'))?.name,
    status: (item) => pipelines?.get(id(item, 'pipeline_id'))?.stages.get(id(item, 'status_id')),
    loss_reason: (item) => reasons?.get(id(item, 'loss_reason_id')),
    task_type: (item) => account.types.get(id(item, 'task_type_id')),
    responsible_user: (item) => users?.get(id(item, 'responsible_user_id')),
    created_by_name: (item) => users?.get(id(item, 'created_by')),
    updated_by_name: (item) => users?.get(id(item, 'updated_by')),
  };
  return {
    zone: account.zone,
    of: (column, item) => (Object.hasOwn(columnsOf, column) ? (columnsOf[column]?.(item) ?? '') : undefined),
  };
}
