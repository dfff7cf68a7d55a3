import { KIND, type SourceObject, type Workload } from '../effective';
import { finding, type Check, type CheckContext, type CheckFinding } from './check';
import { workloadsOf, writtenPolicies } from './parts/authorization-rules';
import { fields } from './parts/fields';

/** The port of the Service means nothing there. */
export const policyPortsAreOfContainers: Check = {
  code: 'MESH2305',
  title: 'ports of a policy are those of containers, not of Services',
  severity: 'error',
  docs: '`portLevelMtls` of a PeerAuthentication and `ports` of an AuthorizationPolicy mean the port of the pod on which a connection arrives. Written as the port of the Service, where that is another, they hold for no connection: what was to be strict stays as it was, what was to be denied passes.',
  *run(context) {
    for (const object of context.world.objects.of(KIND.peerAuthentication)) {
      for (const key of Object.keys(fields(fields(object.manifest.spec)?.portLevelMtls) ?? {})) yield* judge(context, object, workloadsOf(context.world, object), Number(key), `spec.portLevelMtls["${key}"]`);
    }
    for (const policy of writtenPolicies(context.world)) for (const { values } of policy.rules) for (const list of values) {
      if (list.key !== 'ports' && list.key !== 'notPorts' && list.key !== 'destination.port') continue;
      for (const [i, value] of list.values.entries()) yield* judge(context, policy.object, policy.workloads, Number(value), `${list.field}[${i}]`);
    }
  },
};

/** Where no selected workload has the port, and a Service before one of them does. */
function* judge({ world, mesh }: CheckContext, object: SourceObject, workloads: readonly Workload[], port: number, field: string): Iterable<CheckFinding> {
  let meant: { readonly w: Workload; readonly target: number; readonly service: string } | undefined;
  for (const w of workloads) {
    const isOwn = (p: { readonly number: number }): boolean => p.number === port;
    if (w.proxy === 'gateway' ? w.ports.some(isOwn) || mesh.gateway(w).listeners.some((l) => l.podPort === port) : mesh.server(w).ports.some(isOwn)) return;
    for (const host of meant ? [] : world.hostsBefore(w)) for (const p of host.ports) {
      const target = typeof p.targetPort === 'number' ? p.targetPort : w.ports.find((o) => o.name === p.targetPort)?.number;
      if (p.number === port && target !== undefined && target !== port) meant = { w, target, service: host.name.split('.')[0] };
    }
  }
  if (meant) yield finding(object, field, `${port} is the port of Service ${meant.service}; connections arrive at port ${meant.target} of ${meant.w.name}`, { help: `write ${meant.target}` });
}
