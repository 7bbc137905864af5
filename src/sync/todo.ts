import type { Kommo } from '../client/kommo.js';
import { NotFoundError } from '../errors.js';
import type { Session } from './database/types.js';
import { inLanes } from './lanes.js';
import { catalogLists, LISTS, type List, type ListAnswer } from './lists.js';
import { markDeleted, type Raw, upsert } from './rows.js';
import { ident, LINKS } from './sql.js';
import { enqueue, type Todo } from './state.js';

/** Where entities are read from and written to. */
export interface TodoTarget {
  readonly kommo: Kommo;
  readonly schema: string;
  /** The clock of the database. */
  readonly now: () => Date;
  readonly database: Session & { transaction<T>(work: (session: Session) => Promise<T>): Promise<T> };
  readonly signal: AbortSignal | undefined;
  readonly concurrency: number;
}

/** A list by its name in the state. */
function listNamed(name: string): List | undefined {
  const catalog = /^catalog_elements\.(\d+)$/.exec(name)?.[1];
  return [...LISTS, ...(catalog ? catalogLists(Number(catalog)) : [])].find((list) => list.name === name);
}

export interface DrainOptions {
  /** Whether this run reads a list. What is noted down for other lists stays. */
  readonly isWanted?: (list: List) => boolean;
  /** Lists that are read before others. */
  readonly first?: ReadonlySet<string>;
  readonly onRows?: (list: List, rows: number) => void;
  readonly onError?: (list: List, error: unknown) => void;
}

/**
 * Reads the entities again that something happened to, many in one request. An entity that is not there any more is marked as deleted.
 * What is noted down meanwhile for an entity that was just read stays for the next time.
 */
export async function drainTodo(
  target: TodoTarget,
  { isWanted, first, onRows, onError }: DrainOptions = {},
): Promise<void> {
  const { schema, database } = target;
  const todo = `${ident(schema)}._todo`;
  const tried = new Set<string>();
  for (;;) {
    const names = await database.query<{ list: string }>(`SELECT DISTINCT list FROM ${todo} ORDER BY list`);
    const isFirst = ({ list }: { list: string }): number => Number(first?.has(list) ?? false);
    names.sort((a, b) => isFirst(b) - isFirst(a));
    const jobs: { list: List; ids: string[] }[] = [];
    for (const { list: name } of names) {
      const list = listNamed(name);
      if (!list?.byId) {
        await database.query(`DELETE FROM ${todo} WHERE list = $1::text`, [name]);
        continue;
      }
      if (isWanted?.(list) === false) continue;
      await dropSeen(target, list);
      const rows = await database.query<{ id: string }>(
        `SELECT id FROM ${todo} WHERE list = $1::text ORDER BY at, id LIMIT 5000`,
        [name],
      );
      const ids = rows.map(({ id }) => id).filter((id) => !tried.has(`${name} ${id}`));
      for (const id of ids) tried.add(`${name} ${id}`);
      for (let i = 0; i < ids.length; i += list.byId.max) jobs.push({ list, ids: ids.slice(i, i + list.byId.max) });
    }
    if (jobs.length === 0) return;
    await inLanes(jobs, target.concurrency, async ({ list, ids }) => {
      try {
        const rows = await refresh(target, list, ids);
        onRows?.(list, rows);
      } catch (error) {
        // Unless it throws, what is noted down stays, for the case that the account grants the right later.
        if (!onError) throw error;
        onError(list, error);
      }
    });
  }
}

/** Entities that were read as live after they were noted down need nothing more. */
async function dropSeen({ schema, database }: TodoTarget, { name, table, extra }: List): Promise<void> {
  const key = table.key.at(-1) as string;
  const scope = extra ? ' AND t.entity_type = $2::text' : '';
  await database.query(
    `DELETE FROM ${ident(schema)}._todo d USING ${ident(schema)}.${ident(table.name)} t
     WHERE d.list = $1::text AND t.${ident(key)}::text = d.id AND NOT t.is_deleted AND t.synced_at > d.at${scope}`,
    extra ? [name, extra['entity_type']] : [name],
  );
}

/** Reads entities by id and stores what became of them. Returns how many are there. */
async function refresh(target: TodoTarget, list: List, ids: readonly string[]): Promise<number> {
  const { kommo, schema, now, database, signal } = target;
  const readAt = now();
  const answer = await readById(kommo, list, ids, signal);
  const key = list.table.key.at(-1) as string;
  const found = new Set(answer.map((row) => String(row[key])));
  const gone = ids.filter((id) => !found.has(id));
  const where = { schema, table: list.table, ...(list.extra && { extra: list.extra }) };
  await database.transaction(async (session) => {
    await enqueue(session, schema, await ownersOf(session, schema, list, gone), now());
    await upsert(session, { ...where, rows: answer, readAt });
    await markDeleted(session, where, gone, readAt);
    await session.query(
      `DELETE FROM ${ident(schema)}._todo WHERE list = $1::text AND id = ANY (string_to_array($2::text, ',')) AND at <= $3::text::timestamptz`,
      [list.name, ids.join(','), readAt.toISOString()],
    );
  });
  return answer.length;
}

async function readById(
  kommo: Kommo,
  list: List,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Raw[]> {
  const { max, get } = list.byId as { max: number; get(...args: unknown[]): Promise<ListAnswer> };
  const key = list.table.key.at(-1) as string;
  const found: Raw[] = [];
  let missing = ids;
  try {
    for (;;) {
      const { rows } = await get(kommo, missing, signal);
      found.push(...rows);
      const seen = new Set(rows.map((row) => String(row[key])));
      const left = missing.filter((id) => !seen.has(id));
      // Kommo may cap the page, so it does not prove that the others are gone.
      if (left.length === 0 || left.length === missing.length) return found;
      missing = left;
    }
  } catch (error) {
    // A list of many is not there, which says nothing about its entities.
    if (error instanceof NotFoundError && (max === 1 || list.name.startsWith('catalog'))) return found;
    throw error;
  }
}

/** Entities that were linked to those that have just gone: their links are other ones now. */
async function ownersOf(session: Session, schema: string, { table }: List, gone: readonly string[]): Promise<Todo[]> {
  if (gone.length === 0) return [];
  const found: Todo[] = [];
  for (const link of LINKS.filter(({ embedded }) => embedded === table.name)) {
    const rows = await session.query<{ id: number }>(
      `SELECT DISTINCT l.${ident(link.from)} AS id FROM ${ident(schema)}.${ident(link.table)} l
       LEFT JOIN ${ident(schema)}.${ident(table.name)} t ON t.id = l.${ident(link.to)}
       WHERE l.${ident(link.to)} = ANY (string_to_array($1::text, ',')::bigint[]) AND t.is_deleted IS NOT TRUE`,
      [gone.join(',')],
    );
    found.push(...rows.map(({ id }) => [link.owner, String(id)] as const));
  }
  return found;
}
