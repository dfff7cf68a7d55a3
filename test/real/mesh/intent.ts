import type { ExternalFacts, GatewayFacts, MeshFacts, PolicyValue, ServiceFacts, WorkloadFacts } from '../../../lib/model';
import type { ConnectionPolicies, PortRules, Resolved, ResolvedBackend } from '../../../lib/resolve/resolved';
import { millis, type EnvoyResource, type ProxyView } from './envoy';
import { actual, differencesOf, intended, type Spelling } from './outcome';
import { admits } from './rbac';
import { probesOf, type Request } from './request';

/** A program's model beside what istiod makes of its manifests. */
export interface MeshView { readonly resolved: Resolved; readonly proxies: readonly ProxyView[]; readonly trustDomain: string }

/** Where requests are looked up: whose table, under which name, on behalf of which workload. */
interface Place { readonly proxy: ProxyView; readonly authority: string; readonly table: number | string; readonly caller?: string }

const max = 4294967295;
const everything: Request = { path: '/', method: 'GET', headers: {}, query: {} };

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
      for (const listener of gateway.listeners) {
        if ((listener.protocol !== 'HTTP' && listener.protocol !== 'HTTPS') || listener.redirectToHttps) continue;
        const where = `gateway ${gateway.name}:${listener.port}`;
        const filters = proxy.gatewayFiltersOf(listener.podPort);
        if (filters.length === 0) continue; // a listener that no route uses is not opened
        for (const { value } of resolved.gatewayPolicies('RateLimit', gateway)) if (value !== 'off') this.rateLimit(where, filters, value);
        for (const { value } of resolved.gatewayPolicies('JwtPolicy', gateway)) if (value !== 'off') this.token(where, filters, value.issuer);
        for (const { value } of resolved.gatewayPolicies('ExternalAuthorizer', gateway)) if (value !== 'off') this.present(where, filters, 'ExtAuthz', `authorizer ${value.provider}`);
      }
      for (const host of resolved.gatewayHosts(gateway)) {
        for (const rule of host.rules) if (rule.action.kind === 'forward') for (const backend of rule.action.backends) this.gatewayCluster(gateway, proxy, backend);
        if (host.kind !== 'http') continue;
        const authority = host.host === '*' ? 'any.example' : host.host.replace(/^\*/, 'some');
        for (const listener of host.listeners) {
          if (listener.protocol !== 'HTTP' && listener.protocol !== 'HTTPS') continue;
          const table = listener.protocol === 'HTTP' ? `http.${listener.podPort}` : `https.${listener.port}.${listener.name}.`;
          if (listener.redirectToHttps) {
            this.compared++;
            if (proxy.virtualHost(authority, table)?.require_tls !== 'ALL') this.wrong(`${gateway.name} ${authority}:${listener.port}`, ['does not send to HTTPS']);
            continue;
          }
          // Routes are told apart by port: of two listeners on one, those of each are the other's too.
          const rules = host.rules.filter((rule) => rule.listeners === undefined || rule.listeners.some((name) => gateway.listeners.some((l) => l.name === name && l.port === listener.port)));
          this.routes(`gateway ${gateway.name}, ${authority}:${listener.port}`, { proxy, authority, table }, rules);
        }
      }
    }
    return this;
  }

  private client(workload: WorkloadFacts, proxy: ProxyView, service: ServiceFacts): void {
    const { resolved } = this.mesh;
    const host = this.hostOf(service);
    for (const port of service.headless ? [] : resolved.frontend(service).http) {
      this.routes(`${workload.name} → ${service.name}:${port.port.number}`, { proxy, authority: host, table: port.port.number, caller: workload.id }, port.rules);
    }
    const { loadBalancing } = resolved.connection(service, resolved.index.mesh.get(workload.mesh)!);
    if (loadBalancing !== undefined && loadBalancing.value !== 'off' && loadBalancing.value.algorithm?.kind === 'hash' && !service.headless) {
      for (const { port } of resolved.frontend(service).http) this.hash(`${workload.name} → ${service.name}:${port.number}`, proxy.route(host, port.number, everything)?.route, host, loadBalancing.value.algorithm.by);
    }
    for (const port of service.headless ? [] : resolved.frontend(service).opaque) this.bytes(`${workload.name} → ${service.name}:${port.port.number}`, proxy, port);
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

  private hash(where: string, route: EnvoyResource, host: string, by: object): void {
    const cluster = route?.cluster ?? route?.weighted_clusters?.clusters[0].name;
    if (cluster === undefined || !cluster.endsWith(`|${host}`)) return; // its own policy is that of where the rule sends it
    this.compared++;
    const text = JSON.stringify(route.hash_policy ?? []);
    const wanted = 'header' in by ? `"header":{"header_name":"${String(by.header)}"` : 'cookie' in by ? `"cookie":{"name":"${String(by.cookie)}"` : 'query' in by ? `"query_parameter":{"name":"${String(by.query)}"` : '"connection_properties":{"source_ip":true';
    if (!text.includes(wanted)) this.wrong(where, [`hash: wanted ${wanted}, istiod has ${text}`]);
  }

  /** A gateway keeps to the connection policies of what it sends to, as its owner's other clients do. */
  private gatewayCluster(gateway: GatewayFacts, proxy: ProxyView, backend: ResolvedBackend): void {
    if (backend.kind !== 'service' || backend.service.headless) return;
    const { resolved } = this.mesh;
    const name = this.clusterOf(backend);
    const cluster = proxy.clusterNamed(name);
    const version = resolved.index.workload.get(backend.service.workload)!.versions.find((one) => one.name === backend.version);
    if (cluster === undefined) this.wrong(`gateway ${gateway.name}`, [`no cluster ${name}`]);
    else this.connection(`gateway ${gateway.name}, ${name}`, cluster, resolved.connection(backend.service, resolved.index.mesh.get(gateway.mesh)!, version), ['http', 'http2', 'grpc'].includes(backend.port.protocol));
  }

  /** Connections of a port that nobody looks into. */
  private bytes(where: string, proxy: ProxyView, { port, rules }: PortRules): void {
    const { action } = rules[rules.length - 1];
    if (action.kind !== 'forward') return;
    this.compared++;
    const shares = action.backends.filter((backend) => action.backends.length === 1 || backend.weight > 0);
    const wanted = (shares.length === 1 ? [`100 ${this.clusterOf(shares[0])}`] : shares.map((backend) => `${backend.weight} ${this.clusterOf(backend)}`)).sort().join(', ');
    const found = proxy.connectionsAt(port.number);
    if (!found.includes(wanted)) this.wrong(where, [`bytes: wanted "${wanted}", istiod has "${found.join('" and "')}"`]);
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

  private routes(where: string, { proxy, authority, table, caller }: Place, rules: Parameters<typeof intended>[0]): void {
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
      equal('consecutive 5xx', outlier.consecutive5xx ?? 0, found.consecutive_5xx);
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
    for (const { value, ports: limited } of resolved.serverPolicies('RateLimit', workload)) for (const port of limited) this.rateLimit(`${workload.name}:${port.containerPort}`, proxy.inboundFiltersOf(port.containerPort), value);
    for (const { value, ports: checked } of resolved.serverPolicies('JwtPolicy', workload)) for (const port of checked) this.token(`${workload.name}:${port.containerPort}`, proxy.inboundFiltersOf(port.containerPort), value.issuer);
    for (const { value, ports: asked } of resolved.serverPolicies('ExternalAuthorizer', workload)) {
      for (const port of asked) if (['http', 'http2', 'grpc'].includes(port.protocol)) this.present(`${workload.name}:${port.containerPort}`, proxy.inboundFiltersOf(port.containerPort), 'ExtAuthz', `authorizer ${value.provider}`);
    }
  }

  private present(where: string, filters: readonly EnvoyResource[], type: string, what: string): void {
    this.compared++;
    if (!filters.some((filter) => filter['@type'].endsWith(`.${type}`))) this.wrong(where, [`${what}: wanted, istiod has no ${type}`]);
  }

  private token(where: string, filters: readonly EnvoyResource[], issuer: string): void {
    this.compared++;
    const issuers = filters.filter((filter) => filter['@type'].endsWith('.JwtAuthentication')).flatMap((filter) => Object.values(filter.providers ?? {}).map((provider: EnvoyResource) => provider.issuer));
    if (!issuers.includes(issuer)) this.wrong(where, [`tokens of ${issuer} are wanted, istiod verifies those of ${issuers.join(', ') || 'nobody'}`]);
  }

  private rateLimit(where: string, filters: readonly EnvoyResource[], { requests, per, by, total }: PolicyValue<'RateLimit'>): void {
    this.compared++;
    const buckets = filters.filter((filter) => filter['@type'].endsWith('.LocalRateLimit')).map((filter) => ({ all: filter.token_bucket, each: (filter.descriptors ?? []).map((one: EnvoyResource) => one.token_bucket) }));
    const equals = (bucket: EnvoyResource, limit: number) => bucket !== undefined && bucket.max_tokens === limit && millis(bucket.fill_interval) === per;
    const met = buckets.some(({ all, each }) => (by === undefined && each.length === 0 ? equals(all, requests) : each.some((one: EnvoyResource) => equals(one, requests)) && (total === undefined || equals(all, total))));
    if (!met) this.wrong(where, [`rate limit of ${requests} in ${per} ms${by === undefined ? '' : ' each'}: wanted, istiod has ${JSON.stringify(buckets)}`]);
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
