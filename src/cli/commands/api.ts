import type { IndexRow } from '../../generated/mcp.js';
import { sendAll, sendOperation } from '../../operations/send.js';
import {
  describeOperation,
  type Outgoing,
  operationIds,
  operationOf,
  problemsOf,
  searchOperations,
} from '../../operations/table.js';
import { nearest } from '../../util/nearest.js';
import { connect } from '../connect.js';
import { Failure } from '../failure.js';
import { type CommonOptions, type Io, report } from '../io.js';

export interface ApiOptions extends CommonOptions {
  readonly find?: string | undefined;
  readonly show?: boolean | undefined;
  readonly path?: string | undefined;
  readonly query?: string | undefined;
  readonly body?: string | undefined;
  readonly all?: boolean | undefined;
}

const FOUND = 20;
const DEPTH = 6;

/** Finds, shows or runs an operation of the API, after a check by the spec. */
export async function api(io: Io, id: string | undefined, options: ApiOptions): Promise<void> {
  if (options.find !== undefined) {
    const found = searchOperations(options.find, FOUND);
    const rows = found.map(([name, method, , , summary]) => ({ id: name, method, summary }));
    report(io, options, rows, rows.map(lineOf).join('\n'));
    return;
  }
  const row = operationOf(id);
  if (!row) throw new Failure(`there is no operation ${JSON.stringify(id ?? '')}`, hint(id));
  const result = options.show ? await describeOperation(row, DEPTH) : await run(io, row, options);
  io.stdout.write(`${JSON.stringify(result ?? null, null, options.json ? 0 : 2)}\n`);
}

const lineOf = ({ id, method, summary }: Record<'id' | 'method' | 'summary', string>): string =>
  `${id.padEnd(32)} ${method.padEnd(6)} ${summary}`;

async function run(io: Io, row: IndexRow, options: ApiOptions): Promise<unknown> {
  const { path, query, body } = options;
  const request = { path: parse('path', path), query: parse('query', query), body: parse('body', body) } as Outgoing;
  const [problem] = await problemsOf(row, request);
  const [id, method, address, , , list] = row;
  if (problem) throw new Failure(problem, `see kommo-sdk api ${id} --show`);
  const kommo = await connect(io, options);
  if (!options.all) return sendOperation(kommo, method, address, request, io.signal);
  if (!list) throw new Failure(`${id} is no list`, 'leave --all out');
  return sendAll(kommo, address, list, request, io.signal);
}

function parse(name: string, text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    throw new Failure(`--${name} is not JSON: ${(error as Error).message}`);
  }
}

function hint(id = ''): string {
  const near = nearest(id, operationIds);
  return near.length > 0 ? `did you mean ${near.join(', ')}?` : 'find one with --find';
}
