import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { visible } from '../../util/strip-invisible.js';
import { connect } from '../connect.js';
import { type CommonOptions, type Io, report } from '../io.js';
import { Progress } from '../progress.js';
import { collectLosses } from '../report/collect.js';
import { AXES, type Axis, sumOf, type Total, totals } from '../report/data.js';
import { lossReportHtml } from '../report/html.js';
import { pageScript } from '../report/page-script.js';
import { table } from '../table.js';

export interface LossReasonsOptions extends CommonOptions {
  readonly html?: string | boolean | undefined;
  /** Unix seconds. */
  readonly since?: number | undefined;
  readonly until?: number | undefined;
}

/** Reports lost leads by reason, pipeline, month and user: a page, JSON, or a table. */
export async function lossReasons(io: Io, options: LossReasonsOptions): Promise<void> {
  const { since, until, html } = options;
  const kommo = await connect(io, options);
  const progress = new Progress(io, 'lost leads');
  const onProgress = (leads: number): void => progress.update(leads);
  const data = await collectLosses(kommo, { since, until, now: io.now(), onProgress, signal: io.signal }).finally(() =>
    progress.end(),
  );
  const by = Object.fromEntries(AXES.map((axis) => [axis, sorted(totals(data, axis), axis)])) as Record<Axis, Total[]>;
  const sum = sumOf(by.reasons);
  if (html) {
    const output = html === true ? 'loss-reasons.html' : html;
    await writeFile(resolve(io.cwd, output), lossReportHtml(data, await pageScript()));
    report(
      io,
      options,
      { output, currency: data.currency, ...sum, ...by },
      `${output}: ${sum.leads} lost leads, ${sum.value} ${data.currency}`,
    );
    return;
  }
  report(io, options, { currency: data.currency, ...sum, ...by }, tableOf(by.reasons, data.currency));
}

const sorted = (list: Total[], axis: Axis): Total[] =>
  axis === 'months' ? list : list.sort((a, b) => b.value - a.value);

function tableOf(list: readonly Total[], currency: string): string {
  const rows = [...list, { name: 'all', ...sumOf(list) }];
  const lines = rows.map(({ name, leads, value }) => [visible(name), String(leads), String(value)]);
  return table([['reason', 'leads', currency], ...lines]);
}
