import type { Forward, Host, IstioMesh, Rule, Workload } from '../effective';
import { describe } from '../effective';
import { callersOf, type Caller } from './callers';
import type { Graph, GraphEdge, GraphNode } from './graph';

export interface GraphOptions {
  /** Only what is in one of these namespaces, and what it meets. @default - everything */
  readonly namespaces?: readonly string[];
}

/** Who may call whom, and what gateways lead to. Its cost grows with what the policies name, not with pairs. */
export function graphOf(mesh: IstioMesh, options: GraphOptions = {}): Graph {
  const graph = new Builder(mesh).build();
  if (!options.namespaces) return graph;
  const inside = new Set(graph.nodes.filter((n) => n.namespace !== undefined && options.namespaces!.includes(n.namespace)).map((n) => n.id));
  const edges = graph.edges.filter((e) => inside.has(e.from) || inside.has(e.to));
  const met = new Set([...inside, ...edges.flatMap((e) => [e.from, e.to])]);
  return { nodes: graph.nodes.filter((n) => met.has(n.id)), edges };
}

class Builder {
  private readonly nodes = new Map<string, GraphNode>();
  private readonly edges = new Map<string, GraphEdge>();
  private readonly byPrincipal = new Map<string, Workload[]>();

  constructor(private readonly mesh: IstioMesh) {}

  build(): Graph {
    for (const w of this.mesh.workloads) {
      const same = this.byPrincipal.get(w.principal);
      if (same) same.push(w); else this.byPrincipal.set(w.principal, [w]);
    }
    for (const host of this.mesh.world.hosts) this.hostNode(host);
    for (const w of this.mesh.workloads) this.nodeOf(w);
    const open = new Set<string>();
    for (const w of this.mesh.workloads) if (w.proxy === 'sidecar' && !this.admitted(w)) open.add(this.nodeOf(w));
    for (const w of this.mesh.workloads) {
      if (w.proxy === 'sidecar') this.known(w, open);
      else if (w.proxy === 'gateway') this.gateway(w);
    }
    this.splits();
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    return { nodes: [...this.nodes.values()].sort(byId), edges: [...this.edges.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge) };
  }

  private add(node: GraphNode): string {
    if (!this.nodes.has(node.id)) this.nodes.set(node.id, node);
    return node.id;
  }
  private edge(edge: GraphEdge): void {
    if (edge.from === edge.to) return;
    const key = `${edge.from} ${edge.to} ${edge.kind} ${edge.label ?? ''}`;
    if (!this.edges.has(key)) this.edges.set(key, edge);
  }

  private hostNode(host: Host): string {
    const inside = !host.external;
    const label = host.kind === 'Service' ? host.name.split('.')[0] : host.name;
    // Behind a service may stand a gateway: then that is the node.
    const behind = inside ? this.mesh.world.workloadsBehind(host)[0] : undefined;
    if (behind?.proxy === 'gateway') return this.nodeOf(behind);
    const first = behind && this.mesh.world.hostsBefore(behind)[0];
    if (first && first !== host) return this.hostNode(first);
    return this.add({ id: inside ? `${host.namespace}/${label}` : label, kind: inside ? 'service' : 'external', label, ...(inside && { namespace: host.namespace }) });
  }
  private nodeOf(w: Workload): string {
    if (w.proxy === 'gateway') return this.add({ id: w.id, kind: 'gateway', label: w.name, namespace: w.namespace });
    const host = this.mesh.world.hostsBefore(w)[0];
    return host ? this.hostNode(host) : this.add({ id: w.id, kind: 'workload', label: w.name, namespace: w.namespace });
  }
  private anyone(who: Caller['who']): string {
    if (who === 'mesh') return this.add({ id: 'any identity of the mesh', kind: 'anyone', label: 'any identity of the mesh' });
    if (who === 'anyone') return this.add({ id: 'anyone', kind: 'anyone', label: 'anyone' });
    if ('namespace' in who) return this.add({ id: `namespace ${who.namespace}`, kind: 'anyone', label: `namespace ${who.namespace}` });
    return this.add({ id: who.principal, kind: 'anyone', label: who.principal });
  }

