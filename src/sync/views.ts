import type { Session } from './database/types.js';
import { ident, literal } from './sql.js';
import { loadStates, saveState } from './state.js';

interface Field {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly entity_type: string;
}

/** An entity that has a view with its custom fields as columns. */
interface Entity {
  readonly table: 'leads' | 'contacts' | 'companies' | 'customers';
  /** Columns of the table. */
  readonly columns: readonly string[];
  /** Names of what ids point to: alias and expression. */
  readonly names: readonly (readonly [name: string, sql: string])[];
}

const nameOf = (table: string, id: string, more = ''): string =>
  `(SELECT name FROM $.${table} n WHERE n.id = t.${id}${more})`;
const PEOPLE = [
  ['responsible_user', nameOf('users', 'responsible_user_id')],
  ['created_by_user', nameOf('users', 'created_by')],
] as const;
const tagsOf = (table: string, column: string, entity: string): string =>
  `(SELECT array_agg(g.name ORDER BY g.name) FROM $.${table} l JOIN $.tags g ON g.id = l.tag_id AND g.entity_type = '${entity}' WHERE l.${column} = t.id)`;
const COMMON = [
  'id',
  'name',
  'responsible_user_id',
  'created_by',
  'updated_by',
  'created_at',
  'updated_at',
  'closest_task_at',
];

const ENTITIES: readonly Entity[] = [
  {
    table: 'leads',
    columns: [
      ...COMMON,
      'price',
      'pipeline_id',
      'status_id',
      'loss_reason_id',
      'source_id',
      'closed_at',
      'score',
      'labor_cost',
    ],
    names: [
      ['pipeline', nameOf('pipelines', 'pipeline_id')],
      ['stage', nameOf('stages', 'status_id', ' AND n.pipeline_id = t.pipeline_id')],
      ['loss_reason', nameOf('loss_reasons', 'loss_reason_id')],
      ...PEOPLE,
      [
        'main_contact_id',
        '(SELECT l.contact_id FROM $.lead_contacts l WHERE l.lead_id = t.id ORDER BY l.is_main DESC NULLS LAST, l.contact_id LIMIT 1)',
      ],
      [
        'company_id',
        '(SELECT l.company_id FROM $.lead_companies l WHERE l.lead_id = t.id ORDER BY l.company_id LIMIT 1)',
      ],
      ['tags', tagsOf('lead_tags', 'lead_id', 'leads')],
    ],
  },
  {
    table: 'contacts',
    columns: [...COMMON, 'first_name', 'last_name'],
    names: [
      ...PEOPLE,
      [
        'company_id',
        '(SELECT l.company_id FROM $.contact_companies l WHERE l.contact_id = t.id ORDER BY l.company_id LIMIT 1)',
      ],
      ['tags', tagsOf('contact_tags', 'contact_id', 'contacts')],
    ],
  },
  {
    table: 'companies',
    columns: COMMON,
    names: [...PEOPLE, ['tags', tagsOf('company_tags', 'company_id', 'companies')]],
  },
  {
    table: 'customers',
    columns: [
      ...COMMON,
      'next_price',
      'next_date',
      'status_id',
      'periodicity',
      'ltv',
      'purchases_count',
      'average_check',
    ],
    names: [
      ['status', nameOf('customer_statuses', 'status_id')],
      ...PEOPLE,
      ['tags', tagsOf('customer_tags', 'customer_id', 'customers')],
    ],
  },
];

const FIRST = (json: string): string => `${json}->0->>'value'`;
const moment = (text: string): string =>
  `CASE WHEN ${text} ~ '^-?[0-9]{1,11}$' THEN to_timestamp((${text})::double precision) END`;
const list = (json: string): string =>
  `(SELECT array_agg(v->>'value' ORDER BY n) FROM jsonb_array_elements(CASE jsonb_typeof(${json}) WHEN 'array' THEN ${json} END) WITH ORDINALITY AS e(v, n))`;

/** How the values of a custom field become one typed column. A value of an older type of the field is null instead of an error. */
function columnOf(type: string, json: string): string {
  const text = FIRST(json);
  switch (type) {
    case 'numeric':
    case 'monetary':
      return `CASE WHEN ${text} ~ '^\\s*-?[0-9]{1,30}([.][0-9]{1,30})?\\s*$' THEN (${text})::numeric END`;
    case 'checkbox':
      return `CASE ${text} WHEN 'true' THEN true WHEN '1' THEN true WHEN 'false' THEN false WHEN '0' THEN false END`;
    case 'date':
    case 'date_time':
    case 'birthday':
      return moment(text);
    case 'multitext':
    case 'multiselect':
      return list(json);
    case 'text':
    case 'textarea':
    case 'select':
    case 'radiobutton':
    case 'url':
    case 'streetaddress':
    case 'tracking_data':
    case 'category':
    case 'price':
      return text;
    default:
      return json;
  }
}

const MAX_NAME_BYTES = 63;
const bytes = (text: string): number => new TextEncoder().encode(text).length;

/**
 * Names of the columns of custom fields: the name of the field, as the account has it. A name that is taken, or longer than the
 * 63 bytes that PostgreSQL allows, carries the id of its field. The oldest field of a name keeps it.
 */
export function columnNames(
  fields: readonly Pick<Field, 'id' | 'name'>[],
  taken: readonly string[],
): Map<number, string> {
  const used = new Set(taken);
  const names = new Map<number, string>();
  for (const { id, name } of [...fields].sort((a, b) => a.id - b.id)) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they make names that nobody can type.
    const plain = name.replace(/[\u0000-\u001f\u007f]/g, ' ').trim() || 'field';
    let column = plain;
    // Another field may have the name with this id.
    for (let suffix = ` #${id}`; bytes(column) > MAX_NAME_BYTES || used.has(column); suffix += ` #${id}`)
      column = cut(plain, MAX_NAME_BYTES - bytes(suffix)) + suffix;
    used.add(column);
    names.set(id, column);
  }
  return names;
}

