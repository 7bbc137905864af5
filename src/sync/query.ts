import { InputError } from '../errors.js';
import { checkKeys } from '../util/check.js';
import { lockFolder } from './database/folder-lock.js';
import { BIGINT_OID, NUMERIC_OID } from './database/types.js';
import { explainDatabase, MirrorError } from './errors.js';
import { ident, literal } from './sql.js';

/** Where SQL that others wrote runs, and its limits. */
export interface QueryEngineOptions {
  /** The folder of a mirror in PGlite, or the `postgres://` address of a role that may only read. */
  to: string;
  /** Schema of the mirror. Default `kommo`. */
  schema?: string | undefined;
  /** Maximum rows of one answer. Default 200. */
  maxRows?: number | undefined;
  /** Maximum bytes of one answer. Default 1 000 000. */
  maxBytes?: number | undefined;
  /** Maximum milliseconds of one statement. Default 10 000. */
  timeoutMs?: number | undefined;
  /** Milliseconds to wait for another process that uses the folder. Default 0. */
  waitMs?: number | undefined;
}

/** What a statement returned. */
export interface QueryAnswer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Whether there are more rows than the limit. */
  readonly truncated: boolean;
}

/** Runs statements that an agent wrote. No statement can write, run for long or stop others. */
export interface QueryEngine {
  /**
   * Runs one SELECT (or VALUES, TABLE, WITH ... SELECT).
   * @throws MirrorError with what the database says
   */
  query(sql: string): Promise<QueryAnswer>;
  /** The tables and views with their columns and comments, as text for a model. */
  describe(): Promise<string>;
  close(): Promise<void>;
}

interface Limits {
  readonly schema: string;
  readonly maxRows: number;
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly waitMs: number;
}

/** Role that reads a mirror and can do nothing else. */
export const READER = 'kommo_reader';

// What works in a read-only transaction, or for a role that may only read, and must not.
const FORBIDDEN =
  '^(set_config|pg_sleep.*|pg_(try_)?advisory.*|pg_notify|pg_(terminate|cancel)_backend|pg_reload_conf|pg_rotate_logfile|pg_logical.*|' +
  'pg_export_snapshot|pg_read_.*|pg_ls_.*|pg_stat_file|pg_stat_reset.*|pg_file_.*|pg_create_.*|pg_drop_.*|pg_switch_wal|pg_backup_.*|' +
  'pg_promote|pg_import_system_collations|lo_.*|lowrite|loread|(query|cursor|table|schema|database)_to_xml.*)$';

const OTHER_ROLES = (role: string): string =>
  `SELECT rolname FROM pg_roles WHERE rolcanlogin AND NOT rolsuper AND rolname <> ${literal(role)}`;

/**
 * Statements that make the role that may read a mirror. They take functions for files, locks, settings and administration from PUBLIC,
 * and grant them to each role that can log in by now, so that nothing changes for other programs. An administrator of the database runs
 * them after the first sync.
 */
export const readerSql = (schema = 'kommo', role = READER): string => `DO $do$
DECLARE f record; r record;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = ${literal(role)}) THEN
    CREATE ROLE ${ident(role)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION;
  END IF;
  FOR f IN SELECT p.oid::regprocedure AS name, p.oid, has_function_privilege('public', p.oid, 'EXECUTE') AS is_open
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'pg_catalog' AND p.proname ~ ${literal(FORBIDDEN)}
  LOOP
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', f.name, current_user);
    IF f.is_open THEN
      FOR r IN ${OTHER_ROLES(role)} LOOP EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO %I', f.name, r.rolname); END LOOP;
    END IF;
    EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', f.name);
  END LOOP;
  FOR r IN ${OTHER_ROLES(role)} LOOP
    IF has_database_privilege('public', current_database(), 'TEMPORARY') THEN
      EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO %I', current_database(), r.rolname);
    END IF;
    IF has_schema_privilege('public', 'public', 'CREATE') THEN
      EXECUTE format('GRANT CREATE ON SCHEMA public TO %I', r.rolname);
    END IF;
    IF has_language_privilege('public', 'plpgsql', 'USAGE') THEN
      EXECUTE format('GRANT USAGE ON LANGUAGE plpgsql TO %I', r.rolname);
    END IF;
  END LOOP;
  EXECUTE format('REVOKE CREATE, TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
END $do$;
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
GRANT USAGE ON SCHEMA ${ident(schema)} TO ${ident(role)};
GRANT SELECT ON ALL TABLES IN SCHEMA ${ident(schema)} TO ${ident(role)};
DO $do$
BEGIN
  EXECUTE (SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %I IN SCHEMA %I GRANT SELECT ON TABLES TO %I', pg_get_userbyid(c.relowner),
    n.nspname, ${literal(role)}) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ${literal(schema)} AND c.relname = '_state');
END $do$;`;

