import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { here } from '../../scripts/here.js';
import { createSandbox } from '../../src/testing/index.js';

const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Kommo's page, as far as a widget sees it: its module loader, and the object that it makes of the constructor. */
const HOST = `
  window.define = (names, factory) => {
    const widget = Object.create({
      system: () => ({ area: 'lcard' }),
      render_template: ({ caption, body }) => { document.querySelector('#panel').innerHTML = '<h1>' + caption.html + '</h1>' + body; },
    });
    factory().call(widget);
    if (widget.callbacks.render()) { widget.callbacks.init(); widget.callbacks.bind_actions(); }
  };`;

describe.skipIf(!EXECUTABLE && process.env['CI'] !== 'true')('a widget in Chromium', () => {
  const sandbox = createSandbox({ rateLimit: false });
  let server: Server;
  let origin: string;
  let browser: Browser;
  let page: Page;
  const refused: string[] = [];
  const stolen: string[] = [];

  beforeAll(async () => {
    const bundle = async (source: object): Promise<string> => {
      const { outputFiles } = await build({
        ...source,
        bundle: true,
        write: false,
        format: 'iife',
        platform: 'browser',
        external: ['node:*', 'ioredis'],
        alias: { 'kommo-sdk': here('src/index.ts') },
      });
      return outputFiles[0]?.text ?? '';
    };
    const files: Record<string, string> = {
      '/widget.js': await bundle({ entryPoints: [here('examples/widget.ts')] }),
      '/sdk.js': await bundle({
        stdin: { contents: `import { Kommo } from 'kommo-sdk'; self.Kommo = Kommo;`, resolveDir: here('.') },
      }),
      '/worker.js': `importScripts('/sdk.js');
        try { new Kommo({ baseUrl: self.location.origin, accessToken: 'token' }); postMessage('nothing'); }
        catch (error) { postMessage(error.name + ': ' + error.message); }`,
    };
    // Account and page share one origin. Only the cookie lets a call in, as in Kommo's own pages.
    server = createServer(async (request, response) => {
      const { url = '/', headers, method = 'GET' } = request;
      if (url.startsWith('/api/v4/users')) {
        return response.writeHead(307, { location: `http://localhost:${new URL(origin).port}/stolen` }).end();
      }
      if (url === '/stolen') stolen.push(String(headers.host));
      if (url.startsWith('/api/')) {
        if (!headers.cookie?.includes('session_id=alice') || headers.authorization !== undefined) {
          refused.push(`${method} ${url}`);
          return response.writeHead(401).end();
        }
        const authorization = `Bearer ${sandbox.options.accessToken}`;
        const answer = await sandbox.fetch(`${origin}${url}`, { method, headers: { authorization } });
        return response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
      }
      const script = files[url];
      if (script !== undefined) return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
      const cookie = url === '/signed-in' ? { 'set-cookie': 'session_id=alice; HttpOnly; SameSite=Lax' } : {};
      return response
        .writeHead(200, { 'content-type': 'text/html', ...cookie })
        .end(`<!doctype html><link rel="icon" href="data:,"><div id="panel"></div><script>${HOST}</script>`);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({
      ...(EXECUTABLE && { executablePath: EXECUTABLE }),
      args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
    });
    page = await browser.newPage();
  });

  afterAll(async () => {
    await browser?.close();
    server?.closeAllConnections();
    server?.close();
  });

  /** What `new Kommo(options)` or a call throws in the page. */
  const thrown = (code: string): Promise<string> =>
    page.evaluate(`(async () => { ${code} })().then(() => 'nothing', (error) => error.name + ': ' + error.message)`);

  test('the example shows the leads of the user who is signed in', async () => {
    await page.goto(`${origin}/signed-in`);
    await page.addScriptTag({ url: '/widget.js' });
    await page.waitForSelector('#panel li');
    expect(await page.locator('#panel h1').textContent()).toBe('Newest leads');
    expect(await page.locator('#panel li').count()).toBe(5);
    expect(refused).toEqual([]);
  });

  test('a token in the page throws at once, and the option allows it', async () => {
    await page.addScriptTag({ url: '/sdk.js' });
    const options = `{ baseUrl: '${origin}', accessToken: 'token' `;
    expect(await thrown(`new Kommo(${options}})`)).toMatch(/^InputError: accessToken must not be in a browser page/);
    expect(await thrown(`new Kommo(${options}, dangerouslyAllowBrowser: true })`)).toBe('nothing');
  });

  test('the session reaches no other origin', async () => {
    expect(await thrown(`new Kommo({ auth: 'session', subdomain: 'acme' })`)).toMatch(/^InputError: auth is 'session'/);
  });

  test('a token in a worker of the page throws, too', async () => {
    const said = await page.evaluate(
      `new Promise((done) => { new Worker('/worker.js').onmessage = ({ data }) => done(data); })`,
    );
    expect(said).toMatch(/^InputError: accessToken must not be in a browser page/);
  });

  test('a redirect to another origin is not followed, and the error says so', async () => {
    const code = `await new Kommo({ auth: 'session', retries: 0 }).users.get(5)`;
    expect(await thrown(code)).toMatch(
      /^RedirectError: GET \/api\/v4\/users\/5 was answered with a redirect and was not followed/,
    );
    expect(stolen).toEqual([]);
  });

  test('middleware can not send the session elsewhere', async () => {
    const other = `http://localhost:\${location.port}`;
    const code = `await new Kommo({ auth: 'session', retries: 0, middleware: [(request, next) => {
      request.url = \`${other}/stolen\`; return next(request); }] }).leads.list()`;
    expect(await thrown(code)).toMatch(/^RedirectError: a middleware leads to another origin/);
    expect(stolen).toEqual([]);
  });

  test('a page without an origin has no session', async () => {
    const said = await page.evaluate(`new Promise((done) => {
      addEventListener('message', ({ data }) => done(data));
      const frame = document.createElement('iframe');
      frame.sandbox = 'allow-scripts';
      frame.srcdoc = '<script src="${origin}/sdk.js"></scr' + 'ipt><script>' +
        "try { new Kommo({ auth: 'session' }); parent.postMessage('nothing', '*'); }" +
        "catch (error) { parent.postMessage(error.name + ': ' + error.message, '*'); }</scr" + 'ipt>';
      document.body.append(frame);
    })`);
    expect(said).toMatch(/^InputError: auth is 'session', which works only inside a page of Kommo/);
  });

  test('without a session Kommo refuses the call', async () => {
    await page.context().clearCookies();
    const code = `await new Kommo({ auth: 'session', retries: 0 }).leads.list()`;
    expect(await thrown(code)).toMatch(/^AuthenticationError: /);
    expect(refused).toHaveLength(1);
  });
});
