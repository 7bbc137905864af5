import type { Kommo } from '../../client/kommo.js';
import { NotFoundError } from '../../errors.js';
import type { CustomField } from '../../resources/custom-fields.js';
import { isNotAllowed } from '../failure.js';
import type { Named } from './names.js';

/** Kinds of entities that have custom fields and tags. */
export const KINDS = ['leads', 'contacts', 'companies', 'customers'] as const;
type Kind = (typeof KINDS)[number];

/** A custom field with its options. */
export interface FieldNames extends Named {
  readonly type: string;
  readonly options: readonly Named[];
}

/** Everything of an account that has a name. */
export interface AccountNames {
  readonly id: number;
  readonly name: string;
  readonly subdomain: string;
  readonly entities: Readonly<Record<Kind, { fields: readonly FieldNames[]; tags: readonly Named[] }>>;
  readonly pipelines: readonly (Named & { readonly statuses: readonly Named[] })[];
  readonly lossReasons: readonly Named[];
  readonly users: readonly Named[];
  readonly taskTypes: readonly Named[];
  readonly catalogs: readonly (Named & { readonly fields: readonly FieldNames[] })[];
  /** What is missing above, because the token may not read it. */
  readonly missing: readonly string[];
}

/** Reads the names of an account: about twenty calls. */
export async function collectNames(kommo: Kommo): Promise<AccountNames> {
  const missing: string[] = [];
  // Accounts without customers or lists answer 403 or 404, and only administrators can read users.
  const orNone = async <T>(what: string, list: PromiseLike<T[]>): Promise<T[]> => {
    try {
      return await list;
    } catch (error) {
      if (!(isNotAllowed(error) || error instanceof NotFoundError)) throw error;
      missing.push(what);
      return [];
    }
  };
  const entity = async (kind: Kind) => ({
    fields: (await orNone(`fields of ${kind}`, kommo.customFields.list(kind).all())).map(fieldNames),
    tags: (await orNone(`tags of ${kind}`, kommo.tags.list(kind).all())).map(named),
  });
  const [account, leads, contacts, companies, customers, pipelines, lossReasons, users, catalogs] = await Promise.all([
    kommo.account.get({ with: ['task_types'] }),
    entity('leads'),
    entity('contacts'),
    entity('companies'),
    entity('customers'),
    kommo.pipelines.list().all(),
    orNone('loss reasons', kommo.lossReasons.list().all()),
    orNone('users', kommo.users.list().all()),
    orNone('lists', kommo.catalogs.list().all()),
  ]);
  const listFields = await Promise.all(
    catalogs.map(({ id, name }) => orNone(`fields of the list ${name}`, kommo.catalogCustomFields.list(id).all())),
  );
  return {
    id: account.id,
    name: account.name,
    subdomain: account.subdomain,
    entities: { leads, contacts, companies, customers },
    pipelines: pipelines.map((pipeline) => ({
      ...named(pipeline),
      statuses: (pipeline._embedded?.statuses ?? []).map(stage),
    })),
    lossReasons: lossReasons.map(named),
    users: users.map(named),
    taskTypes: (account._embedded?.task_types ?? []).map(named),
    catalogs: catalogs.map((catalog, i) => ({ ...named(catalog), fields: (listFields[i] ?? []).map(fieldNames) })),
    missing: missing.sort(),
  };
}

type Nameless = { readonly id: number; readonly name?: string | null | undefined };

// Kommo may leave a name out.
const named = ({ id, name }: Nameless): Named => ({ id, name: name ?? String(id) });

// These two stand in every pipeline under a name in its language.
function stage({ id, name }: Nameless): Named {
  if (id === 142) return { id, name: 'Won' };
  return id === 143 ? { id, name: 'Lost' } : named({ id, name });
}

function fieldNames({ id, name, code, type, enums, nested }: CustomField): FieldNames {
  const options = (enums ?? nested ?? []).flatMap((option) =>
    option.id === undefined ? [] : [{ id: option.id, name: option.value ?? '' }],
  );
  return { ...named({ id, name }), code, type, options };
}
