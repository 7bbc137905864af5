import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.js';

const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!EXECUTABLE && process.env['CI'] !== 'true')
  console.warn('The report is not looked at: there is no Chromium here.');

// In CI a missing browser is a failure, not a skip.
describe.skipIf(!EXECUTABLE && process.env['CI'] !== 'true')('report loss-reasons --html in Chromium', () => {
  let browser: Browser;
  let directory: string;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kommo-report-'));
    const { code } = await runCli(['report', 'loss-reasons', '--sandbox', '--html', 'report.html'], { cwd: directory });
    expect(code).toBe(0);
    browser = await chromium.launch({
      ...(EXECUTABLE && { executablePath: EXECUTABLE }),
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    page = await browser.newPage({ viewport: { width: 1200, height: 1350 }, colorScheme: 'light' });
    page.on('console', (message) => {
      if (!message.text().startsWith('Canvas2D:')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:')) complaints.push(`asked for ${request.url()}`);
    });
    await page.goto(pathToFileURL(join(directory, 'report.html')).href);
    await page.waitForSelector('html[data-ready]');
  });

  afterAll(async () => {
    await browser?.close();
    if (directory) await rm(directory, { recursive: true, force: true });
  });

  // Share of a canvas that is drawn on, and its colours.
  const drawn = (id: string) =>
    page.locator(`#${id}`).evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas
        .getContext('2d', { willReadFrequently: true })!
        .getImageData(0, 0, canvas.width, canvas.height);
      const colors = new Set<string>();
      let inked = 0;
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3]! < 128) continue;
        inked++;
        colors.add(data.slice(i, i + 3).join(','));
      }
      return { share: inked / (data.length / 4), colors: colors.size };
    });

  test('draws its four charts, and asks for nothing from elsewhere', async () => {
    for (const id of ['reasons', 'months', 'pipelines', 'users'])
      expect((await drawn(id)).share, id).toBeGreaterThan(0.02);
    expect((await drawn('months')).colors).toBeGreaterThan(6);
    expect(complaints).toEqual([]);
  });

  test('shows the figures, and fits the window', async () => {
    const tiles = await page.locator('#tiles .tile').allInnerTexts();
    expect(tiles.join(' | ').replace(/\s+/g, ' ')).toMatch(
      /\$2,210,750 lost value \| 227 lost deals .*Price too high top reason/,
    );
    expect(await page.locator('#rows tr').count()).toBe(13);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  test('shows its headline figures whole on a phone', async () => {
    // A page of its own: charts follow a change of the size only a frame later.
    const phone = await browser.newPage({ viewport: { width: 360, height: 740 } });
    try {
      await phone.goto(pathToFileURL(join(directory, 'report.html')).href);
      await phone.waitForSelector('html[data-ready]');
      const cut = await phone
        .locator('#tiles .tile b')
        .evaluateAll((all) => all.filter((b) => b.scrollWidth > b.clientWidth).map((b) => b.textContent));
      expect(cut).toEqual([]);
      expect(await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    } finally {
      await phone.close();
    }
  });

  test('the funnel shows its headline figures whole on a phone, and text that can be read', async () => {
    const { code } = await runCli(['report', 'funnel', '--sandbox', '--html', 'funnel.html'], { cwd: directory });
    expect(code).toBe(0);
    const phone = await browser.newPage({ viewport: { width: 360, height: 740 } });
    try {
      await phone.goto(pathToFileURL(join(directory, 'funnel.html')).href);
      const figures = await phone
        .locator('.tile b')
        .evaluateAll((all) => all.map((b) => b.getClientRects().length === 1 && b.clientHeight < 40));
      expect(figures.length).toBeGreaterThanOrEqual(4);
      expect(figures.every(Boolean)).toBe(true);
      // A drawing that shrinks with its window shrinks its text.
      const small = await phone
        .locator('main *')
        .evaluateAll((all) => all.filter((element) => element.closest('svg')).length);
      expect(small).toBe(0);
      expect(await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    } finally {
      await phone.close();
    }
  });

  test('goes over to deals, and to one pipeline', async () => {
    await page.locator('input[value=leads]').check({ force: true });
    await page.locator('#pipeline').selectOption({ label: 'Sales' });
    expect(await page.locator('#tiles .tile b').nth(1).textContent()).not.toBe('227');
    expect(complaints).toEqual([]);
  });

  test('a screenshot', async () => {
    await page.locator('input[value=value]').check({ force: true });
    await page.locator('#pipeline').selectOption({ label: 'All pipelines' });
    const path = process.env['KOMMO_SCREENSHOT'];
    const png = await page.screenshot({ fullPage: true, ...(path && { path }) });
    // An empty page is a tenth of this.
    expect(png.byteLength).toBeGreaterThan(60_000);
  });
});
