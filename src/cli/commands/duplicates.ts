import type { DuplicateGroup } from '../../people/duplicates.js';
import type { PersonKey } from '../../people/values.js';
import { stripInvisible } from '../../util/strip-invisible.js';
import { connect } from '../connect.js';
import { type CommonOptions, type Io, report } from '../io.js';
import { pageOf, writeWhole } from '../output-path.js';
import { Progress } from '../progress.js';
import { duplicatesHtml } from '../report/duplicates-html.js';
import { DUPLICATES_WORDS, type DuplicatesWords } from '../report/duplicates-words.js';
import { languageOf } from '../report/language.js';
import type { Language } from '../report/texts.js';

export interface DuplicatesReportOptions extends CommonOptions {
  readonly by: PersonKey;
  readonly of: 'contacts' | 'companies';
  readonly country?: string | undefined;
  readonly html?: string | boolean | undefined;
  readonly lang?: Language | undefined;
}

/** Groups that the text shows; a page and JSON have all. */
const SHOWN = 50;

/** Reports who shares a phone or an e-mail: a page, JSON, or text. */
export async function duplicatesReport(io: Io, options: DuplicatesReportOptions): Promise<void> {
  const { by, of, country, lang } = options;
  const page = await pageOf(io, options.html, 'duplicates.html');
  const kommo = await connect(io, options);
  const account = await kommo.account.get({ with: ['datetime_settings'] }, { signal: io.signal });
  const language = await languageOf(io, kommo, account.current_user_id, lang);
  const words = DUPLICATES_WORDS[language];
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
  const sum = words.sum(found);
  if (page) {
    const { output, path } = page;
    const zone = account._embedded?.datetime_settings?.timezone ?? 'UTC';
    await writeWhole(path, duplicatesHtml({ of, groups, baseUrl: kommo.baseUrl, sum, zone, language, words }));
    report(io, options, { output, ...found }, `${output}: ${sum}`);
    return;
  }
  report(io, options, { ...found, groups }, [sum, ...linesOf(groups, words)].join('\n'));
}

function linesOf(groups: readonly DuplicateGroup[], words: DuplicatesWords): string[] {
  const lines = groups
    .slice(0, SHOWN)
    .flatMap(({ key, entities }) => [
      '',
      oneLine(key),
      ...entities.map(({ id, name, value }) => `  ${id}  ${oneLine(name)}  ${oneLine(value)}`),
    ]);
  const more = groups.length - SHOWN;
  return more > 0 ? [...lines, '', words.more(more)] : lines;
}

/** A line break in a name would make it look like another contact. */
const oneLine = (text: string): string => stripInvisible(text).replace(/\s+/g, ' ');
