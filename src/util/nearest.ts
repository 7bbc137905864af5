/** The known names that a mistyped one may have meant, best first. */
export function nearest(wanted: string, known: Iterable<string>, most = 3): string[] {
  const target = plain(wanted);
  const scored = [...new Set(known)].map((name) => ({ name, score: score(target, plain(name)) }));
  return scored
    .filter((candidate) => candidate.score <= 1)
    .sort((a, b) => a.score - b.score)
    .slice(0, most)
    .map(({ name }) => name);
}

// 0 is the same but for case, accents and blanks; above 1 is too far. Part of the other counts as near.
function score(a: string, b: string): number {
  const longest = Math.max(a.length, b.length);
  if (longest === 0) return 0;
  const contained = Math.min(a.length, b.length) >= 3 && (a.includes(b) || b.includes(a));
  const share = (editDistance(a, b) / longest) * 2.5;
  return contained ? Math.min(share, 1) : share;
}

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[\s_-]+/g, ' ')
    .trim()
    .toLowerCase()
    .slice(0, 64);

/** Insertions, deletions, substitutions and swaps of neighbours that make one string of the other. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] as number) + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length] as number;
}
