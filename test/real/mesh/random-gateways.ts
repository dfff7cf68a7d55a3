type Random = () => number;

/** A mesh with one gateway workload, `edge/edge`, and Gateways, VirtualServices and hosts that get in each other's way as often as may be. */
export function randomGateways(random: Random): object[] {
  const out: object[] = [gatewayDeployment, ...servicesOf(random)];
  const gateways = gatewaysOf(random, out);
  const names = new Set<string>();
  for (let i = count(random, 6); i > 0; i--) {
    const namespace = pick(random, NAMESPACES), name = `v${Math.floor(random() * 9)}`;
    if (!names.has(`${namespace}/${name}`)) out.push(object(istio, 'VirtualService', name, namespace, virtualService(random, gateways)));
    names.add(`${namespace}/${name}`);
  }
  return out;
}

const HOSTS = ['a.x.com', 'b.x.com', 'c.b.x.com', '*.x.com', '*.b.x.com', '*.com', '*', 'y.org', '*.y.org', 'web.n1.svc.cluster.local'];
const NAMESPACES = ['n1', 'n2', 'edge'];
const pick = <T>(random: Random, of: readonly T[]): T => of[Math.floor(random() * of.length)];
const count = (random: Random, max: number): number => 1 + Math.floor(random() * max);
const list = <T>(random: Random, max: number, make: (i: number) => T): T[] => Array.from({ length: count(random, max) }, (_, i) => make(i));
const some = <T>(random: Random, of: readonly T[], max: number): T[] => [...new Set(list(random, max, () => pick(random, of)))];
const maybe = <T extends object>(random: Random, chance: number, make: () => T): T | Record<string, never> => (random() < chance ? make() : {});
const istio = 'networking.istio.io/v1';
const object = (api: string, kind: string, name: string, namespace: string, spec: object): object => ({ apiVersion: api, kind, metadata: { name, namespace }, spec });

const gatewayDeployment = object('apps/v1', 'Deployment', 'edge', 'edge', {
  selector: { matchLabels: { app: 'edge' } },
  template: { metadata: { labels: { app: 'edge', edge: 'yes' }, annotations: { 'inject.istio.io/templates': 'gateway' } }, spec: { containers: [{ name: 'istio-proxy', image: 'auto' }] } },
});

function servicesOf(random: Random): object[] {
  const out: object[] = [], service = (name: string, namespace: string, ports: object[], metadata: object = {}, spec: object = { selector: { app: name } }): void => { out.push({ apiVersion: 'v1', kind: 'Service', metadata: { name, namespace, ...metadata }, spec: { ...spec, ports } }); };
  const edge = [{ name: 'http', port: 80, targetPort: pick(random, [80, 8080]) }, { name: 'https', port: 443, targetPort: pick(random, [443, 8443, 8080]) }, { name: 'tcp', port: 81, targetPort: pick(random, [81, 8080]) }];
  service('edge', 'edge', edge, maybe(random, 0.1, () => ({ labels: { 'experimental.istio.io/disable-gateway-port-translation': 'true' } })));
  if (random() < 0.3) service(pick(random, ['a-edge', 'z-edge']), 'edge', [{ name: 'http', port: 80, targetPort: 8888 }, { name: 'tcp-x', port: 90, targetPort: 9090 }], {}, { selector: { app: 'edge' } });
  const hidden = (): object => maybe(random, 0.15, () => ({ annotations: { 'networking.istio.io/exportTo': pick(random, ['.', 'edge', '~', 'n2,edge']) } }));
  for (const namespace of NAMESPACES) {
    service('web', namespace, [{ name: 'http', port: 80 }], hidden());
    service('two', namespace, [{ name: 'http', port: 80 }, { name: 'tcp-2', port: 90 }], hidden());
    const http = { number: 80, name: 'http', protocol: 'HTTP' }, tls = { number: 443, name: 'tls', protocol: 'TLS' };
    if (random() < 0.5) out.push(object(istio, 'ServiceEntry', pick(random, ['s1', 's2']), namespace, { hosts: ['ext.z.com'], location: 'MESH_EXTERNAL', resolution: pick(random, ['DNS', 'NONE']), ports: pick(random, [[http], [tls], [http, tls]]), ...maybe(random, 0.4, () => ({ exportTo: [pick(random, ['.', '*', 'edge', '~'])] })) }));
  }
  if (random() < 0.4) service('alias', 'n1', [{ name: 'http', port: 80 }], {}, { type: 'ExternalName', externalName: pick(random, ['two.n2.svc.cluster.local', 'ext.z.com']) });
  if (random() < 0.4) out.push(object(istio, 'VirtualService', 'delegate', pick(random, NAMESPACES), {
    ...maybe(random, 0.3, () => ({ exportTo: [pick(random, ['.', 'n1', 'n2', 'edge'])] })), http: [{ match: [{ uri: { prefix: '/p/d' } }], route: [{ destination: { host: 'two' } }] }, { route: [{ destination: { host: 'web' } }] }],
  }));
  return out;
}

