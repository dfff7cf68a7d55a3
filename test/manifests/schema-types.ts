import type { Manifest } from '../../lib/manifests/manifest';
import type { AuthorizationPolicy, Deployment, DestinationRule, DestinationRuleLoadBalancer, ServerTlsSettings, Service, StringMatch, VirtualService, VirtualServiceHttpRoute } from '../../lib/manifests/types';

/* Checked by the compiler: what it must accept, and by @ts-expect-error what it must refuse. */

const uri = (prefix: string | undefined): StringMatch => ({ prefix });
const either = (exact: boolean): StringMatch => (exact ? { exact: '/a' } : { regex: '/b' });

export const http: VirtualServiceHttpRoute = {
  match: [{ uri: uri('/v2') }, { headers: { tier: either(true) } }],
  retries: { attempts: 2, perTryTimeout: '250ms' },
  route: [{ destination: { host: 'web', port: { number: 80 }, subset: 'v1' }, weight: 100 }],
};

export const virtualService: VirtualService = {
  apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'web', namespace: 'shop' }, spec: { hosts: ['web'], http: [http] },
};
export const service: Service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' }, spec: { ports: [{ port: 80, protocol: 'TCP', targetPort: 'http' }] } };
export const manifests: readonly Manifest[] = [virtualService, service];

export const refused = {
  // @ts-expect-error two ways to match one string
  match: { exact: '/a', prefix: '/b' } satisfies StringMatch,
  // @ts-expect-error a simple algorithm beside consistent hashing
  balancer: { simple: 'RANDOM', consistentHash: { useSourceIp: true } } satisfies DestinationRuleLoadBalancer,
  // @ts-expect-error two keys to hash by
  hash: { consistentHash: { useSourceIp: true, httpHeaderName: 'x-user' } } satisfies DestinationRuleLoadBalancer,
  // @ts-expect-error not a published value
  mode: { host: 'web', trafficPolicy: { tls: { mode: 'ISTIO' } } } satisfies DestinationRule['spec'],
  // @ts-expect-error the name of the field is perTryTimeout
  retries: { retries: { timeout: '1s' } } satisfies VirtualServiceHttpRoute,
  // @ts-expect-error a destination without its host
  destination: { route: [{ destination: { subset: 'v1' } }] } satisfies VirtualServiceHttpRoute,
  // @ts-expect-error a selector beside targets
  targets: { selector: { matchLabels: { app: 'web' } }, targetRefs: [{ kind: 'Gateway', name: 'web' }] } satisfies AuthorizationPolicy['spec'],
  // @ts-expect-error the credential twice
  tls: { mode: 'SIMPLE', credentialName: 'web', credentialNames: ['web'] } satisfies ServerTlsSettings,
  // @ts-expect-error a kind has one storage version
  version: { ...virtualService, apiVersion: 'networking.istio.io/v1beta1' } satisfies VirtualService,
  // @ts-expect-error a pod template is required
  deployment: { selector: { matchLabels: { app: 'web' } } } satisfies Deployment['spec'],
};

/** Filled field by field, as emitters do where most fields are optional. */
export function balancer(cookie: string | undefined): DestinationRuleLoadBalancer {
  return cookie === undefined ? { simple: 'LEAST_REQUEST' } : { consistentHash: { httpCookie: { name: cookie, ttl: '0s' } } };
}
