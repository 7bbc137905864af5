import type { Duplicate, DuplicateGroup } from '../../people/duplicates.js';
import { stripInvisible } from '../../util/strip-invisible.js';
import { dayOf } from '../../util/zone.js';
import { escapeHtml, htmlDocument } from './document.js';
import type { DuplicatesWords } from './duplicates-words.js';
import type { Language } from './texts.js';

/** What the page shows. */
export interface DuplicatesPage {
  readonly of: 'contacts' | 'companies';
  readonly sum: string;
  readonly groups: readonly DuplicateGroup[];
  readonly baseUrl: string;
  /** Time zone of the days. */
  readonly zone: string;
  readonly language: Language;
  readonly words: DuplicatesWords;
}

/** A page with a card for each group, and a link to each of its members in the account. */
export function duplicatesHtml({ of, sum, groups, baseUrl, zone, language, words }: DuplicatesPage): string {
  const row = ({ id, name, value, created_at }: Duplicate): string =>
    `<tr><td><a href="${escapeHtml(`${baseUrl}/${of}/detail/${id}`)}" rel="noreferrer">${shown(name) || id}</a></td><td>${shown(value)}</td><td>${dayOf(zone, created_at)}</td></tr>`;
  const card = ({ key, entities }: DuplicateGroup): string =>
    `<section class="card full"><h2>${shown(key)}</h2><table><thead><tr><th>${words.name}</th><th>${words.stored}</th><th>${words.created}</th></tr></thead><tbody>${entities.map(row).join('')}</tbody></table></section>`;
  const body = `<header><div><h1>${words.title}</h1><p id="subtitle">${shown(sum)}</p></div></header>
<main>
${groups.map(card).join('\n')}
</main>
<footer>${shown(baseUrl)}</footer>`;
  return htmlDocument(words.title, body, { hasScript: false, language });
}

const shown = (text: string): string => escapeHtml(stripInvisible(text));