  /** Edges from the callers that a workload's own policies let in; false: it has none. */
  private admitted(w: Workload): boolean {
    const to = this.nodeOf(w);
    let any = false;
    for (const port of this.mesh.server(w).ports) {
      for (const policy of port.gate.authorization) {
        if (policy.action !== 'ALLOW' || policy.dryRun) continue;
        any = true;
        for (const rule of policy.rules) for (const caller of callersOf(rule.when)) {
          const known = typeof caller.who === 'object' && 'principal' in caller.who ? this.byPrincipal.get(caller.who.principal) : undefined;
          for (const from of known ? new Set(known.map((k) => this.nodeOf(k))) : [this.anyone(caller.who)]) this.edge({ from, to, kind: 'calls', ...(caller.requests !== undefined && { label: caller.requests }), source: rule.from });
        }
      }
    }
    return any;
  }

  /** Edges to what a client's proxy was told of and nothing keeps it out of; one that knows everything draws none. */
  private known(w: Workload, open: ReadonlySet<string>): void {
    const client = this.mesh.client(w);
    if (client.scope.default !== undefined) return;
    const all = this.mesh.world.hosts.length;
    const hosts = client.hosts();
    if (hosts.length === all && all > 3) return;
    for (const host of hosts) {
      const to = this.hostNode(host);
      if (host.external || open.has(to)) this.edge({ from: this.nodeOf(w), to, kind: 'knows', source: client.scope });
    }
  }

  private gateway(w: Workload): void {
    const from = this.nodeOf(w);
    for (const listener of this.mesh.gateway(w).listeners) {
      for (const server of listener.servers) {
        for (const host of server.http?.all() ?? []) for (const rule of host.rules) this.forwards(from, rule, host.domains.filter((d) => !d.includes(':'))[0]);
        for (const rule of server.bytes ?? []) for (const share of rule.to) this.edge({ from, to: this.targetNode(share.to.host), kind: 'routes', label: rule.when.op === 'always' ? `port ${listener.port}` : describe(rule.when), source: rule.from });
      }
    }
  }
  private forwards(from: string, rule: Rule, domain: string | undefined): void {
    if (rule.action.kind !== 'forward') return;
    const path = rule.when.op === 'always' ? '' : ` ${describe(rule.when)}`;
    for (const share of rule.action.to) this.edge({ from, to: this.targetNode(share.to.host), kind: 'routes', label: `${domain ?? ''}${path}`.trim(), source: rule.from });
    for (const mirror of rule.action.mirrors) this.edge({ from, to: this.targetNode(mirror.to.host), kind: 'mirrors', label: `${mirror.percent} %`, source: mirror.from });
  }
  private targetNode(name: string): string {
    const host = this.mesh.hosts(name)[0];
    return host ? this.hostNode(host) : this.add({ id: name, kind: 'external', label: name });
  }

  /** The default rule of services with versions, as one of their callers sees it. */
  private splits(): void {
    const clientOf = new Map<string, Workload>();
    for (const w of this.mesh.workloads) if (w.proxy === 'sidecar' && !clientOf.has(this.nodeOf(w))) clientOf.set(this.nodeOf(w), w);
    const callerOf = new Map<string, Workload>();
    for (const edge of this.edges.values()) { const w = clientOf.get(edge.from); if (w && !callerOf.has(edge.to)) callerOf.set(edge.to, w); }
    for (const host of this.mesh.world.hosts) {
      if (host.external || this.mesh.world.workloadsBehind(host).length < 2) continue;
      const node = this.nodes.get(this.hostNode(host)), caller = node && (callerOf.get(node.id) ?? clientOf.get(node.id));
      if (!node || !caller) continue;
      for (const port of host.ports) {
        const rules = this.mesh.client(caller).http(port.number)?.find(host.name)?.rules ?? [];
        const last = rules[rules.length - 1]?.action;
        if (last?.kind !== 'forward') continue;
        this.forwardSplit(node, last);
        break;
      }
    }
  }
  private forwardSplit(node: GraphNode, { to }: Forward): void {
    const total = to.reduce((sum, s) => sum + s.weight, 0);
    if (to.some((s) => s.to.subset !== undefined)) this.nodes.set(node.id, { ...node, split: to.map((s) => ({ to: s.to.subset ?? s.to.host, percent: to.length === 1 ? 100 : Math.round((s.weight * 1000) / total) / 10 })) });
  }
}
