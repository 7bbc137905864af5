/** How a table is laid out. */
export interface Layout {
  /** Columns of the terminal. Default: as many as the table needs. */
  readonly width?: number | undefined;
  /** Cells that stand on one line if the table is too wide for the terminal: 2 for a count and its value. Default 1. */
  readonly together?: number;
}

/**
 * Rows as columns that line up: the first to the left, the others, which are numbers, to the right. The first row has the captions.
 * On a terminal that is too narrow for it, each row becomes a block: its name, and below it a line for each caption.
 */
export function table(rows: readonly (readonly string[])[], { width, together = 1 }: Layout = {}): string {
  const clean = rows.map(([name = '', ...cells]) => [oneLine(name), ...cells]);
  const whole = aligned(clean);
  if (fits(whole, width)) return whole;
  const [[title = '', ...captions] = [], ...others] = clean;
  const blocks = others.map(([name = '', ...cells]) => {
    const lines: string[][] = [];
    for (let at = 0; at < cells.length; at += together)
      lines.push([`  ${captions[at] ?? ''}`, ...cells.slice(at, at + together)]);
    return `${name}\n${aligned(lines)}`;
  });
  return [`${title}:`, ...blocks].join('\n');
}

/** Captions with their values. If a line is too long for the terminal, the values stand below their captions. */
export function pairs(rows: readonly (readonly [caption: string, value: string])[], { width }: Layout = {}): string {
  const whole = aligned(rows);
  return fits(whole, width) ? whole : rows.map(([caption, value]) => `${caption}\n  ${value}`).join('\n');
}

const fits = (text: string, width = Number.POSITIVE_INFINITY): boolean =>
  text.split('\n').every((line) => widthOf(line) <= width);

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => widthOf(row[at] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => {
        const space = ' '.repeat(Math.max(0, (widths[at] ?? 0) - widthOf(cell)));
        return at === 0 ? cell + space : space + cell;
      })
      .join('  ');
  return rows.map((row) => line(row).trimEnd()).join('\n');
}

/** A line break in a name would break the row. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const characters = new Intl.Segmenter();
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]|\ufe0f/u;

/** Columns that a text takes on a terminal. Letters of East Asia and emoji take two, marks none. */
function widthOf(text: string): number {
  if (/^[\u0020-\u02ff]*$/.test(text)) return text.length;
  return [...characters.segment(text)].reduce((sum, { segment }) => sum + (WIDE.test(segment) ? 2 : 1), 0);
}
