import { add, EXTERNAL, full, maybe, NAMESPACES, ROOT, type Raw } from './raw-parts';

function imported(raw: Raw, namespace: string): string {
  const { p } = raw;
  const of = p.one(['.', '*', '*', namespace, 'n1', 'n2', ...(p.chance(15) ? ['~'] : [])]);
  if (of === '~') return '~/*';
  const host = p.one(['*', '*', full(p.one(raw.services)), '*.n1.svc.cluster.local', '*.example.com', p.one(EXTERNAL)]);
  return `${of}/${host}`;
}

const numberOf = (listener: { readonly port?: object }): unknown => (listener.port as { number?: number } | undefined)?.number;

/** Several Sidecars: for a namespace, for some of its workloads, for all of the mesh; with egress listeners of all sorts. */
export function makeSidecars(raw: Raw): void {
  const { p } = raw;
  if (p.chance(45)) return;
  const wide = new Set<string>();
  for (let n = p.one([1, 1, 2, 3]); n > 0; n--) {
    const namespace = p.chance(20) ? ROOT : p.one(NAMESPACES);
    const selector = namespace !== ROOT && (p.chance(50) || wide.has(namespace)) ? { labels: p.one([{ app: 'a' }, { app: 'b' }, { version: 'v1' }, { app: 'c' }]) } : undefined;
    if (selector === undefined) { if (wide.has(namespace)) continue; wide.add(namespace); }
    const listeners = p.one([1, 1, 1, 2]), hosts = () => [...new Set(Array.from({ length: p.one([1, 2, 3]) }, () => imported(raw, namespace)))];
    const egress = Array.from({ length: listeners }, (_, i) => ({
      port: i < listeners - 1 || p.chance(10) ? p.one<object>([{ number: 80, protocol: 'HTTP', name: 'h' }, { number: 5432, protocol: 'TCP', name: 't' }, { number: 9000, protocol: 'HTTP', name: 'h9' }, { number: 443, protocol: 'TLS', name: 'tls' }]) : undefined, hosts: hosts(),
    }));
    add(raw, 'Sidecar', { namespace, base: 'sidecar' }, {
      workloadSelector: selector, egress: egress.filter((e, i) => egress.findIndex((o) => numberOf(o) === numberOf(e)) === i), outboundTrafficPolicy: maybe(p, 30, () => ({ mode: p.one(['REGISTRY_ONLY', 'ALLOW_ANY']) })),
      ingress: selector && maybe(p, 25, () => [{ port: { number: 8080, protocol: p.one(['HTTP', 'TCP']), name: 'in' }, defaultEndpoint: p.one(['127.0.0.1:9999', '0.0.0.0:8081']) }, ...(p.chance(40) ? [{ port: { number: 9000, protocol: 'TCP', name: 'in2' }, defaultEndpoint: '127.0.0.1:9001' }] : [])]),
    });
  }
}
