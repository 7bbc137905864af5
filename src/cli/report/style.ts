/** Style of the report. */
export const STYLE = `
:root { color-scheme: light dark; --bg: #f5f6f8; --card: #fff; --ink: #1a1d24; --soft: #667085; --line: #e4e7ec; --accent: #3f6fd8; }
@media (prefers-color-scheme: dark) { :root { --bg: #12141a; --card: #1b1e27; --ink: #eceef3; --soft: #98a2b3; --line: #2c313d; --accent: #7fa3f2; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--ink); font: 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif; }
header, main, footer { max-width: 1160px; margin: 0 auto; padding: 0 24px; }
header { display: flex; flex-wrap: wrap; gap: 16px; align-items: end; justify-content: space-between; padding-top: 32px; padding-bottom: 20px; }
h1 { margin: 0; font-size: 26px; letter-spacing: -0.01em; }
h2 { margin: 0 0 14px; font-size: 15px; font-weight: 600; }
#subtitle, footer { color: var(--soft); }
#subtitle { margin: 4px 0 0; }
form { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; }
fieldset { display: inline-flex; border: 1px solid var(--line); border-radius: 8px; padding: 2px; margin: 0; background: var(--card); }
fieldset input { position: absolute; opacity: 0; }
fieldset span { display: block; padding: 5px 14px; border-radius: 6px; cursor: pointer; color: var(--soft); }
fieldset input:checked + span { background: var(--accent); color: #fff; }
fieldset input:focus-visible + span { outline: 2px solid var(--accent); outline-offset: 2px; }
select { max-width: 100%; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 7px 10px; }
main { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 16px; }
.tiles { grid-column: 1 / -1; display: grid; grid-template-columns: repeat(var(--tiles, 4), minmax(0, 1fr)); gap: 16px; }
.tile, .card { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 18px 20px; }
.tile b { display: block; font-size: 24px; font-weight: 650; letter-spacing: -0.01em; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.tile span { color: var(--soft); font-size: 13px; }
.full { grid-column: 1 / -1; overflow-x: auto; }
.chart { position: relative; height: 260px; }
.chart.tall { height: 340px; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: 8px 10px; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 500; font-size: 13px; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
tr:last-child td { border-bottom: 0; }
.bar { display: flex; flex-wrap: wrap; gap: 4px 12px; justify-content: space-between; margin-bottom: 12px; font-size: 13px; }
.bar span:first-child { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.bar div { flex: 0 0 100%; border-radius: 4px; background: var(--line); }
.bar i { display: block; height: 14px; border-radius: 4px; }
td i { display: inline-block; height: 8px; border-radius: 4px; background: var(--accent); margin-right: 8px; vertical-align: middle; }
[hidden] { display: none !important; }
.empty { max-width: 1160px; margin: 40px auto; padding: 0 24px; font-size: 18px; }
footer { padding-top: 18px; padding-bottom: 32px; font-size: 13px; }
@media (max-width: 820px) { main { grid-template-columns: minmax(0, 1fr); } .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@media (max-width: 560px) { header, main, footer { padding-left: 14px; padding-right: 14px; } .tiles { gap: 10px; } .tile { padding: 14px; } .tile b { font-size: 19px; white-space: normal; overflow-wrap: anywhere; } .card { padding: 14px; } th, td { padding: 8px 4px; } th { font-size: 12px; } td { font-size: 14px; } td i { display: none; } .empty { padding: 0 14px; } }
@media (max-width: 400px) { th, td { padding: 8px 3px; } th { font-size: 11px; } td { font-size: 13px; } }
@media print { body { background: #fff; } form { display: none; } .card { break-inside: avoid; } }
`;
