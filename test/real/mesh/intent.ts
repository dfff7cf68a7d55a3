import type { ExternalFacts, MeshFacts, ServiceFacts, WorkloadFacts } from '../../../lib/model';
import type { ConnectionPolicies, Resolved, ResolvedBackend } from '../../../lib/resolve/resolved';
import { millis, type EnvoyResource, type ProxyView } from './envoy';
import { actual, differencesOf, intended, type Spelling } from './outcome';
import { admits } from './rbac';
import { probesOf, type Request } from './request';

/** A program's model beside what istiod makes of its manifests. */
export interface MeshView { readonly resolved: Resolved; readonly proxies: readonly ProxyView[]; readonly trustDomain: string }

const max = 4294967295;

/** Everything that the model says about traffic, looked for in the proxies concerned. One line per contradiction. */
export class Intent {
  readonly problems: string[] = [];
  /** Comparisons made. */
  compared = 0;
  private readonly spelling: Spelling = { cluster: (backend) => this.clusterOf(backend) };

  constructor(private readonly mesh: MeshView) {}

  run(): this {
    const { resolved } = this.mesh;
    for (const workload of resolved.model.workloads) {
      if (!workload.meshed) continue;
      for (const proxy of this.proxiesOf(workload).slice(0, 1)) {
        const reach = resolved.reach(workload);
        for (const service of reach.services) this.client(workload, proxy, service);
        for (const external of reach.externals) if (external.via === undefined) this.externalClient(workload, proxy, external);
        this.server(workload, proxy);
      }
    }
    for (const gateway of resolved.model.gateways) {
      const proxy = this.mesh.proxies.find((one) => one.pod.router && one.pod.namespace === gateway.namespaceName && matches(gateway.labels, one.pod.labels));
      if (proxy === undefined) { if (gateway.managed !== undefined) this.wrong(gateway.name, ['no pod of this gateway']); continue; }
      for (const host of resolved.gatewayHosts(gateway)) {
        if (host.kind !== 'http') continue;
        const authority = host.host === '*' ? 'any.example' : host.host.replace(/^\*/, 'some');
        for (const listener of host.listeners) {
          if (listener.protocol !== 'HTTP' && listener.protocol !== 'HTTPS') continue;
          const table = listener.protocol === 'HTTP' ? `http.${listener.podPort}` : `https.${listener.port}.`;
          if (listener.redirectToHttps) {
            this.compared++;
            if (proxy.virtualHost(authority, table)?.require_tls !== 'ALL') this.wrong(`${gateway.name} ${authority}:${listener.port}`, ['does not send to HTTPS']);
            continue;
          }
          const rules = host.rules.filter((rule) => rule.listeners === undefined || rule.listeners.includes(listener.name));
          this.routes(`gateway ${gateway.name}, ${authority}:${listener.port}`, proxy, authority, table, rules, undefined);
        }
      }
    }
    return this;
  }

  private client(workload: WorkloadFacts, proxy: ProxyView, service: ServiceFacts): void {
    const { resolved } = this.mesh;
    const host = this.hostOf(service);
    for (const port of service.headless ? [] : resolved.frontend(service).http) {
      this.routes(`${workload.name} → ${service.name}:${port.port.number}`, proxy, host, port.port.number, port.rules, workload.id);
    }
    const owner = resolved.index.mesh.get(workload.mesh)!;
    for (const port of service.ports) {
      const sets = service.versioned ? resolved.index.workload.get(service.workload)!.versions : [];
      for (const version of [undefined, ...sets]) {
        const cluster = proxy.cluster(host, port.number, version?.name);
        if (cluster === undefined) {
          if (version === undefined) this.wrong(`${workload.name} → ${service.name}:${port.number}`, ['no cluster']);
          continue; // a subset that no rule names need not be in the DestinationRule
        }
        if (!service.headless) this.connection(`${workload.name}, ${cluster.name}`, cluster, resolved.connection(service, owner, version), ['http', 'http2', 'grpc'].includes(port.protocol));
      }
    }
  }

  private externalClient(workload: WorkloadFacts, proxy: ProxyView, external: ExternalFacts): void {
    if (external.hosts[0].startsWith('*')) return;
    const owner: MeshFacts = this.mesh.resolved.index.mesh.get(workload.mesh)!;
    for (const port of external.ports) {
      if (external.tls !== undefined) this.externalTls(`${workload.name} → ${external.name}:${port.number}`, proxy.cluster(external.hosts[0], port.number), external.tls);
      const cluster = proxy.cluster(external.hosts[0], port.number);
      const where = `${workload.name} → ${external.name}:${port.number}`;
      if (cluster === undefined) this.wrong(where, ['no cluster']);
      else this.connection(where, cluster, this.mesh.resolved.connection(external, owner), ['http', 'http2', 'grpc'].includes(port.protocol));
    }
  }

