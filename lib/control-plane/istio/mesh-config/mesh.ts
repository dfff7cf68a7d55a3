import { fields, isSet, list, text, type Fields } from '../../../manifests/rules/fields';
import type { Findings } from '../../../manifests/rules/findings';
import { connectionPoolRule } from '../../../manifests/rules/parts/connection-pool';
import { localityRule, zoneAwareRule } from '../../../manifests/rules/parts/load-balancer';
import { outlierDetectionRule } from '../../../manifests/rules/parts/outlier-detection';
import { durationProblem, nanoseconds } from '../../../manifests/rules/syntax/duration';
import { wildcardHostProblem } from '../../../manifests/rules/syntax/host';
import { trustDomainProblem } from './address';
import { extensionProvidersRule } from './extension-providers';
import { proxyConfigRule } from './proxy-config';

const HOUR = 3_600_000_000_000n;
const MILLISECOND = 1_000_000n;
const CURVES = new Set(['', 'P-224', 'P-256', 'P-384', 'P-521', 'X25519', 'X25519Kyber768Draft00', 'X25519MLKEM768']);

/** What Istio asks of the whole mesh's configuration. */
export function meshRule(config: Fields, f: Findings): void {
  const problem = durationProblem(config.connectTimeout);
  f.check('connectTimeout', problem);
  if (problem === undefined && nanoseconds(text(config.connectTimeout) || '0')! > HOUR) f.error('connectTimeout', `${text(config.connectTimeout)} is longer than an hour`, 'use at most 1h');
  const detection = nanoseconds(text(config.protocolDetectionTimeout));
  if (detection !== undefined && detection % MILLISECOND !== 0n) f.error('protocolDetectionTimeout', 'the timeout is finer than a millisecond', 'use whole milliseconds, or 0s for none');
  const proxy = fields(config.defaultConfig);
  if (proxy !== undefined) {
    f.enter('defaultConfig');
    proxyConfigRule(proxy, f);
    f.leave();
  }
  balanceRule(config, f);
  list(config.serviceSettings).forEach((settings, i) => {
    f.enter('serviceSettings', i);
    list(fields(settings)?.hosts).forEach((host, j) => f.check('hosts', wildcardHostProblem(text(host)), j));
    f.leave();
  });
  if (isSet(config.trustDomain)) f.check('trustDomain', trustDomainProblem(text(config.trustDomain)));
  list(config.trustDomainAliases).forEach((alias, i) => f.check('trustDomainAliases', trustDomainProblem(text(alias)), i));
  extensionProvidersRule(config, f);
  tlsRule(config, f);
  trafficRule(fields(config.defaultTrafficPolicy), f);
}

/** Mesh-wide, outlier detection comes from elsewhere. */
function balanceRule(config: Fields, f: Findings): void {
  for (const [field, rule] of [['localityLbSetting', localityRule], ['zoneAwareLbSetting', zoneAwareRule]] as const) {
    const setting = fields(config[field]);
    if (setting === undefined) continue;
    f.enter(field);
    rule(setting, true, f);
    f.leave();
  }
}

function tlsRule(config: Fields, f: Findings): void {
  f.enter('meshMTLS');
  if (list(fields(config.meshMTLS)?.ecdhCurves).length > 0) f.error('ecdhCurves', 'curves cannot be chosen for mutual TLS within the mesh', 'remove them; tlsDefaults has curves for all other TLS');
  f.leave();
  const seen = new Set<string>();
  f.enter('tlsDefaults');
  list(fields(config.tlsDefaults)?.ecdhCurves).forEach((value, i) => {
    const curve = text(value);
    if (!CURVES.has(curve)) f.warn('ecdhCurves', `curve ${JSON.stringify(curve)} is unknown and ignored`, `use one of ${[...CURVES].filter(Boolean).join(', ')}`, i);
    else if (seen.has(curve)) f.warn('ecdhCurves', `curve ${JSON.stringify(curve)} is named twice`, 'keep one', i);
    seen.add(curve);
  });
  f.leave();
}

function trafficRule(policy: Fields | undefined, f: Findings): void {
  if (policy === undefined) return;
  f.enter('defaultTrafficPolicy');
  connectionPoolRule('connectionPool', policy.connectionPool, f);
  outlierDetectionRule(policy.outlierDetection, f);
  f.leave();
}
