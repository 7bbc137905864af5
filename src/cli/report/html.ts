import type { LossReport } from './data.js';
import { escapeHtml, htmlDocument } from './document.js';
import { spanText, textsOf } from './texts.js';

/** The page of lost leads in one file: data, script and style. `script` is the bundle of page.ts. */
export function lossReportHtml(report: LossReport, script: string): string {
  // Neither may end its element early.
  const data = JSON.stringify(report).replace(/</g, '\\u003c');
  const code = script.replace(/<\/(script)/gi, '<\\/$1');
  const account = escapeHtml(report.account);
  const say = textsOf(report.language);
  const text: typeof say = (key, values) => escapeHtml(say(key, values));
  const empty = report.cells.length === 0;
  const body = `<header>
  <div>
    <h1>${text('title')}</h1>
    <p id="subtitle">${account}</p>
  </div>
  <form id="controls"${empty ? ' hidden' : ''}>
    <fieldset>
      <label><input type="radio" name="measure" value="value" checked><span>${text('value')}</span></label>
      <label><input type="radio" name="measure" value="leads"><span>${text('deals')}</span></label>
    </fieldset>
    <select id="pipeline" aria-label="${text('pipeline')}"></select>
  </form>
</header>
<main${empty ? ' hidden' : ''}>
  <section class="tiles" id="tiles"></section>
  <section class="card wide"><h2>${text('byReason')}</h2><div class="chart tall"><canvas id="reasons" role="img" aria-label="${text('byReason')}"></canvas></div></section>
  <section class="card wide"><h2>${text('byMonth')}</h2><div class="chart tall"><canvas id="months" role="img" aria-label="${text('byMonth')}"></canvas></div></section>
  <section class="card"><h2>${text('byPipeline')}</h2><div class="chart"><canvas id="pipelines" role="img" aria-label="${text('byPipeline')}"></canvas></div></section>
  <section class="card"><h2>${text('byUser')}</h2><div class="chart"><canvas id="users" role="img" aria-label="${text('byUser')}"></canvas></div></section>
  <section class="card full"><h2>${text('allReasons')}</h2><table><thead><tr><th>${text('reason')}</th><th>${text('deals')}</th><th>${text('value')}</th><th>${text('average')}</th><th>${text('share')}</th></tr></thead><tbody id="rows"></tbody></table></section>
</main>
${empty ? `<p class="empty">${text('empty', { span: spanText(say, report) })}</p>` : ''}
<footer id="footer"></footer>
<noscript>${text('script')}</noscript>
<script id="data" type="application/json">${data}</script>
<script>${code}</script>`;
  return htmlDocument(`${say('title')}: ${report.account}`, body, { hasScript: true, language: report.language });
}