  private externalTls(where: string, cluster: EnvoyResource | undefined, tls: NonNullable<ExternalFacts['tls']>): void {
    this.compared++;
    const context = cluster?.transport_socket?.typed_config;
    const roots = JSON.stringify(context?.common_tls_context?.combined_validation_context ?? context?.common_tls_context?.validation_context_sds_secret_config ?? '');
    if (context === undefined) this.wrong(where, ['no TLS']);
    else {
      // The Secret of a client's certificate brings the roots with it.
      const wanted = tls.clientCertificate === undefined ? `file-root:${tls.caCertificates ?? 'system'}` : `kubernetes://${tls.clientCertificate}-cacert`;
      if (!roots.includes(wanted)) this.wrong(where, [`verifies against ${roots.slice(0, 300)}, wanted ${wanted}`]);
      if (tls.sni !== undefined && context.sni !== tls.sni) this.wrong(where, [`SNI: wanted ${tls.sni}, istiod has ${context.sni}`]);
    }
  }

  private routes(where: string, proxy: ProxyView, authority: string, table: number | string, rules: Parameters<typeof intended>[0], caller: string | undefined): void {
    if (proxy.virtualHost(authority, table) === undefined) {
      if (rules.length > 0) this.wrong(where, [`no virtual host for ${authority} in ${table}`]);
      return;
    }
    for (const request of probesOf(rules)) {
      this.compared++;
      const wanted = intended(rules, request, authority, caller, this.spelling);
      this.wrong(`${where} ${shown(request)}`, differencesOf(wanted, actual(proxy.route(authority, table, request))));
    }
  }

  private connection(where: string, cluster: EnvoyResource, policies: ConnectionPolicies, http: boolean): void {
    this.compared++;
    const pool = policies.pool === undefined || policies.pool.value === 'off' ? undefined : policies.pool.value;
    const thresholds = cluster.circuit_breakers?.thresholds?.[0] ?? {};
    const options = cluster.typed_extension_protocol_options?.['envoy.extensions.upstreams.http.v3.HttpProtocolOptions']?.common_http_protocol_options;
    const out: string[] = [];
    const equal = (what: string, wanted: unknown, found: unknown) => { if (wanted !== found) out.push(`${what}: wanted ${String(wanted)}, istiod has ${String(found)}`); };
    equal('connect timeout', pool?.connectTimeout ?? 10_000, millis(cluster.connect_timeout));
    equal('connections', pool?.maxConnections ?? max, thresholds.max_connections);
    if (http) {
      equal('pending requests', pool?.maxPendingRequests ?? max, thresholds.max_pending_requests);
      equal('requests', pool?.maxRequests ?? max, thresholds.max_requests);
      if (pool?.maxRequestsPerConnection !== undefined) equal('requests per connection', pool.maxRequestsPerConnection, options?.max_requests_per_connection);
    }
    const outlier = policies.outlier === undefined || policies.outlier.value === 'off' ? undefined : policies.outlier.value as { consecutive5xx?: number; interval?: number; ejectFor?: number; maxEjectedPercent?: number };
    const found = cluster.outlier_detection;
    if (outlier === undefined) equal('outlier detection', undefined, found && JSON.stringify(found));
    else if (found === undefined) out.push('outlier detection: wanted, istiod has none');
    else {
      if (outlier.consecutive5xx !== undefined) equal('consecutive 5xx', outlier.consecutive5xx, found.consecutive_5xx);
      if (outlier.interval !== undefined) equal('interval', outlier.interval, millis(found.interval));
      if (outlier.ejectFor !== undefined) equal('ejection', outlier.ejectFor, millis(found.base_ejection_time));
      if (outlier.maxEjectedPercent !== undefined) equal('ejected share', outlier.maxEjectedPercent, found.max_ejection_percent);
    }
    const balancing = policies.loadBalancing === undefined || policies.loadBalancing.value === 'off' ? undefined : policies.loadBalancing.value;
    const algorithm = balancing?.algorithm?.kind;
    if (cluster.type !== 'ORIGINAL_DST') equal('algorithm', { 'round-robin': 'ROUND_ROBIN', random: 'RANDOM', hash: 'RING_HASH' }[algorithm as string] ?? 'LEAST_REQUEST', cluster.lb_policy ?? 'ROUND_ROBIN');
    this.wrong(where, out);
  }

