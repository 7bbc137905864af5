import { STYLE } from './style.js';

/** What a page of a report has and other pages do not. */
const MARK = '<meta name="generator" content="kommo-sdk report">';

/** Whether a text is a page that {@link htmlDocument} wrote. */
export const isReport = (text: string): boolean => text.includes(MARK);

/** A page of a report in one file. It loads nothing. */
export function htmlDocument(
  title: string,
  body: string,
  { hasScript, language = 'en' }: { hasScript: boolean; language?: string },
): string {
  const script = hasScript ? "script-src 'unsafe-inline'; " : '';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
${MARK}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; ${script}img-src data:">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Text for HTML, also for the values of attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => ENTITIES[char] as string);
