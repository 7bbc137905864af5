import { Command, Option } from 'commander';
import { createMirror, type MirrorProgress, mirrorStatus, type SyncResult } from '../../sync/index.js';
import { connect } from '../connect.js';
import { EXIT, explain, shownFailure } from '../failure.js';
import { type CommonOptions, type Io, report, widthOf } from '../io.js';
import { table } from '../table.js';
import { count, filled, list, moment } from '../values.js';
import { DEFAULT_TARGET, explained, mirrorFailure, type TargetOptions, targetOf } from './mirror-target.js';

interface Target extends CommonOptions, TargetOptions {}

interface SyncCommandOptions extends Target {
  readonly only?: readonly string[] | undefined;
  readonly since?: number | undefined;
  readonly follow?: number | undefined;
  readonly reconcile?: boolean | undefined;
}

/** `kommo-sdk sync` and `kommo-sdk sync status`. */
export function syncCommand(io: Io): Command {
  const target = (command: Command): Command =>
    command
      .option(
        '--to <target>',
        `folder for PGlite, or a postgres:// address; KOMMO_MIRROR, else ${DEFAULT_TARGET}`,
        filled,
      )
      .option('--schema <name>', 'schema of the tables', 'kommo')
      .option('--wait <seconds>', 'how long to wait for another process that uses the mirror', count, 0)
      .addOption(new Option('--json', 'write results and errors as JSON'));
  const command = target(new Command('sync'))
    .description('copy the whole account into SQL and keep it up to date: a folder (PGlite) or PostgreSQL')
    .option('--only <tables>', 'only these tables, such as leads,contacts', list)
    .option('--since <moment>', 'first sync: leave out items that have not changed since this date', moment)
    .option('--follow <seconds>', 'repeat the sync, with this pause between two runs', count)
    .option('--reconcile', 'also read every item, to find changes that Kommo did not report')
    .addOption(new Option('--sandbox', 'use an in-memory account with example data'))
    .action((options) => explained(() => sync(io, options)));
  const status = target(new Command('status'))
    .description('show rows, cursors and lag of a mirror')
    // `sync` knows these options too and takes them first.
    .action((_, self: Command) => explained(() => showStatus(io, self.optsWithGlobals())));
  return command.addCommand(status);
}

async function sync(io: Io, options: SyncCommandOptions): Promise<void> {
  const { only, since, follow, reconcile, json } = options;
  const kommo = await connect(io, options);
  const mirror = await createMirror(kommo, targetOf(io, options));
  try {
    // Once in a series is enough.
    let reconciles = reconcile === true;
    for (;;) {
      const board = new Board(io, json === true);
      try {
        const started = io.now();
        const result = await mirror.sync({
          only,
          since,
          reconcile: reconciles,
          onProgress: (progress) => board.update(progress),
          signal: io.signal,
        });
        reconciles = false;
        board.end();
        const seconds = (io.now() - started) / 1000;
        report(io, options, { ...result, seconds }, summary(result, seconds));
      } catch (error) {
        board.end();
        const failure = explain(mirrorFailure(error));
        // The next run may succeed, unless the user has to correct something first.
        if (follow === undefined || failure.exitCode !== EXIT.kommo) throw failure;
        io.stderr.write(shownFailure(failure, json === true));
      }
      if (follow === undefined || !(await pause(follow, io.signal))) return;
    }
  } finally {
    await mirror.close();
  }
}

function summary({ rows, skipped }: SyncResult, seconds: number): string {
  const read = Object.entries(rows).filter(([, value]) => value > 0);
  const lines = read.length === 0 ? 'Nothing has changed.' : table(read.map(([name, value]) => [name, String(value)]));
  const notes = skipped.map(({ list: name, reason }) => `${name} is left out: ${reason}`);
  return [lines, ...notes, `Done in ${seconds.toFixed(1)} s.`].join('\n');
}

