import { fileURLToPath } from 'node:url';

/**
 * The script of the page, chart library included. This bundles it on the spot, for tests and for running from source;
 * the build puts the finished text in place of this module (see scripts/build/page-script.ts).
 */
export async function pageScript(): Promise<string> {
  const { bundlePage } = await import('../../../scripts/build/page-script.js');
  return bundlePage(fileURLToPath(new URL('page.ts', import.meta.url)));
}
