import type { Problem } from '../findings';
import { memo } from './memo';

const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;
const HELP = 'write %% for a percent sign; a variable stands between two of them, as %DOWNSTREAM_REMOTE_ADDRESS%';

/**
 * A header value may hold Envoy's variables: `%NAME%`, `%NAME(text)%` or `%NAME(["a", "b"])%`. Which of them exist is
 * Envoy's affair, Istio looks only at the form. Returns what was expected where the form breaks.
 */
function expected(value: string): string | undefined {
  let i = 0;
  const spaces = (): void => { while (value[i] === ' ') i++; };
  /** Up to the closing quote or parenthesis of a text; true when it was the parenthesis. */
  const argument = (): boolean | undefined => {
    for (; i < value.length; i++) {
      if (value[i] === '\\') i++;
      else if (value[i] === ')' || value[i] === '"') return value[i++] === ')';
    }
    return undefined;
  };
  while ((i = value.indexOf('%', i)) >= 0) {
    if (value[i + 1] === '%') { i += 2; continue; }
    i++;
    while (i < value.length && value[i] !== '%' && value[i] !== '(') i++;
    if (i >= value.length) return 'the closing %';
    if (value[i++] === '%') continue;
    spaces();
    if (i >= value.length) return 'the closing )';
    let listed = value[i++] === '[';
    let closed: boolean | undefined;
    for (;;) {
      if (listed) {
        spaces();
        if (value[i++] !== '"') return 'a text in quotes';
      }
      closed = argument();
      if (closed === undefined) return 'the closing )';
      if (closed) break;
      spaces();
      const next = value[i++];
      if (next === ']') break;
      if (next !== ',') return 'a comma or ]';
      listed = true;
    }
    if (!closed) {
      spaces();
      if (value[i++] !== ')') return 'the closing )';
    }
    spaces();
    if (value[i++] !== '%') return 'the closing %';
  }
  return undefined;
}

export const headerValueProblem = memo((value: string): Problem | undefined => {
  if (CONTROL.test(value)) return { message: 'header value holds a control character', help: 'remove line breaks and other control characters' };
  const missing = expected(value);
  return missing === undefined ? undefined : { message: `header value ${JSON.stringify(value)} lacks ${missing} of a variable`, help: HELP };
}, 1024);