/** Waits; false if the user has had enough. */
function pause(seconds: number, signal: AbortSignal): Promise<boolean> {
  return new Promise((done) => {
    if (signal.aborted) return done(false);
    const timer = setTimeout(() => finish(true), seconds * 1000);
    const stop = (): void => finish(false);
    signal.addEventListener('abort', stop, { once: true });
    function finish(value: boolean): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      done(value);
    }
  });
}

async function showStatus(io: Io, options: Target): Promise<void> {
  const status = await mirrorStatus(targetOf(io, options));
  const width = widthOf(io);
  const tables = status.tables.filter(({ rows, deleted }) => rows + deleted > 0);
  const lines = [
    table(
      [
        ['table', 'rows', 'deleted'],
        ...tables.map(({ table: name, rows, deleted }) => [name, String(rows), String(deleted)]),
      ],
      { width },
    ),
    '',
    table(
      [
        ['list', 'complete until', 'read', 'state'],
        ...status.lists.map(({ list: name, cursor, lag, walking, skipped }) => [
          name,
          cursor?.toISOString() ?? '-',
          lag === undefined ? '-' : `${lag} s ago`,
          skipped ? 'refused' : walking === undefined ? 'done' : `under way: ${walking} rows`,
        ]),
      ],
      { width },
    ),
    '',
    `${status.waiting} entities wait to be read again.`,
  ];
  report(io, options, status, lines.join('\n'));
}

const BAR = 10;

interface Line {
  /** When the list was first heard of, and how far it was then. */
  readonly since: number;
  readonly rows: number;
  readonly share: number;
  text: string;
  /** Seconds, if they can be estimated. */
  left: number | undefined;
}

/** A line on the terminal with what is being read: each list with its rows, rate and, if its size is known or estimated, a bar and the time left. */
export class Board {
  readonly #io: Pick<Io, 'now' | 'stderr'>;
  readonly #silent: boolean;
  readonly #lists = new Map<string, Line>();
  #drawn = 0;

  constructor(io: Pick<Io, 'now' | 'stderr'>, silent: boolean) {
    this.#io = io;
    this.#silent = silent || !io.stderr.isTTY;
  }

  update({ list: name, rows, total, share, done }: MirrorProgress): void {
    if (this.#silent) return;
    const now = this.#io.now();
    const line: Line = this.#lists.get(name) ?? { since: now, rows, share: share ?? 0, text: '', left: undefined };
    if (done) this.#lists.delete(name);
    else this.#lists.set(name, line);
    const seconds = (now - line.since) / 1000;
    // A rate over less than a second says nothing.
    const rate = seconds >= 1 ? `${Math.round((rows - line.rows) / seconds)}/s` : undefined;
    const gained = (share ?? 0) - line.share;
    line.left = seconds >= 1 && share !== undefined && gained > 0 ? (seconds * (1 - share)) / gained : undefined;
    // Without a total the share is an estimate.
    const percent =
      share === undefined ? '' : ` ${bar(share)} ${total === undefined ? 'about ' : ''}${Math.floor(share * 100)} %`;
    const details = [rate, line.left === undefined ? undefined : `about ${duration(line.left)} left`]
      .filter(Boolean)
      .join(', ');
    line.text = `${name}${percent} ${rows}${details && ` (${details})`}`;
    if (now - this.#drawn < 100) return;
    this.#drawn = now;
    // The line has room for two or three lists: those that take longest.
    const lines = [...this.#lists.values()].sort((a, b) => (b.left ?? 0) - (a.left ?? 0));
    const text = lines.map((entry) => entry.text).join('  ');
    this.#io.stderr.write(`\r\u001b[K${text.slice(0, 118)}`);
  }

  end(): void {
    if (this.#drawn > 0) this.#io.stderr.write('\r\u001b[K');
    this.#drawn = 0;
  }
}

function bar(share: number): string {
  const full = Math.round(share * BAR);
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
}

/** Seconds in the unit that people would use. */
function duration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
