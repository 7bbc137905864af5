import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';

/** Folder of PostgreSQL's programs, from Debian's packages or the PATH. */
export function postgresBin(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(':'),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** Whether tests against PostgreSQL run. In CI they must: it installs the package. */
export const HAS_POSTGRES = postgresBin() !== undefined || Boolean(process.env['CI']);
if (!HAS_POSTGRES) console.warn('PostgreSQL is not installed, so its tests are skipped: apt-get install postgresql');

export interface TestPostgres {
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  stop(): Promise<void>;
}

/** Starts a PostgreSQL of its own on a free port of 127.0.0.1, in a temporary folder. */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = postgresBin();
  if (!bin) throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  const folder = mkdtempSync(join(tmpdir(), 'kommo-pg-'));
  const isRoot = process.getuid?.() === 0;
  // PostgreSQL refuses to run as root.
  const as = (command: string[]): [string, string[]] =>
    isRoot ? ['runuser', ['-u', 'postgres', '--', ...command]] : [command[0] as string, command.slice(1)];
  const run = (command: string[]): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = spawn(...as(command), { stdio: 'ignore', cwd: '/' });
      child.once('error', reject);
      child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command[0]} ended with ${code}`))));
    });
  if (isRoot) await new Promise<void>((resolve) => spawn('chown', ['postgres', folder]).once('exit', () => resolve()));
  const data = join(folder, 'data');
  await run([
    join(bin, 'initdb'),
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-sync',
    '--locale=C.UTF-8',
  ]);
  const port = await freePort();
  const args = [
    '-D',
    data,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'fsync=off',
  ];
  const server: ChildProcess = spawn(...as([join(bin, 'postgres'), ...args]), { stdio: 'ignore', cwd: '/' });
  const gone = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  await answers(url);
  return {
    url,
    port,
    folder,
    async stop() {
      // The program that changed the user is its parent, so that the server is named by its own file.
      const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
      process.kill(pid, 'SIGINT');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<void> {
  for (let i = 0; ; i += 1) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (i > 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

let shared: Promise<PGlite> | undefined;

/** One PGlite in memory for the tests of a file: opening it takes seconds. Tests use a schema each. */
export const sharedPglite = (): Promise<PGlite> => {
  shared ??= PGlite.create();
  return shared;
};
