import type { Command } from 'commander';
import { funnelFromApi } from '../../reports/funnel/from-api.js';
import { funnelFromMirror } from '../../reports/funnel/from-mirror.js';
import { type Funnel, type FunnelOfPipeline, funnelOf } from '../../reports/funnel/funnel.js';
import type { FunnelSource } from '../../reports/funnel/source.js';
import { dayOf, shiftDay, startOfDay } from '../../util/zone.js';
import { connect } from '../connect.js';
import { type CommonOptions, type Io, report, widthOf } from '../io.js';
import { pageOf, writeWhole } from '../output-path.js';
import { Progress } from '../progress.js';
import { funnelHtml } from '../report/funnel-html.js';
import { columnsOf, type FunnelWords, rowOf, tilesOf, wordsOf } from '../report/funnel-words.js';
import { firstKnown } from '../report/language.js';
import { type Language, spanText } from '../report/texts.js';
import { type SpanOptions, spanOf } from '../span.js';
import { pairs, table } from '../table.js';
import { filled } from '../values.js';
import { explained, targetOf } from './mirror-target.js';

export interface FunnelOptions extends CommonOptions, SpanOptions {
  readonly mirror?: string | undefined;
  readonly schema: string;
  readonly html?: string | boolean | undefined;
  readonly lang?: Language | undefined;
}

/** Adds the options of `report funnel`. */
export function withFunnel(command: Command): Command {
  return command
    .description(
      'conversion and median time by stage, velocity and first response, of leads created in a period; default: one month up to today',
    )
    .option('--mirror <target>', 'read a mirror instead of the account: its folder, or its postgres:// address', filled)
    .option('--schema <name>', 'schema of the mirror', 'kommo')
    .option('--html [file]', 'write a page with charts; default file: funnel.html');
}

/** Reports how leads move through the stages: a page, JSON, or tables. */
export async function funnelReport(io: Io, options: FunnelOptions): Promise<void> {
  const { mirror, schema } = options;
  if (mirror === undefined) {
    const kommo = await connect(io, options);
    const progress = new Progress(io, 'leads and events');
    const onProgress = (rows: number): void => progress.update(rows);
    const source = funnelFromApi(kommo, { signal: io.signal, onProgress });
    return write(io, options, source).finally(() => progress.end());
  }
  await explained(async () => {
    const { withMirror } = await import('../../sync/mirror.js');
    const target = targetOf(io, { to: mirror, schema, wait: 0 });
    await withMirror(target, (database) => write(io, options, funnelFromMirror(database.query.bind(database), schema)));
  }, '--mirror');
}

async function write(io: Io, options: FunnelOptions, source: FunnelSource): Promise<void> {
  const { lang } = options;
  const file = await pageOf(io, options.html, 'funnel.html');
  const { name, country, currency, zone, language } = await source.account();
  const words = wordsOf(lang ?? firstKnown(io, language), country, currency);
  const today = dayOf(zone, Math.floor(io.now() / 1000));
  const asked = spanOf(options, { zone, country }, io.now());
  // A period that has not begun is empty: it ends on its first day, not today.
  const to = asked.to ?? (asked.from !== undefined && asked.from > today ? asked.from : today);
  const from = asked.from ?? shiftDay(to, { months: -1 });
  const span = { start: startOfDay(zone, from), end: startOfDay(zone, shiftDay(to, { days: 1 })) - 1 };
  const funnel = funnelOf(await source.read(span));
  const found = { period: { from, to, timezone: zone }, currency, ...funnel };
  const { say, whole } = words;
  if (file) {
    const { output, path } = file;
    const page = funnelHtml(funnel, { account: name, from, to, zone, madeOn: today }, words);
    await writeWhole(path, page);
    return report(io, options, { output, ...found }, `${output}: ${whole(funnel.leads)} ${say('leadsCreated')}`);
  }
  const head = `${spanText(say, { from, to })}, ${zone}`;
  const width = widthOf(io);
  const text =
    funnel.leads === 0
      ? [head, say('emptyFunnel', { span: spanText(say, { from, to }) })]
      : [head, figures(funnel, words, width), ...funnel.pipelines.map((pipeline) => stages(pipeline, words, width))];
  if (!funnel.complete) text.push(say('partialFunnel'));
  report(io, options, found, text.join('\n\n'));
}

const figures = (funnel: Funnel, words: FunnelWords, width: number | undefined): string =>
  pairs(
    tilesOf(funnel, words).map(([value, caption]) => [caption, value] as const),
    { width },
  );

const stages = (pipeline: FunnelOfPipeline, words: FunnelWords, width: number | undefined): string =>
  table([[pipeline.name, ...columnsOf(words)], ...pipeline.stages.map((stage) => rowOf(stage, words))], { width });
