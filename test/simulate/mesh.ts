import {
  always, type AuthorizationRule, type Authorization, type ByteRule, type Client, type ClientTls, type Condition, type Destination, type EffectiveMesh, type Forward, type Gate, type Gateway, type GatewayListener,
  type Host, type HostPort, type HttpTable, type JwtRule, type Provenance, type Rule, type Server, type ServerPort, type Target, type VirtualHost, type Workload, isHttp,
} from '../../lib/effective';

/** Effective meshes written down by hand: what the simulator does with one owes nothing to how it was read. */
export const from = (kind: string, name: string, field?: string): Provenance => ({ object: { kind, namespace: 'shop', name }, ...(field !== undefined && { field }) });
const nobody: Provenance = { default: 'Istio' };

export function workload(name: string, more: Partial<Workload> = {}): Workload {
  return {
    id: `shop/${name}`, namespace: 'shop', name, kind: 'Deployment', labels: { app: name.replace(/-v\d$/, '') }, annotations: {}, serviceAccount: name, principal: `cluster.local/ns/shop/sa/${name}`,
    proxy: 'sidecar', ports: [{ number: 8080, name: 'web' }], from: from('Deployment', name), ...more,
  };
}
export const port = (number = 80, protocol: HostPort['protocol'] = 'http', targetPort: number | string = 8080): HostPort => ({ number, name: protocol, protocol, targetPort });
export function service(name: string, more: Partial<Host> = {}): Host {
  return {
    name: `${name}.shop.svc.cluster.local`, namespace: 'shop', kind: 'Service', ports: [port()], headless: false, external: false, resolution: 'workloads', addresses: [], exportTo: ['*'],
    selector: { app: name }, endpoints: [], subjectAltNames: [], from: from('Service', name), ...more,
  };
}
export const external = (name: string, more: Partial<Host> = {}): Host => service(name, { name, kind: 'ServiceEntry', external: true, resolution: 'dns', selector: undefined, from: from('ServiceEntry', name), ...more });

export const to = (host: string, more: Partial<Target> = {}): Target => ({ host: host.includes('.') ? host : `${host}.shop.svc.cluster.local`, port: 80, ...more });
export function forward(to: Target | readonly (Forward['to'][number])[], more: Partial<Omit<Forward, 'kind' | 'to'>> = {}): Forward {
  return {
    kind: 'forward', to: 'host' in to ? [{ to, weight: 100, from: nobody }] : to, mirrors: [], timeout: { value: 0, from: nobody },
    retries: { value: { attempts: 0, perTryTimeout: 0, on: [] }, from: nobody }, ...more,
  };
}
export const rule = (action: Rule['action'], more: Partial<Rule> = {}): Rule => ({ when: always, action, from: from('VirtualService', 'routes', 'spec.http[0]'), ...more });
export const table = (number: number, hosts: Readonly<Record<string, readonly Rule[] | Partial<VirtualHost>>>): HttpTable => {
  const all = Object.entries(hosts).map(([domain, v]): VirtualHost => ({ domains: [domain], from: from('VirtualService', domain), ...('length' in v ? { rules: v as readonly Rule[] } : { rules: [], ...v }) }));
  const find = (authority: string): VirtualHost | undefined => {
    const name = authority.toLowerCase().replace(/:\d+$/, '');
    return all.find((v) => v.domains.includes(name)) ?? all.find((v) => v.domains[0].startsWith('*.') && name.endsWith(v.domains[0].slice(1))) ?? all.find((v) => v.domains.includes('*'));
  };
  return { port: number, find, all: () => all };
};
export const allow = (when: Condition | readonly Condition[], more: Partial<Authorization> = {}): Authorization => ({
  action: 'ALLOW', dryRun: false, from: from('AuthorizationPolicy', 'who-may'), ...more, rules: (Array.isArray(when) ? when as readonly Condition[] : [when as Condition]).map((w): AuthorizationRule => ({ when: w, from: nobody })),
});
export const jwt = (issuer: string, more: Partial<JwtRule> = {}): JwtRule => ({ issuer, audiences: [], headers: [{ name: 'authorization', prefix: 'Bearer ' }], params: [], cookies: [], from: from('RequestAuthentication', 'tokens'), ...more });
export const noGate: Gate = { jwt: [], authorization: [] };

