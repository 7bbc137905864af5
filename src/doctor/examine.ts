import type { Kommo } from '../client/kommo.js';
import { AbortError, DecodeError, KommoApiError, KommoError } from '../errors.js';
import { isRecord } from '../util/is-record.js';
import { type Mismatch, mismatchesOf } from '../validate/answers.js';
import { VERSION } from '../version.js';
import { type FilledRead, filled, type Read, readsOf, type Seen } from './reads.js';

/** What came of one read. `refused` is a 4xx, `failed` anything without an answer that can be read. */
export type ReadResult = 'fits' | 'differs' | 'empty' | 'refused' | 'failed' | 'skipped';

/** One read of the report. */
export interface ReadReport {
  readonly operation: string;
  readonly result: ReadResult;
  /** Status of the answer, if there was one. */
  readonly status?: number | undefined;
  /** Why it was skipped, or the class of the error. */
  readonly reason?: string | undefined;
}

/** One check of the report. */
export interface Check {
  readonly name: 'token' | 'scopes' | 'plan' | 'clock' | 'limit' | 'filters' | 'webhooks';
  readonly ok: boolean;
  readonly text: string;
}

/** What a doctor says of an account. It holds shapes and types only, so it can be pasted in public. */
export interface DoctorReport {
  readonly sdk: string;
  readonly product: 'Kommo' | 'amoCRM' | 'another host';
  readonly checks: readonly Check[];
  readonly reads: readonly ReadReport[];
  readonly mismatches: readonly Mismatch[];
}

/** What is known of the token. */
export interface TokenFacts {
  readonly expiresAt?: Date | undefined;
  readonly scopes?: readonly string[] | undefined;
  /** The SDK replaces the token before it expires. */
  readonly refreshes?: boolean | undefined;
}

