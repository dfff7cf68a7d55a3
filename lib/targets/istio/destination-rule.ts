import { push } from '../../manifests/maps';
import type { DestinationRule, DestinationRuleSubset, DestinationRuleTrafficPolicy, Mutable } from '../../manifests/types';
import type { ExternalFacts, GatewayFacts, Id, Labels, MeshFacts, ServiceFacts, VersionFacts, WorkloadFacts } from '../../model';
import type { Emit } from '../target';
import { certificateCallers, uncertified } from './client-certificate';
import { clientTls } from './client-tls';
import { isEmpty, metaOf, sortKeys, type EmitContext } from './context';
import { checkConnections } from './destination-rule-check';
import { externalTls } from './external-tls';
import { egressPorts, gatewayDestinations, gatewayHome, gatewayService, ownGatewayNamespace } from './gateway-listeners';
import type { Kind } from './kind';
import { names } from './names';
import { blocksOf, differences, noPool, type Blocks, type Tls } from './traffic-policy';

/** How clients connect to a destination: its versions, its connection policies, what they must be told of its TLS. */
export const destinationRule: Kind = {
  supports: { 'connection-pool': 'full', 'outlier-detection': 'full', 'load-balancing': 'full', 'load-balancing.hash': 'full', 'load-balancing.failover': 'full', 'policy.other-owner': 'full' },
  emit(context, mesh, out) {
    const { services, externals, gateways } = context.parts(mesh);
    for (const s of services) {
      const spec = specOf(context, s, mesh);
      if (spec) out(ruleOf(context, mesh, s.name, context.namespaceOf(s), spec), s.origin);
    }
    for (const e of externals) {
      for (const [i, host] of e.hosts.entries()) {
        const spec = externalSpec(context, uncertified(e), mesh, host);
        if (spec) out(ruleOf(context, mesh, i === 0 ? e.name : names.externalHost(e, host), context.namespaceOf(e), spec), e.origin);
      }
    }
    for (const [w, e] of certificateCallers(context, mesh)) {
      for (const [i, host] of e.hosts.entries()) {
        const spec = { ...externalSpec(context, e, mesh, host, OWN_NAMESPACE)!, workloadSelector: { matchLabels: sortKeys(w.selector) } };
        out(ruleOf(context, mesh, names.clientCertificate(e, w.name, i === 0 ? undefined : host), context.namespaceOf(w), spec), e.origin);
      }
    }
    for (const [namespace, e] of certificateNamespaces(context, mesh)) emitOwn(context, mesh, namespace, [e], out);
    for (const g of gateways) {
      const spec = egressSpec(context, g);
      if (spec) out(ruleOf(context, mesh, g.name, ownGatewayNamespace(context, g) ?? gatewayHome(context, g), spec), g.origin);
    }
    for (const [namespace, destinations] of context.once(ownRules).get(mesh.id) ?? []) emitOwn(context, mesh, namespace, destinations, out);
  },
  check: checkConnections,
};

type Spec = DestinationRule['spec'];
type Destination = ServiceFacts | ExternalFacts;

const ruleOf = (context: EmitContext, mesh: MeshFacts, name: string, namespace: string, spec: Spec): DestinationRule =>
  ({ apiVersion: context.version.api.networking, kind: 'DestinationRule', metadata: metaOf(mesh, name, namespace), spec });

const NO_PORTS: ReadonlyMap<number, Tls> = new Map();
/** `exportTo` is given where it is for one namespace; it stands first, so the rest is built around it. */
function specOf(context: EmitContext, s: ServiceFacts, client: MeshFacts, exportTo?: readonly string[]): Spec | undefined {
  const all = context.resolved.connection(s, client);
  const tls = clientTls(context, s);
  const blocks = blocksOf(all, s.ports, context.facts);
  const trafficPolicy = policyOf(blocks, tls.mode && { mode: tls.mode }, tls.ports.size === 0 ? NO_PORTS : new Map([...tls.ports].map(([port, mode]) => [port, mode && { mode }])));
  const subsets = s.versioned && !s.headless ? subsetsOf(context, s, client, all) : undefined;
  if (!trafficPolicy && !subsets) return undefined;
  const spec: Mutable<Spec> = exportTo ? { exportTo, host: context.host(s) } : { host: context.host(s) };
  if (subsets) spec.subsets = subsets;
  if (trafficPolicy) spec.trafficPolicy = trafficPolicy;
  return spec;
}

function externalSpec(context: EmitContext, e: ExternalFacts, client: MeshFacts, host: string, exportTo?: readonly string[]): Spec | undefined {
  const blocks = blocksOf(context.resolved.connection(e, client), e.ports, context.facts);
  const { all, ports } = externalTls(e, host);
  const trafficPolicy = policyOf(blocks, all, ports);
  return trafficPolicy && { ...(exportTo && { exportTo }), host, trafficPolicy };
}

/** Gateways do not say that they have a proxy: callers are told to present their identity, except where they pass on the application's own TLS. */
function egressSpec(context: EmitContext, g: GatewayFacts): Spec | undefined {
  if (g.role !== 'egress') return undefined;
  const ports = egressPorts(context, g).filter((p) => p.kind !== 'tls');
  return ports.length === 0 ? undefined
    : { host: gatewayService(context, g), trafficPolicy: { portLevelSettings: ports.map(({ number }) => ({ port: { number }, tls: { mode: 'ISTIO_MUTUAL' } })) } };
}

