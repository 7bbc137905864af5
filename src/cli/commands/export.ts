import type { Kommo } from '../../client/kommo.js';
import type { PagePromise } from '../../http/page.js';
import { describeOperation, operationOf } from '../../operations/table.js';
import type { AccountNames } from '../../reports/names.js';
import { accountNames } from '../account-names.js';
import { connect } from '../connect.js';
import { Csv } from '../export/csv.js';
import { ENTITIES, type Exportable } from '../export/entities.js';
import { namesFor } from '../export/names.js';
import { type ExportState, ResumableFile } from '../export/resume.js';
import { Failure } from '../failure.js';
import { type CommonOptions, type Io, report } from '../io.js';
import { outputPath } from '../output-path.js';
import { Progress } from '../progress.js';
import { hasSpan, type Span, type SpanOptions, spanOf } from '../span.js';

export interface ExportOptions extends CommonOptions, SpanOptions {
  readonly format: 'jsonl' | 'csv';
  readonly with?: readonly string[] | undefined;
  /** Start a CSV with a byte order mark, so that Excel reads it as UTF-8. Default: in files, not on stdout. */
  readonly bom?: boolean | undefined;
  readonly output?: string | undefined;
  readonly force?: boolean | undefined;
}

/** Writes all entities of a kind as JSON lines or CSV, to stdout or to a file. A later run continues an interrupted file. */
export async function exportEntity(io: Io, name: string, options: ExportOptions): Promise<void> {
  const entity = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
  if (!entity) throw new Failure(`"${name}" can't be exported`, `choose one of ${Object.keys(ENTITIES).join(', ')}`);
  if (hasSpan(options) && !entity.dated) {
    throw new Failure(`${name} have no --period, --from and --to`, 'leave them out');
  }
  await checkWith(entity, options.with);
  const path = options.output === undefined ? undefined : await outputPath(io, '--output', options.output);
  const kommo = await connect(io, options);
  const names = accountNames(io, kommo);
  const span = hasSpan(options) ? spanOf(options, await names.need('account'), io.now()) : {};
  const format = await formatOf(kommo, names, entity, options);
  const job: Job = { io, kommo, name, entity, options, format, span };
  if (path === undefined) {
    io.stdout.write(format.header);
    for await (const { text } of pagesOf(job)) io.stdout.write(text);
    return;
  }
  const { from, to } = span;
  const flags = Object.entries({ '--with': options.with?.join(','), '--from': from, '--to': to });
  const given = flags.flatMap(([flag, value]) => (value ? [flag, value] : []));
  // In words that can be typed: the days of a `--period` are others tomorrow.
  const plan = [name, '-f', options.format, ...given, 'from', kommo.baseUrl].join(' ');
  const file = new ResumableFile(path, plan, format.header);
  let begun: ExportState | undefined;
  let items = 0;
  try {
    begun = await file.open(options.force ?? false);
    items = begun?.items ?? 0;
    // The first page creates the file, so that a refused export leaves none behind.
    let header = begun ? '' : format.header;
    for await (const { text, count, ...at } of pagesOf(job, begun)) {
      items += count;
      await file.append(header + text, entity.resumable ? { ...at, items } : undefined);
      header = '';
    }
    if (header) await file.append(header);
    await file.finish();
  } finally {
    await file.close();
  }
  const on = begun ? `, ${begun.items} of them by an earlier run` : '';
  const result = { output: options.output, entity: name, items, resumedFrom: begun?.items ?? 0 };
  report(io, options, result, `${items} ${name} in ${options.output}${on}`);
}

interface Format {
  readonly header: string;
  line(item: object): string;
}

interface Job {
  readonly io: Io;
  readonly kommo: Kommo;
  readonly name: string;
  readonly entity: Exportable;
  readonly options: ExportOptions;
  readonly format: Format;
  readonly span: Span;
}

const BOM = '\uFEFF';

async function formatOf(
  kommo: Kommo,
  account: AccountNames,
  entity: Exportable,
  options: ExportOptions,
): Promise<Format> {
  const { format, bom = options.output !== undefined, with: embedded = [] } = options;
  if (format === 'jsonl') return { header: '', line: (item) => `${JSON.stringify(item)}\n` };
  const columns = [...new Set([...entity.columns, ...embedded])];
  const [names, fields] = await Promise.all([
    namesFor(account, columns),
    entity.fields && kommo.customFields.list(entity.fields).all(),
  ]);
  const csv = new Csv(columns, names, fields);
  return { header: `${bom ? BOM : ''}${csv.header()}`, line: (item) => csv.line(item) };
}

/** Refuses a name in `--with` that the list does not know, before a request is spent. */
async function checkWith({ operation }: Exportable, names: readonly string[] = []): Promise<void> {
  const row = operationOf(operation);
  const { query } = row ? await describeOperation(row, 4) : {};
  const known = choicesOf((query as { properties?: Record<string, unknown> } | undefined)?.properties?.['with']);
  for (const name of names) {
    if (known.includes(name)) continue;
    if (known.length === 0) throw new Failure(`--with: ${operation} embeds nothing`, 'leave it out');
    throw new Failure(`--with: "${name}" is not known`, `choose from ${known.join(', ')}`);
  }
}

/** The words that a schema allows, wherever they stand in it. */
function choicesOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = (schema as { enum?: unknown }).enum;
  return Array.isArray(own) ? own.map(String) : Object.values(schema).flatMap(choicesOf);
}

interface ExportedPage {
  readonly text: string;
  readonly count: number;
  readonly page: number;
  readonly lastId: number;
}

type Item = { readonly id: number; readonly updated_at?: number };

async function* pagesOf(job: Job, begun?: ExportState): AsyncGenerator<ExportedPage, void, undefined> {
  const { io, kommo, name, entity, options, format, span } = job;
  const progress = new Progress(io, name);
  const { start, end } = span;
  // The end is not sent: an item that changes meanwhile would leave the list, and the items after it would move up, over the border of a page.
  // The first second may not belong to the range.
  const asked = { with: options.with, ...(start !== undefined && { changed: { from: start - 1 } }) };
  const list = (page: number) => entity.list(kommo, { ...asked, page }, { signal: io.signal }) as PagePromise<Item>;
  let page = begun ? await pageToContinue(begun, list) : 1;
  let lastId = begun?.lastId ?? 0;
  let items = begun?.items ?? 0;
  const isInside = ({ updated_at: at = 0 }: Item): boolean =>
    (start === undefined || at >= start) && (end === undefined || at <= end);
  try {
    for await (const { data, totalItems } of list(page).pages()) {
      const fresh = data.filter((item) => (!entity.resumable || item.id > lastId) && isInside(item));
      lastId = Math.max(lastId, ...data.map(({ id }) => id));
      items += fresh.length;
      progress.update(items, totalItems);
      yield { text: fresh.map((item) => format.line(item)).join(''), count: fresh.length, page, lastId };
      page++;
    }
  } finally {
    progress.end();
  }
}

/** The last page that holds an item of the file. It is not the one of then if items were deleted, because pages move up. */
async function pageToContinue({ page, lastId }: ExportState, list: (page: number) => PromiseLike<{ data: Item[] }>) {
  let at = page;
  for (let back = 1; at > 1; at = Math.max(1, at - back), back *= 2) {
    const { data } = await list(at);
    if (data.some(({ id }) => id <= lastId)) break;
  }
  return at;
}