/** Options of {@link examine}. */
export interface ExamineOptions {
  readonly token?: TokenFacts | undefined;
  /** Moment that counts as now, in milliseconds. */
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

interface Outcome {
  readonly status: number;
  readonly value: unknown;
  readonly headers: Headers;
}

/**
 * Sends every read of an account and its drive, one after the other, and holds each answer against the spec. It changes nothing.
 * @throws AuthenticationError if the token is refused, ConnectionError if the account can't be reached at all
 */
export async function examine(
  kommo: Kommo,
  { token = {}, now, signal, onProgress }: ExamineOptions,
): Promise<DoctorReport> {
  const account = await kommo.account.get({ with: ['is_api_filter_enabled'] }, { signal }).withResponse();
  const sent = Date.parse(account.response.headers.get('date') ?? '');
  const seen: Seen = new Map();
  const reads: ReadReport[] = [];
  const mismatches = new Map<string, Mismatch>();
  const limits = new Set<string>();
  let disabledWebhooks: boolean | undefined;
  const plan = readsOf();
  for (const [i, read] of plan.entries()) {
    signal?.throwIfAborted();
    onProgress?.(i, plan.length);
    const ready = filled(read, seen);
    if (!ready) {
      reads.push({ operation: read.operation.id, result: 'skipped', reason: 'the account has nothing to read it of' });
      continue;
    }
    const { report, outcome } = await tried(kommo, read, ready, signal);
    if (!outcome) {
      reads.push(report);
      continue;
    }
    for (const [name] of outcome.headers) if (LIMIT_HEADER.test(name)) limits.add(name.toLowerCase());
    const { id, method, path: template, list } = read.operation;
    const items = itemsOf(outcome.value, list);
    if (items[0]) seen.set(ready.address, items[0]);
    if (id === 'webhooks.list') disabledWebhooks = items.some((item) => item['disabled'] === true);
    const found = mismatchesOf({ method, template, status: outcome.status, value: outcome.value });
    for (const one of found) mismatches.set(JSON.stringify(one), one);
    const result = found.length > 0 ? 'differs' : outcome.value === undefined ? 'empty' : 'fits';
    reads.push({ operation: id, result, status: outcome.status });
  }
  onProgress?.(plan.length, plan.length);
  const refused = (status: number): string[] => [
    ...new Set(reads.filter((read) => read.status === status).map(({ operation }) => operation)),
  ];
  return {
    sdk: VERSION,
    product: productOf(kommo.baseUrl),
    checks: [
      tokenCheck(token, now()),
      scopeCheck(token, refused(403)),
      refusedCheck('plan', refused(402), 'the plan allows every read', 'the plan refuses'),
      clockCheck(sent, now()),
      {
        name: 'limit',
        ok: true,
        text: limits.size > 0 ? `headers: ${[...limits].sort().join(', ')}` : 'no answer has a header about the limit',
      },
      {
        name: 'filters',
        ok: account.data.is_api_filter_enabled !== false,
        text:
          account.data.is_api_filter_enabled === false
            ? 'API filtering is off, so filters are ignored'
            : 'API filtering is on',
      },
      webhookCheck(disabledWebhooks),
    ],
    reads,
    mismatches: [...mismatches.values()],
  };
}

async function tried(
  kommo: Kommo,
  { operation }: Read,
  ready: FilledRead,
  signal: AbortSignal | undefined,
): Promise<{ report: ReadReport; outcome?: Outcome }> {
  const { id } = operation;
  try {
    const outcome = await (operation.host === 'drive'
      ? fromDrive(kommo, id, ready, signal)
      : fromAccount(kommo, operation.path, ready, signal));
    return { report: { operation: id, result: 'fits', status: outcome.status }, outcome };
  } catch (error) {
    if (error instanceof AbortError || signal?.aborted || !(error instanceof KommoError)) throw error;
    if (error instanceof KommoApiError) {
      // The client turns the 204 of an unknown thing into an error.
      const result = error.status < 300 ? 'empty' : 'refused';
      return { report: { operation: id, result, status: error.status, reason: error.name } };
    }
    const status = error instanceof DecodeError ? error.status : undefined;
    const reason = error instanceof DecodeError ? `${error.name} (${error.reason})` : error.name;
    return { report: { operation: id, result: 'failed', status, reason } };
  }
}

type AnyGet = (path: string, init: object) => Promise<{ data: unknown; response: Response }>;

async function fromAccount(
  kommo: Kommo,
  template: string,
  { path, query }: FilledRead,
  signal?: AbortSignal,
): Promise<Outcome> {
  // The path is any of the spec's, so that its own types do not help here.
  const { data, response } = await (kommo.api.GET as unknown as AnyGet)(template, { params: { path, query }, signal });
  return { status: response.status, value: data, headers: response.headers };
}

async function fromDrive(
  { files }: Kommo,
  id: string,
  { path, query }: FilledRead,
  signal?: AbortSignal,
): Promise<Outcome> {
  const uuid = String(path['file_uuid']);
  const { response } = await {
    'files.list': () => files.list(query, { signal }).withResponse(),
    'files.stats': () => files.stats({ signal }).withResponse(),
    'files.get': () => files.get(uuid, { signal }).withResponse(),
    'files.listVersions': () => files.listVersions(uuid, { signal }).withResponse(),
  }[id as 'files.list']();
  const text = await response.text();
  return { status: response.status, value: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}

function itemsOf(value: unknown, list: string | undefined): Record<string, unknown>[] {
  const embedded = isRecord(value) ? value['_embedded'] : undefined;
  const items = list !== undefined && isRecord(embedded) ? embedded[list] : undefined;
  return Array.isArray(items) ? items.filter(isRecord) : [];
}

function productOf(baseUrl: string): DoctorReport['product'] {
  const { hostname } = new URL(baseUrl);
  if (hostname.endsWith('.kommo.com')) return 'Kommo';
  return /\.amocrm\.(?:ru|com)$/.test(hostname) ? 'amoCRM' : 'another host';
}

const LIMIT_HEADER = /^(?:x-)?rate-?limit(?:-(?:limit|remaining|reset|policy))?$|^retry-after$/i;
const DAY = 86_400_000;
const SOON = 30;
/** Scopes that Kommo's and amoCRM's pages name. Another one is not shown. */
const SCOPES = [
  'crm',
  'notifications',
  'push_notifications',
  'files',
  'files_delete',
  'list_external_messages',
  'send_external_messages',
];

function tokenCheck({ expiresAt, refreshes }: TokenFacts, now: number): Check {
  if (refreshes) return { name: 'token', ok: true, text: 'accepted; it is refreshed before it expires' };
  if (!expiresAt) return { name: 'token', ok: true, text: 'accepted; its expiry is not known' };
  const days = Math.floor((expiresAt.getTime() - now) / DAY);
  const ok = days >= SOON;
  return {
    name: 'token',
    ok,
    text: `accepted; it expires in ${ok ? `${SOON} days or more` : `less than ${SOON} days`}`,
  };
}

function scopeCheck({ scopes }: TokenFacts, refused: readonly string[]): Check {
  const known = SCOPES.filter((scope) => scopes?.includes(scope));
  const others = (scopes?.length ?? 0) - known.length;
  const has = scopes
    ? `the token has ${known.join(', ') || 'no known scope'}${others > 0 ? ` and ${others} other` : ''}; `
    : '';
  const check = refusedCheck('scopes', refused, 'nothing is refused with 403', 'scopes or rights refuse');
  return { ...check, text: has + check.text };
}

const refusedCheck = (name: Check['name'], refused: readonly string[], none: string, some: string): Check => ({
  name,
  ok: refused.length === 0,
  text: refused.length === 0 ? none : `${some} ${refused.join(', ')}`,
});

function clockCheck(sent: number, now: number): Check {
  if (Number.isNaN(sent)) return { name: 'clock', ok: true, text: 'the answer has no date to compare with' };
  const seconds = Math.round((now - sent) / 1000);
  const ok = Math.abs(seconds) < 60;
  const text = ok
    ? 'this machine agrees with the server within a minute'
    : `this machine is ${Math.abs(seconds)} seconds ${seconds > 0 ? 'ahead' : 'behind'}`;
  return { name: 'clock', ok, text };
}

function webhookCheck(disabled: boolean | undefined): Check {
  if (disabled === undefined) return { name: 'webhooks', ok: true, text: 'could not be listed' };
  return { name: 'webhooks', ok: !disabled, text: disabled ? 'at least one is switched off' : 'none is switched off' };
}
