import type { Host, HostPort, PortProtocol, Workload } from '../effective/mesh';
import type { ExternalFacts, GatewayFacts, Id, PortFacts, ServiceFacts, VersionFacts, WorkloadFacts } from '../model';
import { declared, gatewayName, installation, serviceName, type Context } from './context';
import type { PlatformHost } from './facts';
import { isHttp } from './order';

/** Pods and hosts that a model speaks of. */
export class Things {
  readonly workloads: readonly Workload[];
  readonly hosts: readonly Host[];
  /** What a workload, or a gateway, of the effective mesh is in the model. */
  readonly modelOf = new Map<Workload, WorkloadFacts>();
  readonly gatewayOf = new Map<Workload, GatewayFacts>();
  readonly thingOf = new Map<Host, ServiceFacts | ExternalFacts | GatewayFacts | PlatformHost>();
  private readonly podsOf = new Map<Id, { readonly version: VersionFacts; readonly workload: Workload }[]>();
  private readonly byName = new Map<string, Host>();

  constructor(private readonly ctx: Context) {
    const { model } = ctx.index;
    this.workloads = [...model.workloads.flatMap((w) => w.versions.map((v) => this.pods(w, v))), ...model.gateways.map((g) => this.gatewayPods(g))];
    this.hosts = [
      ...model.services.map((s) => this.service(s)), ...model.externals.flatMap((e) => e.hosts.map((name) => this.external(e, name))), ...model.gateways.map((g) => this.gatewayHost(g)),
      ...ctx.facts.platform.hosts.map((h) => this.platform(h)),
    ];
    for (const h of this.hosts) if (!this.byName.has(h.name)) this.byName.set(h.name, h);
  }

  host(name: string): Host | undefined { return this.byName.get(name); }
  /** Pods of a workload, or of one of its versions. */
  behind(workload: Id, version?: string): readonly Workload[] { return (this.podsOf.get(workload) ?? []).filter((p) => version === undefined || p.version.name === version).map((p) => p.workload); }

  private pods(w: WorkloadFacts, version: VersionFacts): Workload {
    const { pods } = version, namespace = pods.kind === 'construct' && pods.namespace !== undefined ? pods.namespace : this.ctx.index.namespaceName(w);
    const name = pods.kind === 'construct' ? pods.name : version.podsName;
    const workload: Workload = {
      id: `${namespace}/${name}`, namespace, name, kind: pods.kind === 'construct' ? pods.workloadKind : 'Deployment', labels: { ...w.selector, ...version.labels }, annotations: {}, serviceAccount: w.serviceAccount,
      principal: this.principal(namespace, w.serviceAccount), proxy: w.meshed ? 'sidecar' : 'none', ports: [], from: declared(w.origin),
    };
    this.modelOf.set(workload, w);
    const list = this.podsOf.get(w.id);
    if (list) list.push({ version, workload }); else this.podsOf.set(w.id, [{ version, workload }]);
    return workload;
  }
  private gatewayPods(g: GatewayFacts): Workload {
    const workload: Workload = {
      id: `${g.namespaceName}/${g.name}`, namespace: g.namespaceName, name: g.name, kind: 'Deployment', labels: g.labels, annotations: {}, serviceAccount: g.serviceAccount,
      principal: this.principal(g.namespaceName, g.serviceAccount), proxy: 'gateway', ports: [], from: declared(g.origin),
    };
    this.gatewayOf.set(workload, g);
    return workload;
  }
  private principal(namespace: string, account: string): string { return `${this.ctx.facts.trustDomain}/ns/${namespace}/sa/${account}`; }

  private service(s: ServiceFacts): Host {
    const w = this.ctx.index.workload.get(s.workload);
    return this.known(s, {
      ...BASE, name: serviceName(this.ctx, s), namespace: this.ctx.index.namespaceName(s), kind: 'Service', ports: s.ports.map((p) => portOf(p)), headless: s.headless, external: false,
      resolution: s.headless ? 'client' : 'workloads', ...(w && { selector: w.selector }), from: declared(s.origin),
    });
  }
  private external(e: ExternalFacts, name: string): Host {
    const resolution = { DNS: 'dns', STATIC: 'static', NONE: 'none' } as const;
    return this.known(e, {
      ...BASE, name, namespace: this.ctx.index.namespaceName(e), kind: 'ServiceEntry', ports: e.ports.map((p) => portOf(p, e.tls && isHttp(p) ? e.tls.port : p.containerPort)), headless: false, external: true,
      resolution: resolution[e.resolution], addresses: e.resolution === 'STATIC' ? e.addresses : [],
      endpoints: e.resolution === 'STATIC' ? e.addresses.map((address) => ({ address, ports: {}, labels: {}, from: declared(e.origin) })) : [], from: declared(e.origin),
    });
  }
  private gatewayHost(g: GatewayFacts): Host {
    const number = new Map<number, HostPort>();
    const add = (port: number, targetPort: number, protocol: PortProtocol): void => { if (!number.has(port)) number.set(port, { number: port, name: `${protocol}-${port}`, protocol, targetPort }); };
    const PROTOCOL = { HTTP: 'http', HTTPS: 'https', TLS_PASSTHROUGH: 'tls', TCP: 'tcp' } as const;
    for (const l of g.listeners) add(l.port, l.podPort, PROTOCOL[l.protocol]);
    for (const e of this.ctx.index.externalsVia.get(g.id) ?? []) for (const p of e.ports) add(p.number, p.number, p.protocol);
    return this.known(g, { ...BASE, name: gatewayName(this.ctx, g), namespace: g.namespaceName, kind: 'Service', ports: [...number.values()], headless: false, external: false, resolution: 'workloads', selector: g.labels, from: declared(g.origin) });
  }
  private platform(h: PlatformHost): Host { return this.known(h, { ...BASE, ...h, kind: 'Service', headless: false, external: false, resolution: 'workloads', from: installation }); }

  private known(thing: ServiceFacts | ExternalFacts | GatewayFacts | PlatformHost, host: Host): Host { this.thingOf.set(host, thing); return host; }
}
const BASE = { addresses: [], exportTo: ['*'], endpoints: [], subjectAltNames: [] } as const;
const portOf = (p: PortFacts, targetPort: number | string = p.containerPort): HostPort => ({ number: p.number, name: p.name, protocol: p.protocol, targetPort });