/** The settings of a port replace all others, so that they repeat what holds for the rest. */
function policyOf(blocks: Blocks, tls: Tls | undefined, ports: ReadonlyMap<number, Tls | undefined>): DestinationRuleTrafficPolicy | undefined {
  if (!tls && ports.size === 0) return isEmpty(blocks) ? undefined : blocks;
  const { connectionPool, loadBalancer, outlierDetection } = blocks;
  const portLevelSettings = [...ports].sort(([a], [b]) => a - b).map(([number, own]) => ({ ...blocks, port: { number }, ...(own && { tls: own }) }));
  return {
    ...(connectionPool && { connectionPool }), ...(loadBalancer && { loadBalancer }), ...(outlierDetection && { outlierDetection }),
    ...(portLevelSettings.length > 0 && { portLevelSettings }), ...(tls && { tls }),
  };
}

function subsetsOf(context: EmitContext, s: ServiceFacts, client: MeshFacts, all: ReturnType<EmitContext['resolved']['connection']>): readonly DestinationRuleSubset[] {
  const workload = context.workloadOf(s);
  return workload.versions.map((v) => {
    const blocks = differences(context.resolved.connection(s, client, v), all, s.ports, context.facts);
    return isEmpty(blocks) ? { labels: subsetLabels(workload, v), name: v.name } : { labels: subsetLabels(workload, v), name: v.name, trafficPolicy: blocks };
  });
}
/** The labels that tell a version from the others; those of all its pods say nothing. */
function subsetLabels(w: WorkloadFacts, v: VersionFacts): Labels {
  const own: Record<string, string> = {};
  for (const key in v.labels) if (w.selector[key] !== v.labels[key]) own[key] = v.labels[key]!;
  return sortKeys(isEmpty(own) ? v.labels : own);
}

/**
 * Meshes that say something of their own about another owner's destination, with the namespaces their callers run in. There, a rule of theirs
 * takes the place of the owner's wholly, so that it repeats what that one says.
 */
function ownRules(context: EmitContext): ReadonlyMap<Id, ReadonlyMap<string, readonly Destination[]>> {
  const byMesh = new Map<Id, Destination[]>();
  const note = (d: Destination): void => {
    for (const client of context.resolved.clientsWithOwnConnection(d)) {
      push(byMesh, client.id, d);
    }
  };
  context.resolved.model.services.forEach(note);
  context.resolved.model.externals.forEach(note);
  const rules = new Map<Id, Map<string, Destination[]>>();
  for (const [id, destinations] of byMesh) {
    const wanted = new Set<Destination>(destinations);
    const namespaces = new Map<string, Set<Destination>>();
    const add = (namespace: string, d: Destination): void => {
      if (!wanted.has(d)) return;
      const set = namespaces.get(namespace);
      if (set) set.add(d); else namespaces.set(namespace, new Set([d]));
    };
    const { workloads, gateways } = context.index.ofMesh.get(id)!;
    for (const w of workloads) {
      if (!w.meshed) continue;
      const { services, externals } = context.resolved.reach(w);
      for (const d of services) add(context.namespaceOf(w), d);
      for (const d of externals) add(context.namespaceOf(w), d);
    }
    for (const g of gateways) {
      const namespace = ownGatewayNamespace(context, g);
      if (namespace !== undefined) for (const d of gatewayDestinations(context, g)) add(namespace, d);
    }
    rules.set(id, new Map([...namespaces].sort(([a], [b]) => (a < b ? -1 : 1)).map(([n, set]) => [n, [...set].sort((a, b) => (a.id < b.id ? -1 : 1))])));
  }
  return rules;
}

/** For one namespace. Beside rules for single workloads its name is written: Istio would take one with a dot to be a part of theirs, and lose it for the others. */
const OWN_NAMESPACE: readonly string[] = ['.'];
function emitOwn(context: EmitContext, mesh: MeshFacts, namespace: string, destinations: readonly Destination[], out: Emit): void {
  for (const d of destinations) {
    const name = names.clientRule(d, context.namespaceOf(d));
    const origin = originOf(context, d, mesh);
    if (!('resolution' in d)) {
      const spec = specOf(context, d, mesh, OWN_NAMESPACE) ?? nothingSaid(context, context.host(d), OWN_NAMESPACE);
      out(ruleOf(context, mesh, name, namespace, spec), origin);
      continue;
    }
    for (const [i, host] of d.hosts.entries()) {
      const exportTo = uncertified(d) === d ? OWN_NAMESPACE : [namespace];
      const spec = externalSpec(context, uncertified(d), mesh, host, exportTo) ?? nothingSaid(context, host, exportTo);
      out(ruleOf(context, mesh, i === 0 ? name : `${name}.${host}`, namespace, spec), origin);
    }
  }
}
/** What a client's own policies come to where they ask for nothing: without a rule, the owner's would hold. */
const nothingSaid = ({ facts }: EmitContext, host: string, exportTo: readonly string[]): Spec => ({ exportTo, host, trafficPolicy: { connectionPool: noPool(facts) } });

/** Namespaces of workloads with a certificate in which nothing else says how the others connect: there, a rule for single workloads hides that of the host's owner. */
function* certificateNamespaces(context: EmitContext, mesh: MeshFacts): Iterable<readonly [string, ExternalFacts]> {
  const own = context.once(ownRules).get(mesh.id), seen = new Set<string>();
  for (const [w, e] of certificateCallers(context, mesh)) {
    const namespace = context.namespaceOf(w), key = `${namespace} ${e.id}`;
    if (namespace === context.namespaceOf(e) || seen.has(key) || own?.get(namespace)?.includes(e)) continue;
    seen.add(key);
    yield [namespace, e];
  }
}

/** The policy of the client's own that the rule is there for. */
function originOf(context: EmitContext, d: Destination, client: MeshFacts) {
  const { pool, outlier, loadBalancing } = context.resolved.connection(d, client);
  return [pool, outlier, loadBalancing].find((e) => e?.policy.mesh === client.id)?.policy.origin ?? d.origin;
}
