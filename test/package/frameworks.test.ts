/**
 * Runs the files of docs/frameworks.md with the real frameworks and the packed package, against a sandbox over HTTP.
 * `npm run test:runtimes` does the same for Next.js, Deno, Bun and workers.
 */
import { cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { cached } from '../../scripts/build/cache.js';
import { writeFrameworkFiles } from '../../scripts/build/framework-files.js';
import { type Server, startServer } from '../../scripts/build/server.js';
import { here } from '../../scripts/here.js';
import { createSandbox, type ListeningSandbox } from '../../src/testing/index.js';
import { packed } from './packed.js';

const PACKAGES = [
  'express@5.2.1',
  'express4@npm:express@4.22.2',
  'fastify@5.8.4',
  'koa@2.16.4',
  '@nestjs/core@11.2.10',
  '@nestjs/common@11.2.10',
  '@nestjs/platform-express@11.2.10',
  'reflect-metadata@0.2.2',
  'rxjs@7.8.2',
];
const OF_THE_PROJECT = ['hono', '@hono/node-server', 'tsx', 'esbuild', 'get-tsconfig', 'openapi-fetch', 'bottleneck'];
const SECRET = 'a-secret-of-the-url';

const { consumer } = await packed();
const frameworks = await cached('frameworks-1', PACKAGES);
let project: string;
let account: ListeningSandbox;

beforeAll(async () => {
  project = await mkdtemp(join(dirname(consumer), 'frameworks-'));
  const modules = join(project, 'node_modules');
  await mkdir(join(modules, '@hono'), { recursive: true });
  for (const name of await readdir(join(frameworks, 'node_modules'))) {
    if (!name.startsWith('.')) await symlink(join(frameworks, 'node_modules', name), join(modules, name));
  }
  for (const name of OF_THE_PROJECT) await symlink(here(`node_modules/${name}`), join(modules, name)).catch(() => {});
  await cp(join(consumer, 'node_modules/kommo-sdk'), join(modules, 'kommo-sdk'), { recursive: true });
  await writeFile(join(project, 'package.json'), '{"type":"module"}');
  await writeFile(join(project, 'tsconfig.json'), '{"compilerOptions":{"experimentalDecorators":true}}');
  await writeFrameworkFiles(project);
  const express = await readFile(join(project, 'express.mjs'), 'utf8');
  await writeFile(join(project, 'express4.mjs'), express.replace("from 'express'", "from 'express4'"));
  account = await createSandbox({ rateLimit: false }).listen();
});
afterAll(() => account?.close());

async function start(file: string, env: Record<string, string>): Promise<Server> {
  const server = await startServer([process.execPath, '--import', 'tsx', file], { cwd: project, env });
  onTestFinished(server.stop);
  return server;
}

const post = (url: string, id: number): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `leads[add][0][id]=${id}&account[id]=1&account[subdomain]=acme`,
  });

test.each(['express.mjs', 'express4.mjs', 'fastify.mjs', 'koa.mjs', 'hono.mjs', 'nest.ts'])('%s', async (file) => {
  const { url, printed } = await start(file, {
    KOMMO_BASE_URL: account.url,
    KOMMO_ACCESS_TOKEN: account.options.accessToken,
    KOMMO_WEBHOOK_SECRET: SECRET,
  });
  const leads = (await (await fetch(`${url}/leads`)).json()) as { id: number }[];
  expect(leads).toHaveLength(5);
  expect((await post(`${url}/hooks/wrong-secret-of-the-url`, 1)).status).toBe(401);
  expect((await post(`${url}/hooks/${SECRET}`, 7)).status).toBe(200);
  await expect.poll(printed).toContain('new lead 7');
});

test('without secrets a server starts, and the first call names what is missing', async () => {
  const { url, printed } = await start('hono.mjs', {});
  expect((await fetch(`${url}/leads`)).status).toBe(500);
  await expect.poll(printed).toContain('KOMMO_SUBDOMAIN is not set');
  expect((await post(`${url}/hooks/${SECRET}`, 7)).status).toBe(503);
  await expect.poll(printed).toContain('KOMMO_WEBHOOK_SECRET is not set');
});
