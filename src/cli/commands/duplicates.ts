import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { DuplicateGroup } from '../../people/duplicates.js';
import type { PersonKey } from '../../people/values.js';
import { stripInvisible } from '../../util/strip-invisible.js';
import { connect } from '../connect.js';
import { type CommonOptions, type Io, report } from '../io.js';
import { Progress } from '../progress.js';
import { duplicatesHtml } from '../report/duplicates-html.js';

export interface DuplicatesReportOptions extends CommonOptions {
  readonly by: PersonKey;
  readonly of: 'contacts' | 'companies';
  readonly country?: string | undefined;
  readonly html?: string | boolean | undefined;
}

/** Groups that the text shows; a page and JSON have all. */
const SHOWN = 50;

/** Reports who shares a phone or an e-mail: a page, JSON, or text. */
export async function duplicatesReport(io: Io, options: DuplicatesReportOptions): Promise<void> {
  const { by, of, country, html } = options;
  const kommo = await connect(io, options);
  const progress = new Progress(io, of);
  const groups: DuplicateGroup[] = [];
  let read = 0;
  const onProgress = (count: number): void => {
    read = count;
    progress.update(count);
  };
  try {
    for await (const group of kommo[of].duplicates({ by, country, onProgress }, { signal: io.signal }))
      groups.push(group);
  } finally {
    progress.end();
  }
  const entities = new Set(groups.flatMap((group) => group.entities.map(({ id }) => id))).size;
  const found = { of, by, read, groups: groups.length, entities };
  const sum = `${entities} of ${read} ${of} share ${by === 'phone' ? 'a phone' : 'an e-mail'} with others, in ${groups.length} ${groups.length === 1 ? 'group' : 'groups'}`;
  if (html) {
    const output = html === true ? 'duplicates.html' : html;
    await writeFile(resolve(io.cwd, output), duplicatesHtml({ ...found, groups, baseUrl: kommo.baseUrl, sum }));
    report(io, options, { output, ...found }, `${output}: ${sum}`);
    return;
  }
  report(io, options, { ...found, groups }, [sum, ...linesOf(groups)].join('\n'));
}

function linesOf(groups: readonly DuplicateGroup[]): string[] {
  const lines = groups
    .slice(0, SHOWN)
    .flatMap(({ key, entities }) => [
      '',
      stripInvisible(key),
      ...entities.map(({ id, name, value }) => `  ${id}  ${stripInvisible(name)}  ${stripInvisible(value)}`),
    ]);
  const more = groups.length - SHOWN;
  return more > 0 ? [...lines, '', `${more} more groups; --json and --html have all of them.`] : lines;
}
