import { build, type Metafile, type Plugin } from 'esbuild';

/** One script out of the page of the loss report and its chart library. */
export const bundlePage = async (entry: string): Promise<string> => (await bundle(entry)).text;

async function bundle(entry: string): Promise<{ text: string; inputs: Metafile['inputs'] }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    metafile: true,
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild wrote nothing');
  return { text: file.text.trim(), inputs: metafile.inputs };
}

/** Puts the finished script in place of `src/cli/report/page-script.ts`. */
export const pageScriptPlugin: Plugin = {
  name: 'page-script',
  setup({ onLoad, onEnd }) {
    const held: Metafile['inputs'] = {};
    onLoad({ filter: /[\\/]cli[\\/]report[\\/]page-script\.ts$/ }, async ({ path }) => {
      const { text, inputs } = await bundle(path.replace(/page-script\.ts$/, 'page.ts'));
      Object.assign(held, inputs);
      return { contents: `export const pageScript = async () => ${JSON.stringify(text)};`, loader: 'js' };
    });
    // To the build, the script is a string. Its packages belong in the third-party notices all the same.
    onEnd(({ metafile }) => void Object.assign(metafile?.inputs ?? {}, held));
  },
};