/** Kinds of servers: protocol, TLS, ports that they want. */
const SERVERS: readonly (readonly [protocol: string, tls: object | undefined, ports: readonly number[]])[] = [
  ['HTTP', undefined, [80, 80, 81, 8080, 443]], ['HTTP', undefined, [80, 81, 8080]], ['HTTP2', undefined, [80, 81]], ['GRPC', undefined, [443, 81, 90, 80]], ['HTTP', { httpsRedirect: true }, [80, 80, 81, 443]],
  ['HTTPS', { mode: 'SIMPLE', credentialName: 'c' }, [443, 443, 81, 90]], ['HTTPS', { mode: 'MUTUAL', credentialName: 'c' }, [443, 80]], ['HTTPS', { mode: 'ISTIO_MUTUAL' }, [443, 90]], ['HTTPS', { mode: 'PASSTHROUGH' }, [443, 81]],
  ['TLS', { mode: 'PASSTHROUGH' }, [443, 81, 90]], ['TLS', { mode: 'SIMPLE', credentialName: 'c' }, [443, 90]], ['TCP', undefined, [443, 81, 90, 80]],
];

function gatewaysOf(random: Random, out: object[]): readonly string[] {
  const names = new Set<string>();
  for (let g = count(random, 3); g > 0; g--) {
    const namespace = pick(random, NAMESPACES), name = pick(random, ['g1', 'g2', 'g3', 'g4']);
    if (names.has(`${namespace}/${name}`)) continue;
    names.add(`${namespace}/${name}`);
    const servers = list(random, 4, (i) => {
      const [protocol, tls, ports] = pick(random, SERVERS);
      // istiod falls over `*/*` with another name of a namespace behind it.
      const hosts = some(random, HOSTS.map((h) => `${pick(random, ['', '', '', './', '*/', 'n1/', 'n2/'])}${h}`).filter((h) => h !== '*/*'), 3);
      return { port: { number: pick(random, ports), name: pick(random, [`p${i}`, `p${i}`, 'p0']), protocol }, hosts, ...(tls && { tls }), ...maybe(random, 0.1, () => ({ bind: pick(random, ['127.0.0.1', '127.0.0.2']) })) };
    });
    out.push(object(istio, 'Gateway', name, namespace, { selector: pick(random, [{ app: 'edge' }, { app: 'edge' }, { edge: 'yes' }, { app: 'edge', edge: 'no' }]), servers }));
  }
  return [...names];
}

function virtualService(random: Random, gateways: readonly string[]): object {
  const destination = (): object => ({ host: pick(random, ['web', 'two', 'web.n1.svc.cluster.local', 'two.n2.svc.cluster.local', 'nobody', 'ext.z.com', 'alias.n1.svc.cluster.local']), ...maybe(random, 0.4, () => ({ port: { number: pick(random, [80, 90]) } })), ...maybe(random, 0.2, () => ({ subset: 'v1' })) });
  const route = (): object[] => (random() < 0.7 ? [{ destination: destination() }] : [{ destination: destination(), weight: 60 }, { destination: destination(), weight: 40 }]);
  const those = (): object => ({ gateways: some(random, [...gateways, 'mesh'], 2) });
  const connection = (): object => ({ ...maybe(random, 0.5, () => ({ port: pick(random, [443, 90, 80, 81]) })), ...maybe(random, 0.3, those) });
  const request = (): object => ({
    ...maybe(random, 0.7, () => ({ uri: pick<object>(random, [{ prefix: '/' }, { prefix: '/p' }, { exact: '/e' }, { regex: '.*' }]) })), ...maybe(random, 0.3, () => ({ headers: { 'x-a': { exact: '1' } } })),
    ...maybe(random, 0.25, () => ({ port: pick(random, [80, 443, 8080]) })), ...maybe(random, 0.3, those), ...maybe(random, 0.15, () => ({ sourceLabels: { app: pick(random, ['edge', 'web']) } })),
  });
  const action = (): object => (random() < 0.15 ? { redirect: { uri: '/r', ...maybe(random, 0.5, () => ({ derivePort: 'FROM_REQUEST_PORT' })) } } : random() < 0.12 ? { delegate: { name: 'delegate', namespace: pick(random, NAMESPACES) } } : { route: route() });
  const hosts = some(random, HOSTS, 3), bound = [...gateways, ...gateways, ...gateways.map((g) => g.split('/')[1]), 'mesh'];
  return {
    hosts, ...maybe(random, 0.9, () => ({ gateways: some(random, bound, 3) })), ...maybe(random, 0.25, () => ({ exportTo: pick(random, [['.'], ['*'], ['~'], ['edge'], ['n1', 'edge'], ['.', 'n1']]) })),
    ...maybe(random, 0.85, () => ({ http: list(random, 3, () => ({ ...maybe(random, 0.7, () => ({ match: list(random, 2, request) })), ...action() })) })),
    ...maybe(random, 0.5, () => ({ tls: list(random, 2, () => ({ match: list(random, 2, () => ({ sniHosts: some(random, hosts, 2), ...connection() })), route: route() })) })),
    ...maybe(random, 0.5, () => ({ tcp: list(random, 2, () => ({ ...maybe(random, 0.7, () => ({ match: list(random, 2, connection) })), route: route() })) })),
  };
}
