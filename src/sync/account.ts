import type { Kommo } from '../client/kommo.js';
import type { WebhookEvent } from '../webhooks/events.js';
import type { Session } from './database/types.js';
import { MirrorError } from './errors.js';
import { LISTS, type List, serverTime } from './lists.js';
import type { Raw } from './rows.js';
import { type AccountState, loadStates, saveState } from './state.js';

/** Where the account is read, and which one the mirror has. */
export interface AccountOptions {
  readonly kommo: Kommo;
  readonly schema: string;
  readonly known: AccountState | undefined;
  /** The clock of the database. */
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
}

/** Reads the account, and refuses a mirror of another account. */
export async function readAccount({ kommo, schema, known, now, signal }: AccountOptions): Promise<{
  readonly account: AccountState;
  readonly rows: readonly Raw[];
}> {
  const list = LISTS.find(({ name }) => name === 'account') as List;
  const answer = await list.get(kommo, {}, signal);
  const row = answer.rows[0] ?? {};
  const id = Number(row['id']);
  if (known && known.id !== id) throw otherAccount(schema, known, id);
  const mode = row['customers_mode'];
  const account = {
    id,
    baseUrl: kommo.baseUrl,
    hasCustomers: mode !== undefined && mode !== 'unavailable' && mode !== 'disabled',
    createdAt: Number(row['created_at']) || undefined,
    startedAt: known?.startedAt ?? serverTime(answer, now()),
  };
  return { account, rows: answer.rows };
}

/** Refuses webhooks, or a client, of another account than the one of the mirror. A mirror without an account gets that of the client. */
export async function checkAccount(
  session: Session,
  { kommo, schema, now }: Pick<AccountOptions, 'kommo' | 'schema' | 'now'>,
  events: readonly WebhookEvent[],
): Promise<void> {
  let known = (await loadStates(session, schema)).get('account_of') as AccountState | undefined;
  if (known?.baseUrl !== kommo.baseUrl) {
    const { account } = await readAccount({ kommo, schema, known, now });
    if (!known) await saveState(session, schema, 'account_of', account);
    known = account;
  }
  for (const { account } of events) {
    const id = Number(account?.id);
    if (id > 0 && id !== known.id) throw otherAccount(schema, known, id);
  }
}

const otherAccount = (schema: string, known: AccountState, id: number): MirrorError =>
  new MirrorError(
    'target',
    `The schema ${schema} mirrors the account ${known.id} (${known.baseUrl}), not ${id}. Name another schema or target.`,
  );
