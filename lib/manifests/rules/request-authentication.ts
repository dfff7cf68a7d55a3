import { fields, isSet, list, text, type Fields } from './fields';
import type { Findings } from './findings';
import { durationProblem } from './syntax/duration';
import { strictHeaderNameProblem } from './syntax/header';
import { holdsPrivateKey, keySetProblem } from './syntax/key-set';
import { attachmentRule } from './syntax/selector';
import { urlPortProblem, urlProblem, urlScheme } from './syntax/url';

const NAMED_LISTS = ['audiences', 'fromParams', 'fromCookies'] as const;

export function requestAuthenticationRules(spec: Fields, f: Findings): void {
  attachmentRule(spec, f);
  const rules = list(spec.jwtRules);
  for (let i = 0; i < rules.length; i++) {
    const rule = fields(rules[i]);
    if (rule === undefined) continue;
    f.enter('jwtRules', i);
    tokenRule(rule, f);
    f.leave();
  }
}

function tokenRule(rule: Fields, f: Findings): void {
  for (const named of NAMED_LISTS) {
    const names = list(rule[named]);
    for (let i = 0; i < names.length; i++) if (text(names[i]) === '') f.error(named, `an entry of ${named} is empty`, 'remove it or fill it in', i);
  }
  // The schema knows the field under two spellings.
  const field = isSet(rule.jwksUri) ? 'jwksUri' : 'jwks_uri';
  const uri = text(rule[field]);
  if (text(rule.issuer) === '' && uri === '') f.error('issuer', 'neither issuer nor jwksUri is set', 'set issuer: tokens of other issuers are then refused');
  if (uri !== '') {
    const scheme = urlScheme(uri);
    if (scheme !== 'http' && scheme !== 'https') f.error(field, `${JSON.stringify(uri)} is not a URL of http or https`, 'write the whole URL, as https://issuer.example.com/keys');
    else f.check(field, urlProblem(uri) ?? urlPortProblem(uri));
  }
  const keys = text(rule.jwks);
  if (keys !== '') {
    const problem = keySetProblem(keys);
    f.check('jwks', problem);
    if (problem === undefined && holdsPrivateKey(keys)) f.warn('jwks', 'the key set holds a private key, which must not be here', 'keep the public part only, and replace the key: it has been published');
  }
  const headers = list(rule.fromHeaders);
  for (let i = 0; i < headers.length; i++) {
    if (text(fields(headers[i])?.name) === '') f.error('fromHeaders', 'the header has no name', 'name the header that carries the token, as Authorization', i);
  }
  const outputs = list(rule.outputClaimToHeaders);
  for (let i = 0; i < outputs.length; i++) {
    const output = fields(outputs[i]);
    f.enter('outputClaimToHeaders', i);
    if (text(output?.claim) === '') f.error('claim', 'the claim is missing', 'name the claim to copy');
    f.check('header', strictHeaderNameProblem(text(output?.header)));
    f.leave();
  }
  f.check('timeout', durationProblem(rule.timeout));
}