/** One row if the role may do more than read. */
const tooMuch = (schema: string): string => `SELECT 1 FROM pg_roles r WHERE r.rolname = current_user AND (
  r.rolsuper OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls
  OR has_schema_privilege(${literal(schema)}, 'CREATE')
  OR EXISTS (SELECT 1 FROM pg_roles o WHERE o.oid <> r.oid AND pg_has_role(r.oid, o.oid, 'MEMBER'))
  OR EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ${literal(schema)} AND c.relkind IN ('r', 'v') AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))
  OR EXISTS (SELECT 1 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    WHERE n.nspname = 'pg_catalog' AND p.proname ~ ${literal(FORBIDDEN)} AND has_function_privilege(p.oid, 'EXECUTE')))`;

/**
 * A statement as a subquery: whatever is not one SELECT does not parse. The database refuses several statements by itself, since
 * they are sent with parameters.
 */
const guarded = (sql: string, maxRows: number): string => `SELECT * FROM (\n${sql}\n) AS q LIMIT ${maxRows + 1}`;

const DESCRIBE = `SELECT c.relname AS name, obj_description(c.oid) AS comment,
  (SELECT string_agg(format('%s %s%s', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
     coalesce(' -- ' || col_description(c.oid, a.attnum), '')), E'\\n  ' ORDER BY a.attnum)
   FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = $1::text AND c.relkind IN ('r', 'v') AND c.relname !~ '^_' ORDER BY c.relkind DESC, c.relname`;

interface Described {
  readonly name: string;
  readonly comment: string | null;
  readonly columns: string;
}

const described = (schema: string, rows: readonly Described[]): string =>
  rows
    .map(
      ({ name, comment, columns }) => `${ident(schema)}.${ident(name)}${comment ? ` -- ${comment}` : ''}\n  ${columns}`,
    )
    .join('\n\n');

