import { add, maybe, NAMESPACES, type Raw } from './raw-parts';

/** One gateway workload, and Gateways of several namespaces that share its ports and names. */
export function makeGateways(raw: Raw): void {
  const { p } = raw;
  if (!p.chance(60)) return;
  const home = p.one(['n3', 'istio-system']);
  raw.objects.push({
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'gw', namespace: home },
    spec: { selector: { matchLabels: { istio: 'ingress' } }, template: { metadata: { labels: { istio: 'ingress', app: 'gw' }, annotations: { 'inject.istio.io/templates': 'gateway' } }, spec: { serviceAccountName: 'gw', containers: [{ name: 'istio-proxy', image: 'auto' }] } } },
  });
  if (p.chance(80)) raw.objects.push({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'gw', namespace: home, creationTimestamp: '2024-01-02T00:00:00Z' }, spec: { selector: { istio: 'ingress' }, ports: [{ name: 'http', port: 80, ...(p.chance(60) ? { targetPort: 8080 } : {}) }, { name: 'https', port: 443, ...(p.chance(60) ? { targetPort: 8443 } : {}) }, { name: 'tcp', port: 9000 }] } });
  for (let n = p.one([1, 1, 2, 3]); n > 0; n--) {
    const namespace = p.chance(50) ? home : p.one(NAMESPACES), seen = new Set<string>();
    const servers = Array.from({ length: p.one([1, 1, 2, 3]) }, (_, i) => server(raw, i, n)).filter((s) => { const key = JSON.stringify((s as { port: object }).port); return !seen.has(key) && seen.add(key); });
    const made = add(raw, 'Gateway', { namespace, base: 'gateway' }, { selector: p.chance(92) ? { istio: 'ingress' } : { app: 'nobody' }, servers });
    raw.gateways.push(`${namespace}/${made.metadata.name}`);
  }
}

function server(raw: Raw, i: number, n: number): object {
  const { p } = raw;
  const hosts = [...new Set(Array.from({ length: p.one([1, 1, 2]) }, () => p.one(['*', 'shop.example.com', 'ext.example.com', '*.example.com', './shop.example.com', 'n1/*', 'api.example.com', '*/ext.example.com'])))];
  switch (p.int(0, 8)) {
    case 0: case 1: case 2: return { port: { number: 80, name: `http-${n}${i}`, protocol: 'HTTP' }, hosts, tls: maybe(p, 20, () => ({ httpsRedirect: true })) };
    case 3: return { port: { number: p.one([8080, 80]), name: `h-${n}${i}`, protocol: p.one(['HTTP', 'HTTP2', 'GRPC']) }, hosts };
    case 4: case 5: return { port: { number: 443, name: `https-${n}${i}`, protocol: 'HTTPS' }, hosts, tls: p.one<object>([{ mode: 'SIMPLE', credentialName: 'cert' }, { mode: 'MUTUAL', credentialName: 'mcert' }, { mode: 'SIMPLE', credentialName: 'cert', minProtocolVersion: 'TLSV1_3' }, { mode: 'ISTIO_MUTUAL' }]) };
    case 6: return { port: { number: 443, name: `tls-${n}${i}`, protocol: 'TLS' }, hosts: hosts.filter((h) => !h.startsWith('n1/')).length > 0 ? hosts.filter((h) => !h.startsWith('n1/')) : ['*'], tls: p.one([{ mode: 'PASSTHROUGH' }, { mode: 'SIMPLE', credentialName: 'cert' }, { mode: 'PASSTHROUGH' }]) };
    case 7: return { port: { number: 443, name: `pass-${n}${i}`, protocol: 'HTTPS' }, hosts, tls: { mode: 'PASSTHROUGH' } };
    default: return { port: { number: 9000, name: `tcp-${n}${i}`, protocol: 'TCP' }, hosts };
  }
}
