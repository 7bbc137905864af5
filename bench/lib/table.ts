import { COLUMNS, type Row } from './bench.js';

/** The lines as one Markdown table, aligned so that it also reads on a terminal. */
export function markdown(rows: readonly Row[]): string {
  const head = ['', ...COLUMNS, 'target', ''];
  const body = rows.map(({ measure, cells, target = '', met }) => [
    measure,
    ...COLUMNS.map((column) => cells[column] ?? ''),
    target,
    met === undefined ? '' : met ? 'met' : '**missed**',
  ]);
  const widths = head.map((_, column) => Math.max(3, ...[head, ...body].map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