/** Opens an engine for SQL that others wrote, over a mirror. @throws InputError, MirrorError if the role may do more than read */
export async function createQueryEngine(options: QueryEngineOptions): Promise<QueryEngine> {
  checkKeys(options, 'options', ['to', 'schema', 'maxRows', 'maxBytes', 'timeoutMs', 'waitMs']);
  const { to, schema = 'kommo', maxRows = 200, maxBytes = 1_000_000, timeoutMs = 10_000, waitMs = 0 } = options;
  if (typeof to !== 'string' || to === '')
    throw new InputError('to', 'must be the folder of a mirror or a postgres:// address');
  for (const [name, value] of Object.entries({ maxRows, maxBytes, timeoutMs }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new InputError(name, `must be a whole number above 0, got ${value}`);
  if (!(Number.isFinite(waitMs) && waitMs >= 0))
    throw new InputError('waitMs', `must be a number from 0 on, got ${waitMs}`);
  const limits: Limits = { schema, maxRows, maxBytes, timeoutMs, waitMs };
  return /^postgres(ql)?:\/\//i.test(to) ? postgresEngine(to, limits) : pgliteEngine(to, limits);
}

const tooSlow = (timeoutMs: number): MirrorError =>
  new MirrorError(
    'database',
    `The statement took more than ${timeoutMs} ms and was stopped. Ask for less, or filter more.`,
  );

/** What the database says of a statement, for the one who wrote it. */
function refused(error: unknown, label: string): unknown {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const ofStatement =
    typeof code === 'string' && /^(0A|2[0-9]|4[0-9]|5[45])[0-9A-Z]{3}$/.test(code) && !/^28/.test(code);
  return ofStatement && !(error instanceof MirrorError)
    ? new MirrorError('database', `The database refused the statement: ${message}.`, error)
    : explainDatabase(error, label);
}

const tooBig = (maxBytes: number): MirrorError =>
  new MirrorError('database', `The answer has more than ${maxBytes} bytes. Select fewer columns or rows.`);

function cut(rows: Record<string, unknown>[], maxRows: number): QueryAnswer {
  return { rows: rows.slice(0, maxRows), truncated: rows.length > maxRows };
}

// For names of columns and what the protocol adds.
const ROOM_BYTES = 1_000_000;

/** Each statement has a session of its own, which takes along whatever it has set or locked. */
async function postgresEngine(to: string, { schema, maxRows, maxBytes, timeoutMs }: Limits): Promise<QueryEngine> {
  const loaded = (await import('pg')) as { default?: typeof import('pg') } & typeof import('pg');
  const { Client, types: parsers } = loaded.default ?? loaded;
  // Numbers as PGlite returns them.
  const types = {
    getTypeParser: ((oid: number, format?: 'text') =>
      oid === BIGINT_OID || oid === NUMERIC_OID ? Number : parsers.getTypeParser(oid, format)) as never,
  };
  const label = 'The database';
  const session = async <T>(work: (client: InstanceType<typeof Client>) => Promise<T>): Promise<T> => {
    const client = new Client({
      connectionString: to,
      application_name: 'kommo-sdk query',
      statement_timeout: timeoutMs,
      types,
    });
    client.on('error', () => {});
    let isTooBig = false;
    try {
      await client.connect();
      const { stream } = client.connection;
      // The client keeps a whole answer in memory, and a single value may have a gigabyte.
      let room = 2 * maxBytes + ROOM_BYTES;
      stream.on('data', ({ length }: Buffer) => {
        room -= length;
        if (room >= 0) return;
        isTooBig = true;
        stream.destroy();
      });
      return await work(client);
    } catch (error) {
      if (isTooBig) throw tooBig(maxBytes);
      if ((error as { code?: unknown }).code === '57014') throw tooSlow(timeoutMs);
      throw refused(error, label);
    } finally {
      await client.end().catch(() => {});
    }
  };
  await session(async (client) => {
    const { rows } = await client.query(tooMuch(schema));
    if (rows.length === 0) return;
    throw new MirrorError(
      'permission',
      'The role of the query address may do more than read the mirror. Make a role with the statements of readerSql(), and use that.',
    );
  });
  return {
    query: (sql) =>
      session(async (client) => {
        await client.query('BEGIN TRANSACTION READ ONLY');
        // A name makes it a prepared statement, which can't be several.
        const { rows } = await client.query({ name: 'q', text: guarded(sql, maxRows), values: [] });
        await client.query('ROLLBACK');
        if (JSON.stringify(rows).length > maxBytes) throw tooBig(maxBytes);
        return cut(rows as Record<string, unknown>[], maxRows);
      }),
    describe: () =>
      session(async (client) => described(schema, (await client.query(DESCRIBE, [schema])).rows as Described[])),
    close: async () => {},
  };
}

/** Runs in the worker: opens the folder as the role that may only read, and answers one message at a time. */
const WORKER = `
const { parentPort, workerData } = require('node:worker_threads');
const { PGlite } = require(workerData.pglite);
(async () => {
  const admin = await PGlite.create(workerData.folder);
  await admin.exec(workerData.setup);
  await admin.close();
  const db = await PGlite.create(workerData.folder, { username: workerData.role });
  // PGlite only sets the role, which a statement could set back.
  await db.exec('SET SESSION AUTHORIZATION ' + workerData.role);
  const { rows: [who] } = await db.query("SELECT current_setting('is_superuser') AS super, session_user::text AS name");
  if (who.super !== 'off' || who.name !== workerData.role) throw new Error('the role of the queries is a superuser');
  const options = { parsers: { 20: Number, 1700: Number } };
  parentPort.on('message', async ({ sql, params }) => {
    let answer;
    try {
      await db.exec('BEGIN TRANSACTION READ ONLY');
      const { rows } = await db.query(sql, params, options);
      const json = JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value));
      answer = json.length > workerData.maxBytes ? { tooBig: true } : { json };
    } catch (error) {
      answer = { error: { code: error.code, message: String(error.message) } };
    }
    await db.exec('ROLLBACK').catch(() => {});
    parentPort.postMessage(answer);
  });
  parentPort.postMessage({ ready: true });
})().catch((error) => parentPort.postMessage({ error: { code: error.code, message: String(error.message) } }));
`;

interface WorkerAnswer {
  readonly ready?: true;
  readonly json?: string;
  readonly tooBig?: true;
  readonly error?: { readonly code?: string; readonly message: string };
}

/** PGlite knows no time limit, so that it runs in a thread that can be ended. The folder is ours as long as the engine is open. */
async function pgliteEngine(
  to: string,
  { schema, maxRows, maxBytes, timeoutMs, waitMs }: Limits,
): Promise<QueryEngine> {
  const [{ Worker }, { createRequire }, path, fs] = await Promise.all([
    import('node:worker_threads'),
    import('node:module'),
    import('node:path'),
    import('node:fs'),
  ]);
  const folder = path.resolve(to.replace(/^file:\/\//, ''));
  const label = `The folder ${folder}`;
  if (!fs.existsSync(path.join(folder, 'PG_VERSION'))) {
    throw new MirrorError('target', `${label} holds no mirror yet. Run a sync first, or name another folder.`);
  }
  const pglite = ((): string => {
    try {
      return createRequire(import.meta.url).resolve('@electric-sql/pglite');
    } catch (cause) {
      const message =
        'A mirror in a folder needs the package @electric-sql/pglite. Run `npm install @electric-sql/pglite`.';
      throw new MirrorError('missing_package', message, cause);
    }
  })();
  const lock = await lockFolder(folder, waitMs);
  const workerData = { pglite, folder, role: READER, maxBytes, setup: readerSql(schema) };
  let worker: InstanceType<typeof Worker> | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const nextMessage = (target: InstanceType<typeof Worker>, limitMs?: number): Promise<WorkerAnswer> =>
    new Promise((resolve, reject) => {
      const timer = limitMs === undefined ? undefined : setTimeout(() => end(() => reject(tooSlow(limitMs))), limitMs);
      const onMessage = (answer: WorkerAnswer): void => end(() => resolve(answer));
      const onError = (error: unknown): void => end(() => reject(error));
      const onExit = (): void =>
        end(() => reject(new MirrorError('database', 'The thread of the queries has ended. Try again.')));
      const end = (then: () => void): void => {
        clearTimeout(timer);
        target.off('message', onMessage).off('error', onError).off('exit', onExit);
        then();
      };
      target.on('message', onMessage).on('error', onError).on('exit', onExit);
    });
  const stop = async (): Promise<void> => {
    const ended = worker;
    worker = undefined;
    await ended?.terminate();
    // A thread that was ended leaves its temporary files.
    fs.rmSync(path.join(folder, 'base', 'pgsql_tmp'), { recursive: true, force: true });
  };
  const start = async (): Promise<InstanceType<typeof Worker>> => {
    if (worker) return worker;
    const fresh = new Worker(WORKER, { eval: true, workerData });
    const { error } = await nextMessage(fresh);
    if (error) {
      await fresh.terminate();
      throw explainDatabase(Object.assign(new Error(error.message), { code: error.code }), label);
    }
    fresh.unref();
    worker = fresh;
    return fresh;
  };
  const ask = <T>(sql: string, params: readonly unknown[]): Promise<T[]> => {
    const run = queue.then(async () => {
      const target = await start();
      target.postMessage({ sql, params });
      target.ref();
      try {
        const answer = await nextMessage(target, timeoutMs);
        if (answer.tooBig) throw tooBig(maxBytes);
        if (answer.error)
          throw refused(Object.assign(new Error(answer.error.message), { code: answer.error.code }), label);
        return JSON.parse(answer.json ?? '[]') as T[];
      } catch (error) {
        // A thread that is busy can only be ended. The next statement gets a new one.
        if (!(error instanceof MirrorError) || /was stopped|has ended/.test(error.message)) await stop();
        throw error;
      } finally {
        worker?.unref();
      }
    });
    queue = run.catch(() => {});
    return run;
  };
  try {
    await start();
  } catch (error) {
    await lock.release();
    throw error;
  }
  return {
    query: async (sql) => cut(await ask<Record<string, unknown>>(guarded(sql, maxRows), []), maxRows),
    describe: async () => described(schema, await ask<Described>(DESCRIBE, [schema])),
    async close() {
      await queue;
      await stop();
      await lock.release();
    },
  };
}
