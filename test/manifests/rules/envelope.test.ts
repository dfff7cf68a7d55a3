import type { Manifest } from '../../../lib/manifests/manifest';
import { webhookViolations } from '../../../lib/manifests/rules';
import { objectsOf, rulesTable } from './table';

describe('envelope', () => {
  const policy = objectsOf('security.istio.io/v1/AuthorizationPolicy');
  const peer = objectsOf('security.istio.io/v1/PeerAuthentication');
  const dryRun = (value: string) => ({ annotations: { 'istio.io/dry-run': value } });
  rulesTable([policy({}, dryRun('true')), policy({ action: 'DENY', rules: [{}] }, dryRun('F'))], [
    [policy({}, dryRun('yes')), 'metadata.annotations["istio.io/dry-run"]', /neither true nor false/],
    [policy({ action: 'AUDIT' }, dryRun('true')), 'metadata.annotations["istio.io/dry-run"]', /AUDIT/],
    [peer({}, dryRun('true')), 'metadata.annotations["istio.io/dry-run"]', /PeerAuthentication/],
    [peer({}, { annotations: { 'internal.istio.io/parents': 'x' } }), 'metadata.annotations["internal.istio.io/parents"]', /istiod/],
    [peer({}, { name: 'Upper' }), 'metadata.name', /not a name/],
    [peer({}, { name: '' }), 'metadata.name', /missing/],
    [{ ...peer({}), data: {} }, 'data', /not a field/],
  ]);

  it.each([
    ['networking.istio.io/v1', 'VirtualServices', 'kind', /no kind/],
    ['networking.istio.io/v1alpha1', 'VirtualService', 'apiVersion', /no VirtualService in/],
    ['security.istio.io/v1', 'Gateway', 'apiVersion', /no Gateway in/],
    ['networking.istio.io/v1', 'EnvoyFilter', 'apiVersion', /no EnvoyFilter in/],
  ])('%s %s is unknown', (apiVersion, kind, path, message) => {
    const found = webhookViolations({ apiVersion, kind, metadata: { name: 'a' } });
    expect(found.map((one) => one.path)).toEqual([path]);
    expect(found[0]!.message).toMatch(message);
  });

  it('leaves objects of others alone', () => {
    expect(webhookViolations({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'A' } })).toEqual([]);
    expect(webhookViolations({ apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'a' } })).toEqual([]);
    expect(webhookViolations({ apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator', metadata: { name: 'a' } })).toEqual([]);
  });

  it('gives one and the same empty answer to every good object', () => {
    const good: Manifest = policy({});
    expect(webhookViolations(good)).toBe(webhookViolations(peer({})));
    expect(Object.isFrozen(webhookViolations(good))).toBe(true);
  });
});
