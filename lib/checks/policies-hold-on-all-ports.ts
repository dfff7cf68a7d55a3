import { KIND, namespaceOf, type SourceObject, type Workload, type World } from '../effective';
import { finding, type Check, type CheckFinding } from './check';
import { workloadsOf, writtenPolicies } from './parts/authorization-rules';
import { fields } from './parts/fields';
import { annotationField, podTemplates } from './parts/templates';

const EXCLUDE = 'traffic.sidecar.istio.io/excludeInboundPorts', INCLUDE = 'traffic.sidecar.istio.io/includeInboundPorts';

/** What does not pass the proxy is not judged by it. */
export const policiesHoldOnAllPorts: Check = {
  code: 'MESH2317',
  title: 'ports that a policy is about pass the proxy',
  severity: 'warning',
  docs: `A port in \`${EXCLUDE}\`, or missing in \`${INCLUDE}\`, does not pass the proxy of the pod: no mutual TLS, no authorization. It is said of ports that a policy names, and of ports of a Service whose pods have AuthorizationPolicies. Excluding a port for metrics that is on no Service is left alone.`,
  *run({ world }) {
    const at = new Map(podTemplates(world).flatMap((t) => (t.workload ? [[t.workload, t] as const] : [])));
    const report = (w: Workload, port: number, object: SourceObject, field: string | undefined, why: string): CheckFinding | undefined => {
      const by = skips(w, port), template = at.get(w);
      return by === undefined || template === undefined ? undefined : finding(template.object, annotationField(template.metadataAt, by), `port ${port} of ${w.name} passes the proxy by: ${why} does not hold there`, { help: `${by === EXCLUDE ? 'take the port out' : 'add the port'}, or close it in another way`, related: [{ ...object.place(field), message: 'the policy is' }] });
    };
    const told = new Set<string>();
    for (const { w, port, object, field, why } of uses(world)) {
      const found = told.has(`${w.id} ${port}`) ? undefined : report(w, port, object, field, why);
      if (found) { told.add(`${w.id} ${port}`); yield found; }
    }
  },
};

interface Use { readonly w: Workload; readonly port: number; readonly object: SourceObject; readonly field?: string; readonly why: string }
function* uses(world: World): Iterable<Use> {
  for (const object of world.objects.of(KIND.peerAuthentication)) for (const key of Object.keys(fields(fields(object.manifest.spec)?.portLevelMtls) ?? {})) {
    for (const w of workloadsOf(world, object)) yield { w, port: Number(key), object, field: `spec.portLevelMtls["${key}"]`, why: `PeerAuthentication ${object.manifest.metadata.name}` };
  }
  for (const policy of writtenPolicies(world)) {
    const why = `AuthorizationPolicy ${policy.object.manifest.metadata.name} of ${namespaceOf(policy.object.manifest)}`;
    for (const w of policy.workloads) {
      if (w.annotations[EXCLUDE] === undefined && w.annotations[INCLUDE] === undefined) continue;
      for (const { ports = [] } of policy.rules) for (const p of ports) yield { w, port: p.number, object: policy.object, field: p.field, why };
      for (const host of world.hostsBefore(w)) for (const p of host.ports) if (typeof p.targetPort === 'number' && p.protocol !== 'udp') yield { w, port: p.targetPort, object: policy.object, why };
    }
  }
}
function skips(w: Workload, port: number): string | undefined {
  if (w.proxy !== 'sidecar') return undefined;
  const list = (name: string): number[] => String(w.annotations[name] ?? '').split(',').map((p) => Number(p.trim() || NaN));
  if (list(EXCLUDE).includes(port)) return EXCLUDE;
  return w.annotations[INCLUDE] !== undefined && w.annotations[INCLUDE] !== '*' && !list(INCLUDE).includes(port) ? INCLUDE : undefined;
}
