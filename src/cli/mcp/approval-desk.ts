import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ApprovalCall } from '../../mcp/policy/decision.js';
import { canonicalJson } from '../../util/canonical-json.js';
import { variable } from '../connect.js';
import { Failure } from '../failure.js';
import type { Io } from '../io.js';
import type { Approve } from './approve-with.js';

/** A call that waits for a person, as it stands in the folder. */
interface Waiting {
  readonly message: string;
  /** Milliseconds of the clock after which nobody waits any more. */
  readonly until: number;
}

/** Where calls and answers lie. */
export function deskFolder(io: Io): string {
  const own = variable(io, 'KOMMO_APPROVALS_DIR');
  return own ? resolve(io.cwd, own) : join(homedir(), '.kommo-sdk', 'approvals');
}

// Clients give up a call after a minute, so it is answered before, and the model told to repeat it.
const WAIT_MS = 25_000;
const LOOK_MS = 250;

/**
 * The server's side: calls are put into a folder, and `kommo-mcp approve` answers them. An answer holds once, for one call of one
 * session with the same arguments and question. If it comes after the model was told to wait, it holds for the repetition.
 */
export class ApprovalDesk {
  readonly #open = new Map<string, { id: string; until: number }>();

  constructor(
    readonly folder: string,
    readonly now: () => number,
    readonly waitMs: number = WAIT_MS,
  ) {}

  readonly ask: Approve = async (call) => {
    const key = canonicalJson([call.session, call.tool, call.arguments, call.message]);
    const known = this.#open.get(key);
    const entry = known && known.until > this.now() ? known : this.#put(key, call);
    const deadline = performance.now() + this.waitMs;
    for (;;) {
      if (this.#open.get(key) !== entry) return 'pending';
      const answer = this.#answer(entry.id);
      if (answer !== undefined || entry.until <= this.now()) {
        this.#remove(key);
        return answer === 'yes' && entry.until > this.now();
      }
      if (performance.now() >= deadline || call.signal?.aborted) return 'pending';
      await new Promise((done) => setTimeout(done, Math.min(LOOK_MS, this.waitMs)));
    }
  };

  /** Nobody waits any more. */
  close(): void {
    for (const key of [...this.#open.keys()]) this.#remove(key);
  }

  #put(key: string, { message, seconds }: ApprovalCall): { id: string; until: number } {
    if (this.#open.has(key)) this.#remove(key);
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    chmodSync(this.folder, 0o700);
    const entry = { id: crypto.randomUUID(), until: this.now() + seconds * 1000 };
    const waiting: Waiting = { message, until: entry.until };
    writeFileSync(join(this.folder, `${entry.id}.json`), JSON.stringify(waiting), { mode: 0o600, flag: 'wx' });
    this.#open.set(key, entry);
    return entry;
  }

  #answer(id: string): string | undefined {
    try {
      return readFileSync(join(this.folder, `${id}.answer`), 'utf8');
    } catch {
      return undefined;
    }
  }

  #remove(key: string): void {
    const entry = this.#open.get(key);
    this.#open.delete(key);
    for (const end of ['json', 'answer']) rmSync(join(this.folder, `${entry?.id}.${end}`), { force: true });
  }
}

/** `kommo-mcp approve`: shows each call that waits, and asks. It needs a terminal, so that a program does not answer by accident. */
export async function approveCalls(io: Io): Promise<void> {
  const { ask } = io;
  if (!ask) throw new Failure('approve needs a terminal', 'run it in a terminal of your own, beside the server');
  const folder = deskFolder(io);
  io.stderr.write('Calls that need approval appear here. Ctrl+C ends it.\n');
  const shown = new Set<string>();
  while (!io.signal.aborted) {
    for (const [id, { message, until }] of waitingIn(folder)) {
      if (shown.has(id)) continue;
      shown.add(id);
      if (until <= io.now()) {
        rmSync(join(folder, `${id}.json`), { force: true });
        continue;
      }
      io.stdout.write(`\n${message}\n`);
      const yes = /^y(es)?$/i.test((await ask('Approve this call once? [y/N] ')).trim());
      if (io.signal.aborted) return;
      const isTaken = until > io.now() && answer(folder, id, yes);
      io.stdout.write(isTaken ? (yes ? 'Approved.\n' : 'Declined.\n') : TOO_LATE);
    }
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
}

const TOO_LATE = 'This answer does not count: its time is over, or another person answered first.\n';

// Whether the answer counts: the first one does, as long as the call waits.
function answer(folder: string, id: string, yes: boolean): boolean {
  if (!existsSync(join(folder, `${id}.json`))) return false;
  try {
    writeFileSync(join(folder, `${id}.answer`), yes ? 'yes' : 'no', { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false;
    throw error;
  }
}

function waitingIn(folder: string): [string, Waiting][] {
  let names: string[] = [];
  try {
    names = readdirSync(folder);
  } catch {
    // No server has asked yet.
  }
  return names.flatMap((name): [string, Waiting][] => {
    const id = /^([\w-]{36})\.json$/.exec(name)?.[1];
    if (!id || names.includes(`${id}.answer`)) return [];
    try {
      return [[id, JSON.parse(readFileSync(join(folder, name), 'utf8')) as Waiting]];
    } catch {
      // It has just been withdrawn, or is still being written.
      return [];
    }
  });
}
