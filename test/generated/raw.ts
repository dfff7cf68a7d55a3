import type { Pick } from './pick';
import { maybe, clean, type Raw, type RawObject } from './raw-parts';
import { makeDestinationRules } from './raw-rules';
import { makeDelegates, makeRoutes } from './raw-routes';
import { makeGateways } from './raw-gateways';
import { makeAuthorizationPolicies, makePeerAuthentications, makeRequestAuthentications } from './raw-security';
import { makeEntries, makeServices } from './raw-services';
import { makeSidecars } from './raw-sidecars';

export type { RawObject } from './raw-parts';

/**
 * Objects as no language of ours would write them: several that want the same host, port or workload, in few namespaces, so that they meet.
 * All of them are valid to Istio.
 */
export function rawObjects(p: Pick): { readonly objects: readonly RawObject[]; readonly meshConfig: Readonly<Record<string, unknown>> } {
  const raw: Raw = { p, objects: [], services: [], gateways: [], delegates: [], number: 1 };
  makeServices(raw);
  makeEntries(raw);
  makeGateways(raw);
  makeDelegates(raw);
  makeRoutes(raw);
  makeDestinationRules(raw);
  makeSidecars(raw);
  makePeerAuthentications(raw);
  makeRequestAuthentications(raw);
  makeAuthorizationPolicies(raw);
  authorizer(raw);
  return { objects: raw.objects, meshConfig: meshConfig(p) };
}

/** Who is asked by policies with the action CUSTOM. */
function authorizer(raw: Raw): void {
  raw.objects.push({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'opa', namespace: 'istio-system' }, spec: { selector: { app: 'opa' }, ports: [{ name: 'grpc', port: 9191 }] } });
}

function meshConfig(p: Pick): Readonly<Record<string, unknown>> {
  return clean({
    extensionProviders: [{ name: 'opa', envoyExtAuthzGrpc: { service: 'opa.istio-system.svc.cluster.local', port: 9191 } }],
    outboundTrafficPolicy: maybe(p, 20, () => ({ mode: 'REGISTRY_ONLY' })), defaultHttpRetryPolicy: maybe(p, 12, () => p.one([{ attempts: 0 }, { attempts: 5, retryOn: 'reset' }])), enableAutoMtls: maybe(p, 10, () => false),
    defaultServiceExportTo: maybe(p, 6, () => ['.']), defaultVirtualServiceExportTo: maybe(p, 8, () => p.one([['.'], ['n1']])), defaultDestinationRuleExportTo: maybe(p, 8, () => ['.']),
    trustDomain: maybe(p, 10, () => 'td.example.com'), trustDomainAliases: maybe(p, 15, () => ['old.example.com']), connectTimeout: maybe(p, 10, () => '4s'),
    defaultTrafficPolicy: maybe(p, 10, () => ({ connectionPool: { tcp: { maxConnections: 77 } }, outlierDetection: p.chance(50) ? { consecutive5xxErrors: 6 } : undefined })), h2UpgradePolicy: maybe(p, 8, () => 'UPGRADE'),
  });
}
