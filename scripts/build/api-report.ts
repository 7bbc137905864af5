/**
 * `npm run api`: writes the public surface of each subpath to api/, so that a change of it is seen in review.
 * `-- --check` writes nothing and fails when a report is stale. Reads the d.ts files of `dist`.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { here } from '../here.js';

const manifest = JSON.parse(await readFile(here('package.json'), 'utf8')) as { exports: Record<string, unknown> };
const names = Object.keys(manifest.exports)
  .filter((subpath) => !subpath.endsWith('.json'))
  .map((subpath) => (subpath === '.' ? 'index' : subpath.slice(2)));
const check = process.argv.includes('--check');
const stale: string[] = [];
const temp = await mkdtemp(join(tmpdir(), 'kommo-sdk-api-'));
await mkdir(here('api'), { recursive: true });

for (const name of names) {
  const file = name === 'index' ? 'kommo-sdk.api.md' : `kommo-sdk.${name}.api.md`;
  const report = withoutPlaces(withoutWire(await extract(name)));
  const target = here(`api/${file}`);
  if ((await readFile(target, 'utf8').catch(() => '')) === report) continue;
  if (check) stale.push(`api/${file}`);
  else {
    await writeFile(target, report);
    console.log(`wrote api/${file}`);
  }
}
await rm(temp, { recursive: true });
if (stale.length > 0) {
  console.error(`stale, run \`npm run api\` and review the diff:\n${stale.map((path) => `  ${path}`).join('\n')}`);
  process.exitCode = 1;
}

async function extract(name: string): Promise<string> {
  const config = ExtractorConfig.prepare({
    configObject: {
      projectFolder: here('.'),
      mainEntryPointFilePath: here(`dist/${name}.d.ts`),
      compiler: { overrideTsconfig: { compilerOptions: { module: 'nodenext', skipLibCheck: true, types: ['node'] } } },
      apiReport: { enabled: true, reportFileName: `${name}.api.md`, reportFolder: temp, reportTempFolder: temp },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        // Comments are ours and read as Markdown; release tags are not used.
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: true },
          'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None },
          // A test looks at docstrings, and these lines name files by their hash, which changes with every build.
          'ae-undocumented': { logLevel: ExtractorLogLevel.None },
          'ae-unresolved-link': { logLevel: ExtractorLogLevel.None },
        },
      },
    },
    configObjectFullPath: undefined,
    packageJsonFullPath: here('package.json'),
  });
  Extractor.invoke(config, {
    localBuild: true,
    messageCallback: (message) => {
      // That it wrote the report, and which compiler it brings.
      if (message.logLevel !== 'error') message.handled = true;
    },
  });
  return (await readFile(join(temp, `${name}.api.md`), 'utf8')).replaceAll('\r\n', '\n');
}

// What goes over the wire is reviewed in openapi/; here it would drown the rest.
function withoutWire(report: string): string {
  return report.replace(
    /^(export interface (?:components|operations|paths) \{)\n[\s\S]*?^\}$/gm,
    '$1\n    // generated from openapi/\n}',
  );
}

// Files of `dist` are named by a hash, which decides the order of these lines too, and any docstring moves their numbers.
function withoutPlaces(report: string): string {
  return report.replace(/^(?:\/\/ dist\/\S+ - .*\n)+/gm, (lines) =>
    lines
      .replace(/^\/\/ dist\/\S+ - /gm, '// ')
      .split(/(?<=\n)/)
      .sort()
      .join(''),
  );
}
