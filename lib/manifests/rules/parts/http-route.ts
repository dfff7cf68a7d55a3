import type { Findings } from '../findings';
import { fields, isSet, list, number, text, type Fields } from '../fields';
import { durationProblem } from '../syntax/duration';
import { corsRule } from './cors';
import { destinationRule } from './destination';
import { faultRule } from './fault';
import { authorityRule, headerOperationsRule } from './header-operations';
import { directResponseRule, redirectRule, rewriteRule } from './http-answer';
import { httpMatchRule } from './http-match';
import { retriesRule } from './retries';
import type { RouteContext } from './route-context';
import { weightedRule } from './weighted';

export function httpRouteRule(route: Fields, context: RouteContext, f: Findings): void {
  const matches = list(route.match);
  const targets = list(route.route);
  shapeRule(route, context, f);
  for (let i = 0; i < matches.length; i++) {
    const match = fields(matches[i]);
    if (match === undefined) continue;
    f.enter('match', i);
    httpMatchRule(match, f);
    f.leave();
  }
  headerOperationsRule(route.headers, f);
  authorityRule(text(fields(route.rewrite)?.authority), route.headers, f);
  corsRule(route.corsPolicy, f);
  faultRule(route.fault, f);
  mirrorsRule(route, f);
  redirectRule(route.redirect, matches, f);
  directResponseRule(route.directResponse, f);
  rewriteRule(route.rewrite, f);
  retriesRule(route.retries, f);
  weightedRule(targets, context.converted, f);
  f.check('timeout', durationProblem(route.timeout));
}

const EXCLUDED = ['fault', 'rewrite'] as const;

/** A rule does one thing: it sends requests on, redirects, answers, or delegates. */
function shapeRule(route: Fields, context: RouteContext, f: Findings): void {
  const targets = list(route.route).length > 0;
  if (isSet(route.delegate) && !context.delegate) {
    if (isSet(route.redirect)) f.error('redirect', 'a rule that delegates cannot redirect', 'let the delegate redirect');
    if (targets) f.error('route', 'a rule that delegates has no destinations', 'move them to the delegate');
    return;
  }
  if (isSet(route.delegate)) f.error('delegate', 'a delegate cannot delegate further', 'name the destinations here');
  const answer = isSet(route.redirect) ? 'redirect' : isSet(route.directResponse) ? 'directResponse' : undefined;
  if (answer !== undefined) {
    if (targets) f.error('route', `destinations and ${answer} are both set`, 'keep one of the two');
    for (const field of EXCLUDED) if (isSet(route[field])) f.error(field, `${field} and ${answer} are both set`, `remove ${field}: the proxy answers by itself`);
    if (answer === 'redirect' && isSet(route.directResponse)) f.error('directResponse', 'redirect and directResponse are both set', 'keep one of the two');
  } else if (!targets) {
    f.error('', 'the rule says not what to do', 'set route, redirect, directResponse or delegate');
  }
  if (isSet(route.mirror) && list(route.mirrors).length > 0) f.error('mirror', 'mirror and mirrors are both set', 'keep mirrors');
}

function shareRule(field: string, value: number, f: Findings): void {
  if (value < 0 || value > 100) f.error(field, `${value} is not a percentage`, 'use a number from 0 to 100');
}

function mirrorsRule(route: Fields, f: Findings): void {
  // The schema knows the old field under two spellings.
  const field = isSet(route.mirrorPercent) ? 'mirrorPercent' : 'mirror_percent';
  if (isSet(route[field])) {
    shareRule(field, number(route[field]), f);
    f.warn(field, 'mirrorPercent is deprecated', 'write mirrorPercentage: { value: … }');
  }
  shareRule('mirrorPercentage', number(fields(route.mirrorPercentage)?.value), f);
  const single = fields(route.mirror);
  if (single !== undefined) {
    f.enter('mirror');
    destinationRule(single, f);
    f.leave();
  }
  const mirrors = list(route.mirrors);
  for (let i = 0; i < mirrors.length; i++) {
    const mirror = fields(mirrors[i]);
    const destination = fields(mirror?.destination);
    f.enter('mirrors', i);
    if (destination === undefined) {
      f.error('destination', 'the destination is missing', 'write destination: { host: … }');
    } else {
      f.enter('destination');
      destinationRule(destination, f);
      f.leave();
      shareRule('percentage', number(fields(mirror!.percentage)?.value), f);
    }
    f.leave();
  }
}
