import type { IConstruct } from 'constructs';
import { kindOf } from '../constructs/declare';
import type { ExternalService } from '../constructs/external-service';
import type { MeshGateway } from '../constructs/mesh-gateway';
import type { MeshService, ServiceVersion } from '../constructs/mesh-service';
import type { MeshWorkload } from '../constructs/mesh-workload';
import type { GatewayFacts, VersionFacts, WorkloadFacts } from '../model';
import type { Resolved } from '../resolve/resolved';
import type { Outcome } from '../simulate';
import { effective } from './subject';

/** Where a request can end: a thing of the language, or a name: `reviews`, `reviews.shop`, `reviews v2`, `api.example.com`, `shop/reviews-v2`. */
export type Reachable = MeshService<any> | ServiceVersion | ExternalService | MeshGateway | string;
type Delivery = Outcome['deliveries'][number];

const resolvedOf = (c: IConstruct): Resolved => (require('../cdk8s/host') as typeof import('../cdk8s/host')).Host.of(c).compile().resolved;

/** Workloads of the effective mesh that stand for a caller: one for each version. */
export function workloadsOf(caller: MeshService<any> | MeshWorkload | ServiceVersion | MeshGateway): string[] {
  if (kindOf(caller) === 'version') {
    const { service, name } = caller as ServiceVersion;
    return idsOf(resolvedOf(service), workloadFactsOf(service), (v) => v.name === name);
  }
  const resolved = resolvedOf(caller as IConstruct);
  if (kindOf(caller) === 'gateway') return gatewayPods(caller as MeshGateway, resolved.index.gateway.get((caller as IConstruct).node.path));
  return idsOf(resolved, workloadFactsOf(caller as MeshService<any>));
}
/** Pods of a gateway that somebody else runs in the same app have names of their own. */
function gatewayPods(gateway: MeshGateway, facts: GatewayFacts | undefined): string[] {
  if (!facts) return [];
  const own = `${facts.namespaceName}/${facts.name}`;
  if (facts.managed) return [own];
  const { selects } = require('../effective/istio/names') as typeof import('../effective/istio/names');
  const pods = effective(gateway).workloads.filter((w) => w.proxy === 'gateway' && w.namespace === facts.namespaceName && selects(facts.labels, w.labels));
  return pods.length > 0 ? pods.map((w) => w.id) : [own];
}
function workloadFactsOf(c: MeshService<any> | MeshWorkload): WorkloadFacts {
  const { index, model } = resolvedOf(c);
  const service = index.service.get(c.node.path);
  const found = service ? index.workload.get(service.workload) : index.workload.get(c.node.path) ?? model.workloads.find((w) => w.origin.path === c.node.path);
  if (!found) throw new Error(`${c.node.path} is in no mesh of its app`);
  return found;
}
function idsOf({ index }: Resolved, workload: WorkloadFacts, wanted: (v: VersionFacts) => boolean = () => true): string[] {
  const namespace = index.namespace.get(workload.namespace)!.name;
  return workload.versions.filter(wanted).map(({ pods, podsName }) => (pods.kind === 'construct' ? `${pods.namespace ?? namespace}/${pods.name}` : `${namespace}/${podsName}`));
}

/** How a message calls a destination. */
export function nameOf(to: Reachable): string {
  if (typeof to === 'string') return to;
  return kindOf(to) === 'version' ? `${(to as ServiceVersion).service.node.id} ${(to as ServiceVersion).name}` : (to as MeshService<any>).node.id;
}

/** Whether a share of a request ends at a destination. */
export function isAt(delivery: Delivery, to: Reachable): boolean {
  if (typeof to === 'string') return isNamed(delivery, to);
  if (kindOf(to) === 'external') return hostsOf(to as ExternalService).some((h) => hostCovers(h, delivery.target.host));
  const ids = new Set(workloadsOf(to as MeshService<any>));
  if (delivery.workloads.length > 0) return delivery.workloads.every((id) => ids.has(id));
  return kindOf(to) === 'service' && delivery.target.host === (to as MeshService<any>).host && delivery.target.subset === undefined;
}
export const hostsOf = (external: ExternalService): readonly string[] => resolvedOf(external).index.external.get(external.node.path)?.hosts ?? [];
const hostCovers = (host: string, name: string): boolean => host === name || (host.startsWith('*.') && name.endsWith(host.slice(1)));

function isNamed({ target, workloads }: Delivery, name: string): boolean {
  if (name.includes('/')) return workloads.length > 0 && workloads.every((id) => id === name);
  const [host, subset] = name.split(' ');
  const fits = target.host === host || target.host.startsWith(`${host}.`) && /^[^.]+(\.[^.]+)?(\.svc)?$/.test(host) && target.host.includes('.svc.');
  return fits && (subset === undefined || target.subset === subset);
}

/** Names by which somebody may speak of a share: its subset, the version of its pods, its service, its workload. */
export function namesOf(delivery: Delivery, versions: ReadonlyMap<string, string>): readonly string[] {
  const { target, workloads } = delivery, names = new Set<string>();
  if (target.subset !== undefined) names.add(target.subset);
  const version = workloads.length > 0 ? versions.get(workloads[0]) : undefined;
  if (version !== undefined && workloads.every((id) => versions.get(id) === version)) names.add(version);
  const [short, namespace, svc] = target.host.split('.');
  if (svc === 'svc') { names.add(short); names.add(`${short}.${namespace}`); }
  names.add(target.host);
  for (const id of workloads.length === 1 ? workloads : []) { names.add(id); names.add(id.slice(id.indexOf('/') + 1)); }
  return [...names];
}
/** Versions by workload, as they are declared. */
export function versionsOf(scope: IConstruct | undefined): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  if (!scope) return out;
  const resolved = resolvedOf(scope);
  for (const w of resolved.model.workloads) for (const v of w.versions) for (const id of idsOf(resolved, w, (x) => x === v)) out.set(id, v.name);
  return out;
}
