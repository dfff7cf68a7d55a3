import { findingAt, placeOf, finding, type Check, type CheckContext, type CheckFinding } from './check';
import { declaredCalls } from './parts/declared-calls';
import { fields, textOf } from './parts/fields';
import { containerPorts } from './parts/service-ports';

/** A client without a proxy has no certificate. */
export const strictServersHaveClientsWithIdentity: Check = {
  code: 'MESH2301',
  title: 'who calls a server with strict mutual TLS has a proxy on the way',
  severity: 'error',
  docs: `A port with STRICT mutual TLS refuses plaintext. Callers without a proxy, on the network of their node, or with the port in \`excludeOutboundPorts\` speak plaintext. So do clients outside, who come through a Service of type LoadBalancer or NodePort.

Calls are those that an app declares, or that the option \`calls\` of this check lists: \`calls: [{ from: shop/web, to: reviews.shop }]\`.`,
  *run(context) {
    yield* fromWithin(context);
    yield* fromOutside(context);
  },
};

function* fromWithin(context: CheckContext): Iterable<CheckFinding> {
  for (const { from, to, call } of declaredCalls(context)) {
    const excluded = new Set((from.annotations['traffic.sidecar.istio.io/excludeOutboundPorts'] ?? '').split(',').map(Number));
    for (const port of to.ports) {
      if (from.proxy === 'gateway' || (from.proxy === 'sidecar' && !excluded.has(port.number))) continue;
      const strict = context.world.workloadsBehind(to).filter((w) => w.proxy === 'sidecar').map((w) => context.mesh.server(w).port(numberOf(port.targetPort, w.ports, port.number)).tls).find((t) => t.value === 'STRICT');
      if (!strict) continue;
      yield findingAt(strict.from.object ? strict.from : from.from, `${from.name} calls ${to.name}:${port.number} in plaintext, which takes mutual TLS only: ${from.proxy === 'none' ? 'it has no proxy' : 'its proxy is told to let this port pass by'}`, {
        help: from.proxy === 'none' ? 'give the caller a proxy, or let the port be PERMISSIVE' : 'take the port out of excludeOutboundPorts', related: [{ ...placeOf(from.from), message: 'the caller is' }, ...(call ? [{ ...call, message: 'the call is declared' }] : [])],
      });
      break;
    }
  }
}
const numberOf = (target: number | string, ports: readonly { readonly name?: string; readonly number: number }[], otherwise: number): number => (typeof target === 'number' ? target : ports.find((p) => p.name === target)?.number ?? otherwise);

/** Only if somebody said STRICT, and nobody has been told to expect TLS of clients. */
function* fromOutside({ world, mesh }: CheckContext): Iterable<CheckFinding> {
  const told = new Set<string>();
  for (const { workload, port, from } of containerPorts(world)) {
    if (workload.proxy !== 'sidecar') continue;
    for (const p of from) {
      const type = textOf(fields(p.object.manifest.spec)?.type), key = `${p.namespace}/${p.service}`;
      if ((type !== 'LoadBalancer' && type !== 'NodePort') || told.has(key) || excludesInbound(workload.annotations, port)) continue;
      const { tls } = mesh.server(workload).port(port);
      if (tls.value !== 'STRICT') continue;
      told.add(key);
      yield finding(p.object, 'spec.type', `${p.service} is open to clients outside (${type}), and ${workload.name} takes mutual TLS of the mesh only`, { severity: 'warning', help: 'let a gateway stand before it, or let the port be PERMISSIVE', related: [{ ...placeOf(tls.from), message: 'STRICT is said' }] });
    }
  }
}
const excludesInbound = (annotations: Readonly<Record<string, string>>, port: number): boolean => (annotations['traffic.sidecar.istio.io/excludeInboundPorts'] ?? '').split(',').some((p) => Number(p) === port && p.trim() !== '');