  private server(workload: WorkloadFacts, proxy: ProxyView): void {
    const { resolved } = this.mesh;
    const mtls = resolved.mtls(workload);
    const services = resolved.index.servicesOf.get(workload.id) ?? [];
    const ports = new Map(services.flatMap((service) => service.ports.map((port) => [port.containerPort, port] as const)));
    for (const [number] of ports) {
      const found = proxy.inboundTls(number);
      this.compared++;
      if (found === undefined) { this.wrong(`${workload.name}:${number}`, ['no filter chain']); continue; }
      const wanted = mtls.ports.get(number) ?? mtls.mode;
      if (found !== wanted) this.wrong(`${workload.name}:${number}`, [`mTLS: wanted ${wanted}, istiod has ${found}`]);
    }
    this.access(workload, proxy, [...ports.keys()]);
  }

  /** Who may call, caller by caller; requires, denials and tokens are left to the expectations of single programs. */
  private access(workload: WorkloadFacts, proxy: ProxyView, ports: readonly number[]): void {
    const { resolved } = this.mesh;
    const mesh = resolved.index.mesh.get(workload.mesh)!;
    if (mesh.access !== 'DECLARED_CALLS') return;
    const plain = resolved.serverPolicies('AccessPolicy', workload).length === 0 && resolved.serverPolicies('JwtPolicy', workload).length === 0 && resolved.serverPolicies('ExternalAuthorizer', workload).length === 0;
    const admissions = resolved.admissions(workload);
    const open = admissions.some((one) => one.from.kind !== 'workload' && one.from.kind !== 'gateway');
    for (const port of ports) {
      const filters = [...proxy.inboundFilters(port, 'envoy.filters.http.rbac'), ...proxy.inboundFilters(port, 'envoy.filters.network.rbac')];
      for (const caller of resolved.model.workloads) {
        const mine = admissions.filter((one) => one.from.kind === 'workload' && one.from.id === caller.id && (one.ports.length === 0 || one.ports.includes(port)));
        const free = mine.find((one) => Object.keys(one.claims).length === 0);
        const request: Request = { path: pathOf(free?.paths[0]), method: free?.methods[0] ?? 'GET', headers: { host: 'x' }, query: {} };
        const admitted = admits(filters, { principal: this.principalOf(caller), port, request, sourceIp: '203.0.113.9' });
        this.compared++;
        if (free !== undefined && plain && !admitted) this.wrong(`${caller.name} → ${workload.name}:${port}`, [`${shown(request)} is allowed, istiod denies it`]);
        if (mine.length === 0 && plain && !open && admitted && !this.sharesIdentity(caller, workload, admissions)) this.wrong(`${caller.name} → ${workload.name}:${port}`, ['nobody allowed it, istiod lets it in']);
      }
    }
  }

  private sharesIdentity(caller: WorkloadFacts, workload: WorkloadFacts, admissions: ReturnType<Resolved['admissions']>): boolean {
    const identity = this.principalOf(caller);
    return caller.id === workload.id || admissions.some((one) => one.from.kind === 'workload' && this.principalOf(this.mesh.resolved.index.workload.get(one.from.id)!) === identity);
  }

  private principalOf(workload: WorkloadFacts): string {
    return `spiffe://${this.mesh.trustDomain}/ns/${this.namespaceOf(workload)}/sa/${workload.serviceAccount}`;
  }

  private proxiesOf(workload: WorkloadFacts): ProxyView[] {
    return this.mesh.proxies.filter((proxy) => !proxy.pod.router && proxy.pod.namespace === this.namespaceOf(workload) && matches(workload.selector, proxy.pod.labels));
  }

  private namespaceOf(thing: { readonly namespace: string }): string { return this.mesh.resolved.index.namespace.get(thing.namespace)!.name; }
  private hostOf(service: ServiceFacts): string { return `${service.name}.${this.namespaceOf(service)}.svc.cluster.local`; }

  private clusterOf(backend: ResolvedBackend): string {
    if (backend.kind === 'external') return `outbound|${backend.port.number}||${backend.external.hosts[0]}`;
    return `outbound|${backend.port.number}|${backend.version ?? ''}|${this.hostOf(backend.service)}`;
  }

  private wrong(where: string, problems: readonly string[]): void { for (const problem of problems) this.problems.push(`${where}: ${problem}`); }
}

const matches = (selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean => Object.entries(selector).every(([key, value]) => labels[key] === value);
const pathOf = (path: { readonly kind: string; readonly value: string } | undefined): string => path?.value ?? '/';
const shown = (request: Request): string => `${request.method} ${request.path}${Object.keys(request.query).length > 0 ? `?${new URLSearchParams(request.query)}` : ''}${Object.entries(request.headers).map(([name, value]) => ` ${name}=${value}`).join('')}`;
