import { resolve } from 'node:path';
import type { Kommo } from '../../client/kommo.js';
import { connect } from '../connect.js';
import { Csv } from '../export/csv.js';
import { ENTITIES, type Exportable } from '../export/entities.js';
import { type ExportState, ResumableFile } from '../export/resume.js';
import { Failure } from '../failure.js';
import { type CommonOptions, type Io, report } from '../io.js';
import { Progress } from '../progress.js';

export interface ExportOptions extends CommonOptions {
  readonly format: 'jsonl' | 'csv';
  readonly with?: readonly string[] | undefined;
  /** Unix seconds. */
  readonly since?: number | undefined;
  readonly output?: string | undefined;
  readonly force?: boolean | undefined;
}

/** Writes all entities of a kind as JSON lines or CSV, to stdout or to a file that a later run can go on with. */
export async function exportEntity(io: Io, name: string, options: ExportOptions): Promise<void> {
  const entity = ENTITIES[name];
  if (!entity) throw new Failure(`"${name}" can't be exported`, `choose one of ${Object.keys(ENTITIES).join(', ')}`);
  if (options.since !== undefined && !entity.since) throw new Failure(`${name} have no --since`, 'leave it out');
  const kommo = await connect(io, options);
  const format = await formatOf(kommo, entity, options);
  if (options.output === undefined) {
    for await (const { text } of pagesOf(io, kommo, name, entity, options, format)) io.stdout.write(text);
    return;
  }
  const plan = [name, options.format, kommo.baseUrl, options.with?.join(',') ?? '', options.since ?? '']
    .join(' ')
    .trim();
  const file = new ResumableFile(resolve(io.cwd, options.output), plan);
  const begun = await file.open(options.force ?? false);
  let items = begun?.items ?? 0;
  try {
    if (!begun) await file.append(format.header);
    for await (const { text, count, ...at } of pagesOf(io, kommo, name, entity, options, format, begun)) {
      items += count;
      await file.append(text, entity.resumable ? { ...at, items } : undefined);
    }
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

async function formatOf(kommo: Kommo, entity: Exportable, { format }: ExportOptions): Promise<Format> {
  if (format === 'jsonl') return { header: '', line: (item) => `${JSON.stringify(item)}\n` };
  const csv = new Csv(entity.columns, entity.fields && (await kommo.customFields.list(entity.fields).all()));
  return { header: csv.header(), line: (item) => csv.line(item) };
}

interface ExportedPage {
  readonly text: string;
  readonly count: number;
  readonly page: number;
  readonly lastId: number;
}

async function* pagesOf(
  io: Io,
  kommo: Kommo,
  name: string,
  entity: Exportable,
  options: ExportOptions,
  format: Format,
  begun?: ExportState,
): AsyncGenerator<ExportedPage, void, undefined> {
  const progress = new Progress(io, name);
  if (options.output === undefined) yield { text: format.header, count: 0, page: 0, lastId: 0 };
  // A page earlier, since what was deleted meanwhile moves the rest forward.
  let page = begun ? Math.max(begun.page - 1, 1) : 1;
  let lastId = begun?.lastId ?? 0;
  let items = begun?.items ?? 0;
  const list = entity.list(kommo, { with: options.with, since: options.since, page }, { signal: io.signal });
  try {
    for await (const { data, totalItems } of list.pages()) {
      const fresh = entity.resumable ? data.filter((item) => (item as { id: number }).id > lastId) : data;
      lastId = Math.max(lastId, ...fresh.map((item) => (item as { id: number }).id));
      items += fresh.length;
      progress.update(items, totalItems);
      yield { text: fresh.map((item) => format.line(item)).join(''), count: fresh.length, page, lastId };
      page++;
    }
  } finally {
    progress.end();
  }
}
