import type { Duplicate, DuplicateGroup } from '../../people/duplicates.js';
import { stripInvisible } from '../../util/strip-invisible.js';
import { escapeHtml, htmlDocument } from './document.js';

/** What the page shows. */
export interface DuplicatesPage {
  readonly of: 'contacts' | 'companies';
  readonly sum: string;
  readonly groups: readonly DuplicateGroup[];
  readonly baseUrl: string;
}

/** A page with a card for each group, and a link to each of its members in the account. */
export function duplicatesHtml({ of, sum, groups, baseUrl }: DuplicatesPage): string {
  const row = ({ id, name, value, created_at }: Duplicate): string =>
    `<tr><td><a href="${escapeHtml(`${baseUrl}/${of}/detail/${id}`)}" rel="noreferrer">${shown(name) || id}</a></td><td>${shown(value)}</td><td>${dayOf(created_at)}</td></tr>`;
  const card = ({ key, entities }: DuplicateGroup): string =>
    `<section class="card full"><h2>${shown(key)}</h2><table><thead><tr><th>Name</th><th>As it is stored</th><th>Created</th></tr></thead><tbody>${entities.map(row).join('')}</tbody></table></section>`;
  const body = `<header><div><h1>Duplicates</h1><p id="subtitle">${shown(sum)}</p></div></header>
<main>
${groups.map(card).join('\n')}
</main>
<footer>${shown(baseUrl)}</footer>`;
  return htmlDocument('Duplicates', body, { hasScript: false });
}

const shown = (text: string): string => escapeHtml(stripInvisible(text));
const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);
