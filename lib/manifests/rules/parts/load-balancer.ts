import type { Findings } from '../findings';
import { fields, isSet, list, number, text, type Fields } from '../fields';
import { durationProblem, durationSyntaxProblem } from '../syntax/duration';
import { localityOverlap, localityProblem } from '../syntax/locality';

const TOPOLOGY = new Set(['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone']);
const MAGLEV_LIMIT = 5000011;

/** How requests are spread; `outlier`: whether the same policy takes failing endpoints out. */
export function loadBalancerRule(value: unknown, outlier: boolean, f: Findings): void {
  const balancer = fields(value);
  if (balancer === undefined) return;
  f.enter('loadBalancer');
  f.check('warmupDurationSecs', durationSyntaxProblem(balancer.warmupDurationSecs));
  const hash = fields(balancer.consistentHash);
  if (hash !== undefined) consistentHashRule(hash, f);
  const locality = fields(balancer.localityLbSetting);
  const zone = fields(balancer.zoneAwareLbSetting);
  if (locality !== undefined && zone !== undefined) {
    f.error('zoneAwareLbSetting', 'localityLbSetting and zoneAwareLbSetting are both set', 'keep one: zoneAwareLbSetting spills over by load, localityLbSetting by rules');
  }
  if (locality !== undefined) {
    f.enter('localityLbSetting');
    localityRule(locality, outlier, f);
    f.leave();
  }
  if (zone !== undefined) {
    f.enter('zoneAwareLbSetting');
    zoneAwareRule(zone, outlier, f);
    f.leave();
  }
  const warmup = fields(balancer.warmup);
  if (warmup !== undefined) {
    f.enter('warmup');
    if (isSet(warmup.duration)) f.check('duration', durationProblem(warmup.duration));
    else f.error('duration', 'warmup has no duration', 'set how long a new endpoint is spared, as 60s');
    if (number(warmup.minimumPercent) > 100) f.error('minimumPercent', `${number(warmup.minimumPercent)} is not a percentage`, 'use a number from 0 to 100');
    if (isSet(warmup.aggression) && number(warmup.aggression) <= 0) f.error('aggression', `aggression is ${String(warmup.aggression)}`, 'use a number above 0; 1 grows in a straight line');
    f.leave();
  }
  f.leave();
}

function consistentHashRule(hash: Fields, f: Findings): void {
  f.enter('consistentHash');
  const cookie = fields(hash.httpCookie);
  if (cookie !== undefined) {
    f.enter('httpCookie');
    if (text(cookie.name) === '') f.error('name', 'the cookie has no name', 'name the cookie that requests are hashed by');
    f.check('ttl', durationSyntaxProblem(cookie.ttl));
    const attributes = list(cookie.attributes);
    for (let i = 0; i < attributes.length; i++) {
      const name = text(fields(attributes[i])?.name);
      if (name === '') f.error('attributes', 'a cookie attribute has no name', 'name it, as SameSite', i);
      else if (attributes.findIndex((other) => text(fields(other)?.name) === name) < i) f.error('attributes', `cookie attribute ${JSON.stringify(name)} is set twice`, 'keep one', i);
    }
    f.leave();
  }
  if (number(hash.minimumRingSize) !== 0) {
    f.warn('minimumRingSize', 'minimumRingSize is deprecated', 'use ringHash.minimumRingSize');
    if (isSet(hash.ringHash) || isSet(hash.maglev)) f.error('minimumRingSize', 'minimumRingSize stands beside a hash algorithm', 'keep ringHash or maglev only');
  }
  const maglev = fields(hash.maglev);
  if (maglev !== undefined) {
    const size = number(maglev.tableSize);
    if (size >= MAGLEV_LIMIT || !isPrime(size)) {
      f.enter('maglev');
      f.error('tableSize', `table size ${size} cannot be used`, `use a prime number below ${MAGLEV_LIMIT}, as 65537`);
      f.leave();
    }
  }
  f.leave();
}

/** As Envoy has it: 1 counts as a prime. */
function isPrime(value: number): boolean {
  if (value > 0 && value < 4) return true;
  if (value % 2 === 0) return false;
  for (let factor = 3; factor * factor <= value; factor += 2) if (value % factor === 0) return false;
  return true;
}

export function zoneAwareRule(setting: Fields, outlier: boolean, f: Findings): void {
  priorityRule(setting, 'a zone-aware balancer orders regions, zones and subzones by itself', f);
  failoverRule(setting, outlier, f);
}

export function localityRule(setting: Fields, outlier: boolean, f: Findings): void {
  const distribute = list(setting.distribute);
  const failover = list(setting.failover).length > 0;
  if (distribute.length > 0 && failover) {
    f.error('', 'distribute and failover are both set', 'keep one: distribute says where requests go always, failover where they go when endpoints fail');
    return;
  }
  if (failover) priorityRule(setting, 'failover already orders the regions', f);
  const sources: string[] = [];
  for (let i = 0; i < distribute.length; i++) {
    const entry = fields(distribute[i]);
    sources.push(text(entry?.from));
    f.enter('distribute', i);
    f.check('from', localityProblem(text(entry?.from)));
    const weights = fields(entry?.to) ?? {};
    let total = 0;
    f.enter('to');
    for (const key in weights) {
      if (weights[key] === undefined) continue;
      const weight = number(weights[key]);
      f.check(key, localityProblem(key));
      if (weight < 1 || weight > 100) f.error(key, `weight ${weight} is out of range`, 'use a number from 1 to 100');
      total += weight;
    }
    if (total !== 100) f.error('', `the weights add up to ${total}`, 'make them add up to 100');
    overlapRule(Object.keys(weights), false, f);
    f.leave();
    f.leave();
  }
  f.enter('distribute');
  overlapRule(sources, true, f);
  f.leave();
  failoverRule(setting, outlier, f);
}

function overlapRule(localities: readonly string[], ordered: boolean, f: Findings): void {
  const pair = localityOverlap(localities, ordered);
  if (pair !== undefined) f.error('', `localities ${JSON.stringify(pair[0])} and ${JSON.stringify(pair[1])} overlap`, 'let each locality be covered once, the most general one last');
}

function priorityRule(setting: Fields, why: string, f: Findings): void {
  const labels = list(setting.failoverPriority);
  for (let i = 0; i < labels.length; i++) {
    if (TOPOLOGY.has(text(labels[i]))) f.error('failoverPriority', `${text(labels[i])} cannot be used here: ${why}`, 'name other labels only', i);
  }
}

function failoverRule(setting: Fields, outlier: boolean, f: Findings): void {
  const failover = list(setting.failover);
  if (!outlier && (failover.length > 0 || list(setting.failoverPriority).length > 0)) {
    f.warn('', 'failover does nothing without outlierDetection', 'set outlierDetection in the same policy, so that failing endpoints are noticed');
  }
  for (let i = 0; i < failover.length; i++) {
    const entry = fields(failover[i]);
    const from = text(entry?.from);
    const to = text(entry?.to);
    if (from === to) f.error('failover', `region ${JSON.stringify(from)} fails over to itself`, 'name two regions', i);
    if (/[/*]/.test(from + to)) f.error('failover', 'failover goes from region to region', 'name whole regions, without zones and wildcards', i);
  }
}
