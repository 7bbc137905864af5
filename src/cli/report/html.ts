import type { LossReport } from './data.js';
import { STYLE } from './style.js';

/** A page that holds all it needs: data, script and style. `script` is the bundle of page.ts. */
export function lossReportHtml(report: LossReport, script: string): string {
  // Neither may end its element early.
  const data = JSON.stringify(report).replace(/</g, '\\u003c');
  const code = script.replace(/<\/(script)/gi, '<\\/$1');
  const account = escapeHtml(report.account);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<title>Loss reasons: ${account}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
  <div>
    <h1>Why deals are lost</h1>
    <p id="subtitle">${account}</p>
  </div>
  <form id="controls">
    <fieldset>
      <label><input type="radio" name="measure" value="value" checked><span>Value</span></label>
      <label><input type="radio" name="measure" value="leads"><span>Deals</span></label>
    </fieldset>
    <select id="pipeline" aria-label="Pipeline"></select>
  </form>
</header>
<main>
  <section class="tiles" id="tiles"></section>
  <section class="card wide"><h2>By reason</h2><div class="chart tall"><canvas id="reasons" role="img" aria-label="Losses by reason"></canvas></div></section>
  <section class="card wide"><h2>By month</h2><div class="chart tall"><canvas id="months" role="img" aria-label="Losses by month and reason"></canvas></div></section>
  <section class="card"><h2>By pipeline</h2><div class="chart"><canvas id="pipelines" role="img" aria-label="Losses by pipeline"></canvas></div></section>
  <section class="card"><h2>By user</h2><div class="chart"><canvas id="users" role="img" aria-label="Losses by responsible user"></canvas></div></section>
  <section class="card full"><h2>All reasons</h2><table><thead><tr><th>Reason</th><th>Deals</th><th>Value</th><th>Average</th><th>Share of value</th></tr></thead><tbody id="rows"></tbody></table></section>
</main>
<footer id="footer"></footer>
<noscript>This page draws its charts with JavaScript.</noscript>
<script id="data" type="application/json">${data}</script>
<script>${code}</script>
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] as string);