export interface Described {
  readonly workloads: readonly Workload[];
  readonly hosts: readonly Host[];
  /** Hosts that a workload's proxy knows, by the workload's name. @default - all */
  readonly knows?: Readonly<Record<string, readonly string[]>>;
  readonly unknown?: Client['unknown']['value'];
  /** Rules by host, for all clients. @default - to the host itself */
  readonly rules?: Readonly<Record<string, readonly Rule[]>>;
  readonly bytes?: readonly ByteRule[];
  /** Labels of subsets by `host subset`. */
  readonly subsets?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly tls?: Readonly<Record<string, ClientTls>>;
  readonly servers?: Readonly<Record<string, Partial<ServerPort>>>;
  readonly listeners?: Readonly<Record<string, readonly GatewayListener[]>>;
  readonly inventory?: 'open' | 'closed';
}

export function meshOf(d: Described): EffectiveMesh {
  const named = (name: string): Host | undefined => d.hosts.find((h) => h.name === name);
  const short = (h: Host): string => h.name.split('.svc.')[0].replace(/\.shop$/, '');
  const destination = (t: Target): Destination | undefined => {
    const host = named(t.host) ?? d.hosts.find((h) => h.name.startsWith('*.') && t.host.endsWith(h.name.slice(1))), p = host?.ports.find((x) => x.number === t.port);
    const labels = t.subset === undefined ? {} : host && d.subsets?.[`${short(host)} ${t.subset}`];
    if (!host || !p || !labels) return undefined;
    const selector = Object.entries({ ...host.selector, ...labels });
    return {
      target: t, host, port: p, labels, workloads: () => (host.selector ? d.workloads.filter((w) => selector.every(([k, v]) => w.labels[k] === v)) : []),
      tls: { value: d.tls?.[short(host)] ?? { mode: host.external ? 'DISABLE' : 'AUTO' }, from: d.tls?.[short(host)] ? from('DestinationRule', short(host)) : nobody }, pool: { value: { connectTimeout: 10_000 }, from: nobody }, balancing: { value: { algorithm: 'LEAST_REQUEST' }, from: nobody }, rules: [],
    };
  };
  const client = (w: Workload): Client => {
    const known = d.hosts.filter((h) => d.knows?.[w.name]?.includes(short(h)) ?? true);
    const http = (number: number): HttpTable | undefined => {
      const here = known.flatMap((h) => h.ports.filter((p) => p.number === number && (isHttp(p.protocol) || p.protocol === 'auto')).map(() => h));
      if (here.length === 0) return undefined;
      const hosts: Record<string, VirtualHost> = {};
      for (const h of here) {
        const v: VirtualHost = { domains: [h.name, h.name.replace('.svc.cluster.local', ''), short(h)], rules: d.rules?.[short(h)] ?? [rule(forward({ host: h.name, port: number }), { from: h.from })], from: h.from };
        hosts[h.name] = v;
      }
      return table(number, hosts);
    };
    return {
      workload: w, scope: d.knows?.[w.name] ? from('Sidecar', w.name) : nobody, hosts: () => known, host: (n) => known.find((h) => h.name === n), httpPorts: () => [80], http, bytes: () => d.bytes ?? [],
      unknown: { value: d.unknown ?? 'allow', from: d.unknown ? from('Sidecar', w.name, 'spec.outboundTrafficPolicy.mode') : nobody }, destination,
    };
  };
  const server = (w: Workload): Server => {
    const at = (number: number): ServerPort => ({ number, protocol: 'http', tls: { value: 'PERMISSIVE', from: nobody }, gate: noGate, ...d.servers?.[w.name] });
    return { workload: w, ports: [at(8080)], port: at, unread: [] };
  };
  return {
    installation: { rootNamespace: 'istio-system', clusterDomain: 'cluster.local', trustDomain: 'cluster.local', inventory: d.inventory ?? 'closed' }, workloads: d.workloads,
    workload: (id) => d.workloads.find((w) => w.id === id), hosts: (n) => d.hosts.filter((h) => h.name === n), client, server,
    gateway: (w): Gateway => ({ workload: w, listeners: d.listeners?.[w.name] ?? [], ignored: [], destination, unread: [] }),
  };
}
