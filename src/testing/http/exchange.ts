import { operations } from '../../generated/operations.js';
import type { SandboxState } from '../db/state.js';
import { aiRefusal } from '../handlers/ai.js';
import { handlers } from '../handlers/index.js';
import { needAdmin } from './admin.js';
import { authorize } from './auth.js';
import type { Call } from './call.js';
import { fallback } from './fallback.js';
import { type Fault, faultReply } from './faults.js';
import type { Incoming, Outcome } from './incoming.js';
import type { SlidingLimiter } from './limiter.js';
import { type LoggedRequest, shownBody, shownHeaders } from './log.js';
import { problem, Refusal, type Reply } from './problems.js';
import { type Match, Router } from './router.js';
import { readBody, readQuery } from './validate.js';

let router: Router | undefined;

/** Takes one request through limiter, faults, token, route, validation and handler. Rejects with the signal's reason. */
export async function exchange(state: SandboxState, incoming: Incoming): Promise<Outcome> {
  const outcome = await answer(state, incoming);
  // By the clock of the sandbox, as a server does: clients tell from it what is new.
  if ('headers' in outcome) outcome.headers = { date: new Date(state.now()).toUTCString(), ...outcome.headers };
  return outcome;
}

async function answer(state: SandboxState, incoming: Incoming): Promise<Outcome> {
  router ??= new Router(operations);
  const { method, url } = incoming;
  const match = router.match(method, url.pathname);
  const text = new TextDecoder().decode(incoming.bytes);
  const entry: LoggedRequest = {
    id: state.nextRequestId(),
    method,
    url: url.href,
    path: url.pathname,
    operationId: match.operation?.id,
    status: undefined,
    at: state.monotonic(),
    headers: shownHeaders(incoming.headers),
    body: shownBody(url.pathname, text),
  };
  state.logRequest(entry);
  const verdict = state.limiter?.arrive(entry.at) ?? 'pass';
  state.count(verdict);
  if (verdict !== 'pass') {
    entry.refused = verdict;
    return respond(entry, verdict === 'blocked' ? BLOCKED : limited(state.limiter as SlidingLimiter));
  }
  await state.latency(incoming.signal);
  const fault = state.faults.take({ operationId: entry.operationId, method, path: entry.path });
  const run = (): Reply => process(state, match, incoming, text);
  return fault ? broken(state, entry, fault, incoming, run) : respond(entry, run());
}

async function broken(
  state: SandboxState,
  entry: LoggedRequest,
  fault: Fault,
  incoming: Incoming,
  run: () => Reply,
): Promise<Outcome> {
  entry.fault = fault.kind;
  const { options, kind } = fault;
  const cutsReal = kind === 'cut' && options.body === undefined;
  const real = options.when === 'after' || cutsReal ? run() : undefined;
  if (options.delayMs) await state.wait(options.delayMs, incoming.signal);
  if (kind === 'hang') return { kind };
  if (kind === 'reset') return { kind };
  if (kind !== 'cut') return respond(entry, faultReply(fault) as Reply);
  const whole = respond(entry, real ?? { status: options.status ?? 200, body: options.body });
  return whole.kind === 'response' ? { ...whole, kind: 'cut' } : whole;
}

function process(state: SandboxState, match: Match, incoming: Incoming, text: string): Reply {
  try {
    const { url } = incoming;
    if (match.kind === 'nothing') {
      const file = download(state, incoming);
      if (file) return file;
      authorize(state, incoming.headers, 'crm');
      return problem(404, `Cannot ${incoming.method} ${url.origin}${url.pathname}`);
    }
    if (match.kind === 'wrong-method') return problem(405, 'Method Not Allowed');
    const { operation, params } = match;
    const userId = operation.id.startsWith('oauth.') ? 0 : authorize(state, incoming.headers, operation.host);
    if (userId !== 0) needAdmin(state.db, userId, operation);
    const call: Call = {
      operation,
      params,
      query: readQuery(operation, url.search, state.strict),
      body: readBody(operation, text, state.strict),
      origin: url.origin,
      pathname: url.pathname,
      search: url.search,
      pathAndQuery: `${url.pathname}${url.search}`,
      db: state.db,
      oauth: state.oauth,
      bytes: incoming.bytes,
      now: Math.floor(state.now() / 1000),
      userId,
    };
    return (handlers[operation.id] ?? fallback)(call);
  } catch (error) {
    if (error instanceof Refusal) return match.operation?.id.startsWith('ai.') ? aiRefusal(error) : error.reply;
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return {
      status: 500,
      body: { title: 'ErrInternalServer', status: 500, detail: `The sandbox failed: ${detail}`, trace_id: '0' },
    };
  }
}

// The addresses that `_links.download` of a file leads to; they are no operation of the API.
function download(state: SandboxState, { method, url }: Incoming): Reply | undefined {
  const [root, uuid = '', ...rest] = url.pathname.split('/').slice(1);
  const file = method === 'GET' && root === 'download' ? state.db.files.get(uuid) : undefined;
  const version = file?.versions.find((row) => row.uuid === (rest.length > 1 ? rest[0] : file.version_uuid));
  return version && { status: 200, raw: version.content, type: version.mime_type || 'application/octet-stream' };
}

const BLOCKED: Reply = {
  status: 403,
  type: 'text/html; charset=utf-8',
  raw: '<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n</body>\r\n</html>\r\n',
};

function limited(limiter: SlidingLimiter): Reply {
  const wait = limiter.retryAfterSeconds;
  const detail = 'You have sent too many requests in a given amount of time. Please try again later.';
  return problem(429, detail, wait === null ? {} : { retry_after: wait });
}

function respond(entry: LoggedRequest, reply: Reply): Outcome {
  entry.status = reply.status;
  const raw = reply.raw ?? (reply.body === undefined ? undefined : JSON.stringify(reply.body));
  const type = reply.type ?? (reply.status >= 400 ? 'application/problem+json' : 'application/hal+json');
  const hasType = raw !== undefined || reply.type !== undefined;
  const headers = { 'x-request-id': entry.id, ...(hasType && { 'content-type': type }), ...reply.headers };
  const bytes = typeof raw === 'string' ? new TextEncoder().encode(raw) : raw;
  return { kind: 'response', status: reply.status, headers, bytes: reply.status === 204 ? undefined : bytes };
}
