import type { Findings } from '../findings';
import { fields, isSet, number, text } from '../fields';
import { byteLength } from '../syntax/bytes';
import { portProblem } from '../syntax/port';
import { regexProblem } from '../syntax/regex';
import { statusRule } from './fault';

const LARGE_BODY = 100 * 1024;
const LARGEST_BODY = 1024 * 1024;

export function redirectRule(value: unknown, matches: readonly unknown[], f: Findings): void {
  const redirect = fields(value);
  if (redirect === undefined) return;
  const uri = text(redirect.uri);
  const prefix = text(redirect.prefixRewrite);
  const scheme = text(redirect.scheme);
  const code = number(redirect.redirectCode);
  f.enter('redirect');
  if (uri !== '' && prefix !== '') f.error('prefixRewrite', 'uri and prefixRewrite are both set', 'keep one: uri replaces the path, prefixRewrite the matched prefix');
  if (prefix !== '' && matches.some((match) => { const path = fields(fields(match)?.uri); return path !== undefined && !isSet(path.prefix); })) {
    f.error('prefixRewrite', 'there is no prefix to replace: a match of the rule has an exact path or an expression', 'match by uri.prefix, or use uri');
  }
  if (uri === '' && prefix === '' && scheme === '' && text(redirect.authority) === '' && !isSet(redirect.port) && !isSet(redirect.derivePort)) {
    f.error('', 'the redirect leads nowhere', 'set uri, authority, scheme or port');
  }
  if (code !== 0 && (code < 300 || code > 399)) f.error('redirectCode', `${code} does not redirect`, 'use 301, 302, 303, 307 or 308');
  if (scheme !== '' && scheme !== 'http' && scheme !== 'https') f.error('scheme', `${JSON.stringify(scheme)} cannot be redirected to`, 'use http or https');
  if (number(redirect.port) > 0) f.check('port', portProblem(number(redirect.port)));
  f.leave();
}

export function directResponseRule(value: unknown, f: Findings): void {
  const answer = fields(value);
  if (answer === undefined) return;
  f.enter('directResponse');
  statusRule('status', number(answer.status), f);
  const body = fields(answer.body);
  const size = body === undefined ? 0 : isSet(body.bytes) ? Buffer.byteLength(text(body.bytes), 'base64') : byteLength(text(body.string));
  if (size > LARGEST_BODY) f.error('body', `the body has ${size} bytes, at most ${LARGEST_BODY} are allowed`, 'serve it from a service');
  else if (size > LARGE_BODY) f.warn('body', `the body has ${size} bytes, which every proxy will hold`, 'serve it from a service');
  f.leave();
}

export function rewriteRule(value: unknown, f: Findings): void {
  const rewrite = fields(value);
  if (rewrite === undefined) return;
  const pattern = fields(rewrite.uriRegexRewrite);
  f.enter('rewrite');
  if (pattern === undefined) {
    if (text(rewrite.uri) === '' && text(rewrite.authority) === '') f.error('', 'the rewrite changes nothing', 'set uri, uriRegexRewrite or authority');
  } else {
    if (text(rewrite.uri) !== '') f.error('uri', 'uri and uriRegexRewrite are both set', 'keep one');
    f.enter('uriRegexRewrite');
    for (const field of ['match', 'rewrite'] as const) {
      if (text(pattern[field]) === '') f.error(field, `${field} is missing`, 'set match, an expression for the path, and rewrite, what takes its place');
    }
    if (text(pattern.match) !== '') f.check('match', regexProblem(text(pattern.match)));
    f.leave();
  }
  f.leave();
}
