const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

interface Field { readonly least: number; readonly most: number; readonly words?: readonly string[] }
const FIELDS: readonly Field[] = [{ least: 0, most: 59 }, { least: 0, most: 23 }, { least: 1, most: 31 }, { least: 1, most: 12, words: MONTHS }, { least: 0, most: 6, words: DAYS }];
const WORD = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every (?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+)$/;

/** Five fields of cron, or a word for them. */
export function isSchedule(text: string): boolean {
  if (text.startsWith('@')) return WORD.test(text);
  const parts = text.trim().split(/\s+/);
  return parts.length === FIELDS.length && parts.every((part, i) => part.split(',').every((one) => one === '' || isPart(one, FIELDS[i]!)) && part.replace(/,/g, '') !== '');
}

/** A value, a range or all of them, with a step. */
function isPart(text: string, field: Field): boolean {
  const [range = '', step, ...more] = text.split('/');
  if (more.length > 0 || (step !== undefined && !/^0*[1-9]\d*$/.test(step))) return false;
  if (range === '*' || range === '?') return true;
  const [from = '', to, ...rest] = range.split('-');
  const first = valueOf(from, field);
  const last = to === undefined ? first : valueOf(to, field);
  return rest.length === 0 && first >= field.least && last <= field.most && first <= last;
}

function valueOf(text: string, { least, words }: Field): number {
  const word = words?.indexOf(text.toLowerCase()) ?? -1;
  if (word >= 0) return word + least;
  return /^\d+$/.test(text) ? Number(text) : NaN;
}
