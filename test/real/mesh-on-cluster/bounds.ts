/** How rarely a share that is right may be called wrong. */
export const falseAlarm = 1e-9;

/** Between which numbers of hits, out of `n` with probability `p`, all but one in `1 / falseAlarm` runs end: computed from the exact distribution. */
export function boundsOf(n: number, p: number): readonly [least: number, most: number] {
  if (p <= 0) return [0, 0];
  if (p >= 1) return [n, n];
  const chance = chances(n, p);
  let least = 0;
  for (let below = chance[0]!; below < falseAlarm / 2; below += chance[least]!) least++;
  let most = n;
  for (let above = chance[n]!; above < falseAlarm / 2; above += chance[most]!) most--;
  return [least, most];
}

/** Probability of 0, 1, … n hits. */
function chances(n: number, p: number): readonly number[] {
  const logs = [0];
  for (let i = 1; i <= n; i++) logs.push(logs[i - 1]! + Math.log(i));
  return Array.from({ length: n + 1 }, (_, k) => Math.exp(logs[n]! - logs[k]! - logs[n - k]! + k * Math.log(p) + (n - k) * Math.log1p(-p)));
}