function cut(text: string, max: number): string {
  let size = 0;
  let kept = '';
  for (const character of text) {
    size += bytes(character);
    if (size > max) break;
    kept += character;
  }
  return kept;
}

const LOCK_TIMEOUT_MS = 5_000;

/** Why a view keeps its old columns, by the code of the error. */
const KEPT: Readonly<Record<string, string>> = {
  '2BP01': 'Other views depend on this view, so that it keeps its old columns. Drop them, then run the sync again.',
  '55P03': 'Another session reads this view, so that it keeps its old columns until the next sync.',
};

/** Statements that grant again what others may do with a view. */
const GRANTS = `SELECT format('GRANT %s ON %I.%I TO %s%s', a.privilege_type, n.nspname, c.relname,
    CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
    CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END) AS sql
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a
  WHERE n.nspname = $1::text AND c.relname = $2::text AND c.relkind = 'v' AND a.grantee <> c.relowner`;

/** Updates the views whose fields or definitions have changed. Returns those that can't be updated, with the reason. */
export async function refreshViews(
  session: Session,
  transaction: <T>(work: (session: Session) => Promise<T>) => Promise<T>,
  schema: string,
): Promise<readonly { list: string; reason: string }[]> {
  const fields = await session.query<Field>(
    `SELECT id, name, type, entity_type FROM ${ident(schema)}.custom_fields
     WHERE NOT is_deleted AND name IS NOT NULL AND catalog_id IS NULL ORDER BY id`,
  );
  const known = ((await loadStates(session, schema)).get('views') ?? {}) as Record<string, string>;
  const kept: { list: string; reason: string }[] = [];
  const current = { ...known };
  for (const [name, sql] of definitions(schema, fields)) {
    if (known[name] === sql) continue;
    try {
      await transaction(async (tx) => {
        const view = `${ident(schema)}.${ident(name)}`;
        const grants = await tx.query<{ sql: string }>(GRANTS, [schema, name]);
        // A report that has the view open would hold up the sync, and the sync all later reports.
        await tx.exec(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT_MS}ms'`);
        await tx.exec(
          [`DROP VIEW IF EXISTS ${view}`, `CREATE VIEW ${view} AS ${sql}`, ...grants.map((one) => one.sql)].join(';'),
        );
        current[name] = sql;
        await saveState(tx, schema, 'views', current);
      });
    } catch (error) {
      const reason = KEPT[String((error as { code?: unknown }).code)];
      if (!reason) throw error;
      kept.push({ list: name, reason });
    }
  }
  return kept;
}

function* definitions(schema: string, fields: readonly Field[]): Generator<readonly [name: string, sql: string]> {
  const s = ident(schema);
  for (const { table, columns, names } of ENTITIES) {
    const own = fields.filter(({ entity_type }) => entity_type === table);
    const named = columnNames(own, [...columns, ...names.map(([name]) => name)]);
    const custom = own.map(
      ({ id, type }) => `${columnOf(type, `(f.v->${literal(String(id))})`)} AS ${ident(named.get(id) as string)}`,
    );
    const select = [
      ...columns.map((column) => `t.${ident(column)}`),
      ...names.map(([name, sql]) => `${sql.replaceAll('$.', () => `${s}.`)} AS ${ident(name)}`),
      ...custom,
    ];
    const values =
      custom.length === 0
        ? ''
        : ` CROSS JOIN LATERAL (SELECT jsonb_object_agg(e->>'field_id', e->'values') AS v
            FROM jsonb_array_elements(CASE jsonb_typeof(t.custom_fields_values) WHEN 'array' THEN t.custom_fields_values END) AS e
            WHERE e->>'field_id' IS NOT NULL) AS f`;
    yield [`${table}_view`, `SELECT ${select.join(', ')} FROM ${s}.${table} t${values} WHERE NOT t.is_deleted`];
  }
  yield [
    'lead_stage_history',
    `SELECT e.id AS event_id, e.entity_id AS lead_id, e.created_at AS at, e.created_by AS by,
      ${stagePart('value_before', 'pipeline_id')} AS from_pipeline_id, ${stagePart('value_before', 'id')} AS from_status_id,
      ${stagePart('value_after', 'pipeline_id')} AS to_pipeline_id, ${stagePart('value_after', 'id')} AS to_status_id
     FROM ${s}.events e WHERE e.type = 'lead_status_changed'`,
  ];
  yield [
    'calls',
    `SELECT n.id, n.entity_type, n.entity_id, n.note_type = 'call_in' AS is_incoming, n.created_at, n.created_by, n.responsible_user_id,
      n.params->>'phone' AS phone, CASE WHEN n.params->>'duration' ~ '^[0-9]{1,9}$' THEN (n.params->>'duration')::bigint END AS duration,
      n.params->>'source' AS source, n.params->>'link' AS link, n.params->>'uniq' AS uniq
     FROM ${s}.notes n WHERE NOT n.is_deleted AND n.note_type IN ('call_in', 'call_out')`,
  ];
}

const stagePart = (side: string, key: string): string => {
  const text = `e.${side}->0->'lead_status'->>'${key}'`;
  return `CASE WHEN ${text} ~ '^[0-9]{1,18}$' THEN (${text})::bigint END`;
};
