/** The fields of a rule of the form "at most one of these is there", or undefined. */
export function atMostOneRule(rule: string): readonly string[] | undefined {
  const text = rule.replace(/\s+/g, ' ').trim();
  const sum = /^(.*) <= 1$/.exec(text)?.[1]?.split(' + ').map((part) => /^\(has\(self\.(\w+)\) \? 1 : 0\)$/.exec(part)?.[1]);
  return sum && sum.length > 1 && sum.every((field) => field !== undefined) ? sum as string[] : undefined;
}
