import { stripInvisible } from '../../util/strip-invisible.js';
import { sayLeftOut } from '../account-names.js';
import { connect } from '../connect.js';
import { type CommonOptions, type Io, report, widthOf } from '../io.js';
import { pageOf, writeWhole } from '../output-path.js';
import { Progress } from '../progress.js';
import { collectLosses } from '../report/collect.js';
import { AXES, type Axis, sumOf, type Total, totals } from '../report/data.js';
import { lossReportHtml } from '../report/html.js';
import { languageOf } from '../report/language.js';
import { pageScript } from '../report/page-script.js';
import { type Language, numbersOf, type Say, spanText, textsOf } from '../report/texts.js';
import type { SpanOptions } from '../span.js';
import { table } from '../table.js';

export interface LossReasonsOptions extends CommonOptions, SpanOptions {
  readonly html?: string | boolean | undefined;
  readonly lang?: Language | undefined;
}

/** Reports lost leads by reason, pipeline, month and user: a page, JSON, or a table. */
export async function lossReasons(io: Io, options: LossReasonsOptions): Promise<void> {
  const { html, lang } = options;
  const page = await pageOf(io, html, 'loss-reasons.html');
  const kommo = await connect(io, options);
  const progress = new Progress(io, 'lost leads');
  const onProgress = (leads: number): void => progress.update(leads);
  const data = await collectLosses(kommo, {
    period: options,
    language: (userId) => languageOf(io, kommo, userId, lang),
    now: io.now(),
    onProgress,
    onNoUsers: () => sayLeftOut(io, 'users'),
    signal: io.signal,
  }).finally(() => progress.end());
  const say = textsOf(data.language);
  const numbers = numbersOf(data.country, data.currency);
  const by = Object.fromEntries(AXES.map((axis) => [axis, sorted(totals(data, axis), axis)])) as Record<Axis, Total[]>;
  const sum = sumOf(by.reasons);
  if (page) {
    const { output, path } = page;
    await writeWhole(path, lossReportHtml(data, await pageScript()));
    report(
      io,
      options,
      { output, currency: data.currency, ...sum, ...by },
      `${output}: ${numbers.whole(sum.leads)} ${say('lostDeals')}, ${numbers.money(sum.value)}`,
    );
    return;
  }
  const span = spanText(say, data);
  const text =
    sum.leads === 0
      ? say('empty', { span })
      : `${span}, ${data.zone}\n\n${tableOf(by.reasons, say, numbers, widthOf(io))}`;
  const { from, to, zone } = data;
  report(io, options, { currency: data.currency, period: { from, to, timezone: zone }, ...sum, ...by }, text);
}

const sorted = (list: Total[], axis: Axis): Total[] =>
  axis === 'months' ? list : list.sort((a, b) => b.value - a.value);

function tableOf(
  list: readonly Total[],
  say: Say,
  { whole, money }: ReturnType<typeof numbersOf>,
  width: number | undefined,
): string {
  const rows = [...list, { name: say('all'), ...sumOf(list) }];
  const lines = rows.map(({ name, leads, value }) => [stripInvisible(name), whole(leads), money(value)]);
  return table([[say('reason'), say('leads'), say('value')], ...lines], { width, together: 2 });
}
