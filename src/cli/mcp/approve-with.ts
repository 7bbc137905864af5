import { spawn } from 'node:child_process';
import type { ApprovalCall } from '../../mcp/policy/decision.js';
import { Failure } from '../failure.js';
import type { Io } from '../io.js';

/** Asks a person or a program of the operator's about one call. */
export type Approve = (call: ApprovalCall) => Promise<boolean | 'pending'>;

/**
 * Asks a command or an address of the operator's. Both get the call as JSON. A command agrees with the exit code 0, an address with
 * the answer `{"approve":true}`. Everything else declines, and so does no answer in time.
 */
export function approveWith(target: string, io: Io): Approve {
  if (!/^https?:\/\//i.test(target)) return (call) => byCommand(target, call, io);
  const { protocol, hostname } = new URL(target);
  if (protocol === 'http:' && !/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname))
    throw new Failure('--approve-with has an http address of another machine', 'use https');
  return (call) => byAddress(target, call, io);
}

const bodyOf = ({ tool, category, arguments: args, message, session, client, seconds }: ApprovalCall): string =>
  JSON.stringify({ tool, category, arguments: args, message, session, client, seconds });

async function byAddress(url: string, call: ApprovalCall, io: Io): Promise<boolean> {
  const { fetch = globalThis.fetch } = io;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bodyOf(call),
      redirect: 'error',
      signal: AbortSignal.any([AbortSignal.timeout(call.seconds * 1000), ...(call.signal ? [call.signal] : [])]),
    });
    const answer = (await response.json()) as { approve?: unknown } | null;
    return response.ok && answer?.approve === true;
  } catch (error) {
    // The address may hold a secret, so it is not shown.
    const { name } = error as Error;
    io.stderr.write(`kommo-mcp: --approve-with: the address did not answer as it should (${name}); declined\n`);
    return false;
  }
}

const SECRETS = /TOKEN|SECRET|PASSWORD/i;

function byCommand(command: string, call: ApprovalCall, io: Io): Promise<boolean> {
  const env = Object.fromEntries(Object.entries(io.env).filter(([name]) => !SECRETS.test(name)));
  // A group of its own, so that what the shell has started ends with it.
  const group = process.platform !== 'win32';
  return new Promise((resolve) => {
    // Standard output carries the protocol; nothing else may write to it.
    const child = spawn(command, {
      shell: true,
      detached: group,
      env,
      cwd: io.cwd,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const end = (): void => {
      if (child.pid === undefined) return;
      try {
        process.kill(group ? -child.pid : child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    const timer = setTimeout(end, call.seconds * 1000);
    call.signal?.addEventListener('abort', end, { once: true });
    const done = (agreed: boolean): void => {
      clearTimeout(timer);
      call.signal?.removeEventListener('abort', end);
      resolve(agreed);
    };
    child.on('error', ({ message }) => {
      io.stderr.write(`kommo-mcp: --approve-with: the command could not be run (${message}); declined\n`);
      done(false);
    });
    child.on('exit', (code) => done(code === 0));
    // A command that does not read its input is fine.
    child.stdin.on('error', () => {});
    child.stdin.end(bodyOf(call));
  });
}
