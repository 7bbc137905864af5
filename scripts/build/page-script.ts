import { build, type Plugin } from 'esbuild';

/** One script out of the page of the loss report and its chart library. */
export async function bundlePage(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild wrote nothing');
  return file.text.trim();
}

/** Puts the finished script in place of `src/cli/report/page-script.ts`. */
export const pageScriptPlugin: Plugin = {
  name: 'page-script',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]cli[\\/]report[\\/]page-script\.ts$/ }, async ({ path }) => {
      const text = await bundlePage(path.replace(/page-script\.ts$/, 'page.ts'));
      return { contents: `export const pageScript = async () => ${JSON.stringify(text)};`, loader: 'js' };
    });
  },
};
