import { loadSpec } from '../generate/spec.js';
import { compare, type Drift } from './compare.js';
import { readPages } from './pages.js';

const SPECS = ['openapi/kommo.yaml', 'openapi/files.yaml', 'openapi/chats.yaml'];

/** Reads the pages and the specs, and returns the exit code. */
export async function drift(args: readonly string[], print: (text: string) => void): Promise<0 | 1 | 2> {
  const json = args.includes('--json');
  const [from, ...rest] = args.filter((arg) => arg !== '--json');
  if (from === undefined || from.startsWith('-') || rest.length > 0) {
    print('Usage: npm run drift -- DIR_OR_URL [--json]');
    return 2;
  }
  try {
    const [pages, ...docs] = await Promise.all([readPages(from), ...SPECS.map(loadSpec)]);
    const found = compare(pages, docs);
    print(json ? JSON.stringify(found, null, 2) : textOf(found));
    // What holds no operation at all proves nothing.
    if (found.operations === 0) return 2;
    return found.findings.length > 0 ? 1 : 0;
  } catch (error) {
    print(json ? JSON.stringify({ error: (error as Error).message }) : (error as Error).message);
    return 2;
  }
}

function textOf({ pages, operations, without, findings }: Drift): string {
  const lines: string[] = [];
  let title = '';
  for (const { page, operation, id, place, kind, problem } of findings) {
    const own = operation ? `${operation}${id ? ` (${id})` : ''}, ${page}` : page;
    if (own !== title) lines.push(own);
    title = own;
    lines.push(kind === 'operation' || kind === 'unreadable' ? `  ${problem}` : `  ${place}: ${problem}`);
  }
  if (without.length > 0) lines.push(`Without an OpenAPI block: ${without.join(', ')}.`);
  if (operations === 0) lines.push('No page has an OpenAPI block, so nothing was compared.');
  const count = findings.length === 1 ? '1 difference' : `${findings.length} differences`;
  lines.push(`${operations} operations on ${pages} pages: ${count}.`);
  return lines.join('\n');
}
