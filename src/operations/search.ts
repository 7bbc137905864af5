import MiniSearch from 'minisearch';
import { tables } from '../generated/mcp.js';
import { questions } from '../generated/questions.js';
import type { IndexRow } from '../util/mcp-tables.js';

/** What of an operation is searched. */
interface Entry {
  readonly id: string;
  readonly name: string;
  readonly summary: string;
  readonly path: string;
}

// Words of people in place of those of the API, singular and plural being one.
const canonical = new Map(
  Object.entries(tables.synonyms).flatMap(([word, others]) =>
    others.map((other) => [stem(other), stem(word)] as const),
  ),
);
const ignored = new Set(questions.plain.map((word) => stem(word)));

function stem(word: string): string {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/(?:ies|y)$/, 'i')
    .replace(/(?<=[sxh])es$/, '')
    .replace(/(?<=..[^s])s$/, '');
}

const words = (text: string): string[] => text.replace(/([a-z])([A-Z])/g, '$1 $2').match(/[\p{L}\p{N}]+/gu) ?? [];

const methodOf = (id: string): string[] => words(id.split('.')[1] ?? '').map(meaning);

const meaning = (word: string): string => canonical.get(stem(word)) ?? stem(word);

let made: MiniSearch<Entry> | undefined;

function index(): MiniSearch<Entry> {
  if (made) return made;
  made = new MiniSearch<Entry>({
    fields: ['name', 'summary', 'path'],
    tokenize: words,
    processTerm: (word) => (ignored.has(stem(word)) ? null : meaning(word)),
    searchOptions: {
      boost: { name: 2.5, path: 0.5 },
      prefix: (term) => term.length > 3,
      fuzzy: (term) => (term.length > 5 ? 0.2 : false),
    },
  });
  made.addAll(tables.index.map(([id, , path, , summary]) => ({ id, name: id, summary, path })));
  return made;
}

/** Operations that fit words, best first: by their names, summaries and paths. Of several that fit alike, the plain one is first. */
export function searchOperations(text: string, limit: number): IndexRow[] {
  const asked = new Set(words(text).map(meaning));
  const verbs = tables.index.map(([id]) => methodOf(id)[0] ?? '').filter((verb) => asked.has(verb));
  const many = asked.has('mani');
  const favour = (id: string): number => {
    const name = methodOf(id);
    const verb = name[0] ?? '';
    const ofVerb =
      verbs.length > 0 ? (verbs.includes(verb) ? 2 : verb === 'list' ? 1.1 : 1) : verb === 'list' ? 1.8 : 1;
    // Variants, as updateManyForEntity, are meant only if their own words were said, and so are resources.
    const extra = name.slice(1).filter((word) => !asked.has(word)).length;
    const other = words(id.split('.')[0] ?? '').filter((word) => !asked.has(meaning(word))).length;
    return ofVerb * 0.7 ** extra * 0.8 ** other * (many && name.includes('mani') ? 1.5 : 1);
  };
  const found = index().search(text, { boostDocument: (id) => favour(String(id)) });
  const rows = new Map(tables.index.map((row) => [row[0], row]));
  return found.slice(0, limit).map(({ id }) => rows.get(String(id)) as IndexRow);
}
