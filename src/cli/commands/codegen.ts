import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { collectNames } from '../codegen/collect.js';
import { isGenerated, renderAccount } from '../codegen/render.js';
import { connect } from '../connect.js';
import { EXIT, Failure } from '../failure.js';
import { type CommonOptions, type Io, report } from '../io.js';
import { outputPath, writeWhole } from '../output-path.js';
import { harmless } from '../terminal.js';

export interface CodegenOptions extends CommonOptions {
  readonly output: string;
  readonly check?: boolean | undefined;
  readonly module?: string | undefined;
}

/** Writes the names of the account to a file, or checks that the file is up to date. */
export async function codegen(io: Io, options: CodegenOptions): Promise<void> {
  const { output, check } = options;
  const path = check ? resolve(io.cwd, output) : await outputPath(io, '--output', output);
  const before = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!check && before && !isGenerated(before)) {
    throw new Failure(
      `${output} is there already and was not written by codegen`,
      'choose another --output, or delete it',
    );
  }
  const kommo = await connect(io, options);
  const names = await collectNames(kommo);
  const text = renderAccount(names, { from: options.module });
  // Git may have changed the line ends.
  const same = before?.replace(/\r\n/g, '\n') === text;
  if (check && !same) {
    throw new Failure(
      `${output} ${before === undefined ? 'is missing' : 'is not what the account has now'}`,
      'run "kommo-sdk codegen" and commit the file',
      EXIT.stale,
    );
  }
  if (!same) await writeWhole(path, text);
  const counts = {
    fields: Object.values(names.entities).reduce((sum, { fields }) => sum + fields.length, 0),
    pipelines: names.pipelines.length,
    lossReasons: names.lossReasons.length,
    users: names.users.length,
    catalogs: names.catalogs.length,
  };
  if (names.missing.length > 0 && !options.json) {
    io.stderr.write(`kommo-sdk: left out, since the token may not read them: ${harmless(names.missing.join(', '))}\n`);
  }
  const state = same ? 'is up to date' : before === undefined ? 'written' : 'updated';
  const what = Object.entries(counts).map(
    ([name, count]) => `${count} ${name === 'lossReasons' ? 'loss reasons' : name}`,
  );
  report(
    io,
    options,
    { output, changed: !same, ...counts, missing: names.missing },
    `${output} ${state}: ${what.join(', ')}`,
  );
}
