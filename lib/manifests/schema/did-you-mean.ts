/** A hint for a word that is not among the known ones: the nearest, else all of them if they are few. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const words = [...known];
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of words) {
    const d = candidate.toLowerCase() === word.toLowerCase() ? 0 : distance(word, candidate, least);
    if (d < least) { least = d; best = candidate; }
  }
  if (best !== undefined) return `did you mean "${best}"?`;
  return words.length > 0 && words.length <= 16 ? `use one of ${words.join(', ')}` : undefined;
}

/** Edit distance; swapped neighbours count as one edit. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      let d = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2]! + 1);
      row.push(d);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
