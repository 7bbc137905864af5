import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { parseDocument } from 'yaml';

/** A page of documentation, and the OpenAPI documents in its code blocks. */
export interface Page {
  /** Path in the folder, or address. */
  readonly name: string;
  readonly documents: readonly Record<string, unknown>[];
  /** Why the page, or one of its blocks, could not be read. */
  readonly problems: readonly string[];
}

const INDEXES = ['index.md', 'llms.txt', 'README.md', 'SUMMARY.md'];
const AT_ONCE = 4;
const TIMEOUT_MS = 30_000;
/** More pages than that are not documentation of one API. */
const MOST = 5000;

/** Reads the pages of a folder, or those that the index page at an http address links. */
export async function readPages(from: string): Promise<Page[]> {
  return /^https?:\/\//i.test(from) ? readSite(new URL(from)) : readFolder(from);
}

// Every Markdown file counts, linked or not; a link of the index that leads to no file is a problem.
async function readFolder(folder: string): Promise<Page[]> {
  const kind = await stat(folder).catch(() => undefined);
  if (!kind?.isDirectory()) throw new Error(`There is no folder ${folder}.`);
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = found
    .filter((entry) => entry.isFile() && /\.(md|mdx|markdown)$|^llms\.txt$/i.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  if (names.length === 0) throw new Error(`${folder} has no Markdown pages.`);
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8');
      const lost = INDEXES.includes(name) ? linksOf(text).filter((link) => !isThere(link, names)) : [];
      const page = readPage(name, text);
      return {
        ...page,
        problems: [...page.problems, ...lost.map((link) => `links ${link}, which is not in the folder`)],
      };
    }),
  );
}

// A saved page may stand deeper or higher than its address says.
function isThere(link: string, names: readonly string[]): boolean {
  const path = decodeURI(link)
    .replace(/^https?:\/\/[^/]+/i, '')
    .replace(/[#?].*$/, '')
    .replace(/^(\.?\/)+/, '');
  if (path === '' || (/\.\w{1,8}$/.test(path) && !/\.(md|mdx|markdown)$/i.test(path))) return true;
  const file = path
    .replace(/\.(md|mdx|markdown)$/i, '')
    .split('/')
    .pop() as string;
  return names.some(
    (name) =>
      name
        .replace(/\.\w+$/, '')
        .split('/')
        .pop() === file,
  );
}

async function readSite(index: URL): Promise<Page[]> {
  const text = await load(index, index);
  const links = [...new Set(linksOf(text).map((link) => addressOf(link, index)))].filter((link) => link !== undefined);
  const pages: Page[] = [readPage(index.href, text)];
  const queue = links.filter((link) => link !== index.href).slice(0, MOST);
  const worker = async (): Promise<void> => {
    for (let link = queue.shift(); link !== undefined; link = queue.shift()) {
      try {
        pages.push(readPage(link, await load(new URL(link), index)));
      } catch (error) {
        pages.push({ name: link, documents: [], problems: [(error as Error).message] });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return pages.sort((a, b) => (a.name < b.name ? -1 : 1));
}

// Other sites are not read.
function addressOf(link: string, index: URL): string | undefined {
  if (!URL.canParse(link, index)) return undefined;
  const address = new URL(link, index);
  address.hash = '';
  return address.origin === index.origin ? address.href : undefined;
}

/** A page in Markdown. A site that answers an address with HTML often has the Markdown at the same address with `.md`. */
async function load(address: URL, index: URL): Promise<string> {
  const response = await fetch(address, {
    headers: { accept: 'text/markdown, text/plain;q=0.9, */*;q=0.1' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (new URL(response.url || address).origin !== index.origin) throw new Error('leads to another site');
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const text = await response.text();
  if (!/text\/html/i.test(response.headers.get('content-type') ?? '')) return text;
  if (address.pathname.endsWith('.md')) throw new Error('is HTML, not Markdown');
  const other = new URL(address);
  other.pathname = `${other.pathname.replace(/\/$/, '')}.md`;
  return load(other, index);
}

/** Targets of links: `[text](target)`, `[text]: target` and `<https://...>`. */
function linksOf(text: string): string[] {
  const prose = text.replace(/^ {0,3}(`{3,}|~{3,})[\s\S]*?^ {0,3}\1/gm, '');
  const found = prose.matchAll(
    /\]\(\s*<?([^\s)>]+)>?[^)\n]*\)|^ {0,3}\[[^\]\n]+\]:\s*<?([^\s>]+)|<(https?:[^\s>]+)>/gm,
  );
  return [...found]
    .map((match) => (match[1] ?? match[2] ?? match[3]) as string)
    .filter((link) => !link.startsWith('#'));
}

function readPage(name: string, text: string): Page {
  const documents: Record<string, unknown>[] = [];
  const problems: string[] = [];
  for (const block of blocksOf(text)) {
    if (!/["']?openapi["']?\s*:/.test(block) && !/["']?swagger["']?\s*:/.test(block)) continue;
    // JSON is YAML too.
    const parsed = parseDocument(block.replaceAll('\t', '  '), { uniqueKeys: false });
    const value: unknown = parsed.errors.length === 0 ? parsed.toJS() : undefined;
    if (parsed.errors[0])
      problems.push(`has an OpenAPI block that does not parse: ${parsed.errors[0].message.split('\n')[0]}`);
    else if (!isObject(value)) continue;
    else if (typeof value['openapi'] !== 'string') problems.push('has a block of Swagger 2, which is not read');
    else documents.push(value);
  }
  return { name, documents, problems };
}

/** Contents of fenced code blocks. A fence ends with one as long as its start. */
function blocksOf(text: string): string[] {
  const blocks: string[] = [];
  let open: { fence: string; indent: string; lines: string[] } | undefined;
  for (const line of text.split(/\r?\n/)) {
    const [, indent = '', fence = '', info = ''] = /^([ \t]*)(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
    if (!open) {
      if (fence && !info.includes('`')) open = { fence, indent, lines: [] };
    } else if (fence && fence[0] === open.fence[0] && fence.length >= open.fence.length && info.trim() === '') {
      blocks.push(open.lines.join('\n'));
      open = undefined;
    } else open.lines.push(line.startsWith(open.indent) ? line.slice(open.indent.length) : line);
  }
  // A block that the page does not close ends with the page.
  if (open) blocks.push(open.lines.join('\n'));
  return blocks;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
