import type { Funnel, FunnelOfPipeline } from '../../reports/funnel/funnel.js';
import { stripInvisible } from '../../util/strip-invisible.js';
import { escapeHtml, htmlDocument } from './document.js';
import { columnsOf, type FunnelWords, rowOf, tilesOf } from './funnel-words.js';
import { spanText } from './texts.js';

/** What the page says about the account and the period. Days are like `2026-01-31`. */
export interface FunnelPage {
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly madeOn: string;
}

/** A page with two charts and a table for each pipeline. It has no script. */
export function funnelHtml(
  funnel: Funnel,
  { account, from, to, zone, madeOn }: FunnelPage,
  words: FunnelWords,
): string {
  const { say } = words;
  const days = spanText(say, { from, to });
  const tiles = tilesOf(funnel, words).map(
    ([value, caption]) =>
      `<div class="tile" title="${text(value)}"><b>${text(value)}</b><span>${text(caption)}</span></div>`,
  );
  const main =
    funnel.leads === 0
      ? `<p class="empty">${text(say('emptyFunnel', { span: days }))}</p>`
      : `<main>
  <section class="tiles" style="--tiles: ${tiles.length}">${tiles.join('')}</section>
${funnel.pipelines.map((pipeline) => pipelineHtml(pipeline, words)).join('\n')}
</main>`;
  const partial = funnel.complete ? '' : `<br>${text(say('partialFunnel'))}`;
  const body = `<header><div><h1>${text(say('funnelTitle'))}</h1><p id="subtitle">${text(`${account}, ${days}`)}</p></div></header>
${main}
<footer>${text(say('funnelFooter', { day: madeOn, zone }))}${partial}</footer>`;
  return htmlDocument(stripInvisible(`${say('funnelTitle')}: ${account}`), body, {
    hasScript: false,
    language: words.language,
  });
}

function pipelineHtml({ name, stages }: FunnelOfPipeline, words: FunnelWords): string {
  const { say, whole, percent, duration } = words;
  const first = stages[0]?.reached ?? 0;
  const longest = Math.max(...stages.map(({ median_seconds }) => median_seconds ?? 0));
  const conversion = stages.map((stage) => ({
    name: stage.name,
    share: first === 0 ? 0 : stage.reached / first,
    label: `${whole(stage.reached)} · ${percent(first === 0 ? null : stage.reached / first)}`,
  }));
  // Nobody leaves the last stage.
  const times = stages.slice(0, -1).map((stage) => ({
    name: stage.name,
    share: longest === 0 ? 0 : (stage.median_seconds ?? 0) / longest,
    label: duration(stage.median_seconds),
  }));
  const head = [say('stage'), ...columnsOf(words)];
  const rows = stages.map((stage) => rowOf(stage, words));
  return `  <section class="card"><h2>${text(`${name}: ${say('byStage')}`)}</h2>${chart(conversion, '#3f6fd8')}</section>
  <section class="card"><h2>${text(`${name}: ${say('timeByStage')}`)}</h2>${chart(times, '#e69f00')}</section>
  <section class="card full"><h2>${text(name)}</h2><table><thead>${line('th', head)}</thead><tbody>${rows.map((row) => line('td', row)).join('')}</tbody></table></section>`;
}

const line = (tag: 'th' | 'td', cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<${tag}>${text(cell)}</${tag}>`).join('')}</tr>`;

interface Bar {
  readonly name: string;
  /** Length, from 0 to 1. */
  readonly share: number;
  readonly label: string;
}

/** Horizontal bars. Each has its name above it and its figure at the end of that line. */
function chart(bars: readonly Bar[], color: string): string {
  return bars
    .map(({ name, share, label }) => {
      const fill = `<i style="width: ${(share * 100).toFixed(1)}%; background: ${color}"></i>`;
      return `<div class="bar" title="${text(name)}: ${text(label)}"><span>${text(name)}</span><span>${text(label)}</span><div>${fill}</div></div>`;
    })
    .join('');
}

const text = (value: string): string => escapeHtml(stripInvisible(value));
