import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { compare, type Drift } from '../../scripts/drift/compare.js';
import { drift } from '../../scripts/drift/drift.js';
import { loadSpec } from '../../scripts/generate/spec.js';

const PAGES = fileURLToPath(new URL('drift-pages', import.meta.url));

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  let text = '';
  const code = await drift(args, (line) => {
    text += `${line}\n`;
  });
  return { code, text };
}

async function copyOfPages(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'drift-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await cp(PAGES, folder, { recursive: true });
  return folder;
}

/** Serves the pages as a documentation site does: the index, the pages, and HTML for addresses without `.md`. */
async function site(): Promise<string> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '', 'http://x').pathname;
    if (!path.endsWith('.md') && !path.endsWith('.txt')) {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
      return;
    }
    const text = await readFile(join(PAGES, path === '/llms.txt' ? 'index.md' : path), 'utf8').catch(() => undefined);
    // Links of the index lead to this site, one of them to an address that answers HTML.
    const own = text
      ?.replaceAll('https://docs.example', url)
      .replace('./reference/tasks-add.md', '/reference/tasks-add');
    response.writeHead(own === undefined ? 404 : 200, { 'content-type': 'text/markdown' }).end(own);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => new Promise((done) => server.close(() => done())));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return url;
}

const EXPECTED = [
  ['GET /api/v4/badges', 'operation', 'operation', 'the spec lacks it'],
  [undefined, 'unreadable', 'page', expect.stringContaining('does not parse')],
  ['GET /api/v4/leads', 'enum', 'query with', 'the spec lacks the value "weather"'],
  ['GET /api/v4/leads', 'parameter', 'query filter[mood]', 'the spec lacks it'],
  ['GET /api/v4/leads', 'enum', 'query order[id]', 'the spec lacks the value "random"'],
  ['GET /api/v4/leads', 'field', '200 _embedded.leads[].temperature', 'the spec lacks it'],
  ['GET /api/v4/leads', 'type', '200 _embedded.leads[].pipeline_id', 'is string, and integer in the spec'],
  ['GET /api/v4/leads', 'status', '206', 'the spec lacks this answer'],
  ['POST /api/v4/tasks', 'enum', 'body [].entity_type', 'the spec lacks the value "spaceships"'],
  ['POST /api/v4/tasks', 'field', 'body [].urgency', 'the spec lacks it'],
  ['POST /api/v4/tasks', 'type', 'body [].is_completed', 'is string, and boolean in the spec'],
  ['POST /api/v4/tasks', 'field', 'body [].parent', 'the spec lacks it'],
  ['POST /api/v4/tasks', 'required', 'body [].complete_till', 'is optional, and required in the spec'],
];

const rowsOf = ({ findings }: Drift): unknown[] =>
  findings.map(({ operation, kind, place, problem }) => [operation, kind, place, problem]);

describe('npm run drift', () => {
  test('reads a folder, and reports what the spec lacks or has otherwise', async () => {
    const { code, text } = await run(PAGES, '--json');
    const found = JSON.parse(text) as Drift;
    expect(code).toBe(1);
    expect(found).toMatchObject({ pages: 6, operations: 5, without: ['guides/overview.md', 'index.md'] });
    for (const row of EXPECTED) expect(rowsOf(found)).toContainEqual(row);
    expect(found.findings).toHaveLength(EXPECTED.length);
  });

  test('reads a site from its index, and finds the same', async () => {
    const url = await site();
    const { code, text } = await run(`${url}/llms.txt`, '--json');
    const found = JSON.parse(text) as Drift;
    expect(code).toBe(1);
    for (const row of EXPECTED) expect(rowsOf(found)).toContainEqual(row);
    expect(found.findings).toHaveLength(EXPECTED.length);
  });

  test('the report names the operation of the spec and the page', async () => {
    const { text } = await run(PAGES);
    expect(text).toContain(
      'GET /api/v4/leads (leads.list), reference/leads-list.md\n  query with: the spec lacks the value',
    );
    expect(text).toContain(`5 operations on 6 pages: ${EXPECTED.length} differences.`);
  });

  test('ends with 0 if nothing drifted, and with 2 if nothing could be compared', async () => {
    const folder = await copyOfPages();
    for (const name of ['leads-list', 'tasks-add', 'badges']) await rm(join(folder, `reference/${name}.md`));
    await writeFile(join(folder, 'index.md'), '[Widgets](reference/widgets.md)\n');
    expect(await run(folder)).toEqual({
      code: 0,
      text: expect.stringContaining('2 operations on 3 pages: 0 differences.'),
    });
    await rm(join(folder, 'reference'), { recursive: true });
    await writeFile(join(folder, 'index.md'), 'Nothing.\n');
    expect(await run(folder)).toEqual({ code: 2, text: expect.stringContaining('nothing was compared') });
    expect(await run(join(folder, 'no-such'))).toEqual({
      code: 2,
      text: expect.stringContaining('There is no folder'),
    });
    expect((await run()).code).toBe(2);
  });

  test('a page that is linked but missing, or that the server refuses, is reported', async () => {
    const folder = await copyOfPages();
    await rm(join(folder, 'reference/tasks-add.md'));
    expect((await run(folder)).text).toContain('links ./reference/tasks-add.md, which is not in the folder');
    const url = await site();
    const { text } = await run(`${url}/guides/overview.md`);
    expect(text).toContain('No page has an OpenAPI block');
    expect(await run(`${url}/missing.md`)).toEqual({ code: 2, text: expect.stringContaining('answered 404') });
  });

  test('the spec does not drift from itself', async () => {
    const docs = await Promise.all(['kommo', 'files', 'chats'].map((name) => loadSpec(`openapi/${name}.yaml`)));
    const page = { name: 'own', documents: docs as unknown as Record<string, unknown>[], problems: [] };
    const found = compare([page], docs);
    expect(found.findings).toEqual([]);
    expect(found.operations).toBeGreaterThan(150);
  });
});
