import type { Manifest } from '../../lib/manifests/manifest';
import { isSchemaValid, knownKinds, schemaViolations } from '../../lib/manifests/schema';

const object = (apiVersion: string, kind: string, spec: unknown, metadata: Record<string, unknown> = { name: 'web', namespace: 'shop' }): Manifest => ({ apiVersion, kind, metadata, ...(spec === undefined ? {} : { spec }) }) as unknown as Manifest;
const virtualService = (spec: unknown): Manifest => object('networking.istio.io/v1', 'VirtualService', spec);
const destinationRule = (spec: unknown): Manifest => object('networking.istio.io/v1', 'DestinationRule', spec);
const deployment = (pod: unknown): Manifest => object('apps/v1', 'Deployment', { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: pod } });

/** `path: message (help)` of every violation; also that the fast answer is the same. */
function lines(manifest: Manifest): string[] {
  const found = schemaViolations(manifest);
  expect(isSchemaValid(manifest)).toBe(!found.some((violation) => violation.level === 'error'));
  return found.map(({ path, message, help, level }) => `${level === 'warning' ? 'warning: ' : ''}${path}: ${message}${help === undefined ? '' : ` (${help})`}`);
}

describe('what is accepted', () => {
  const good = virtualService({
    hosts: ['web'],
    http: [{ match: [{ uri: { prefix: '/v2' } }], retries: { attempts: 2, perTryTimeout: '250ms' }, route: [{ destination: { host: 'web', port: { number: 80 } }, weight: 100 }] }],
  });

  test('a sound object, in every served version', () => {
    for (const version of ['v1', 'v1beta1', 'v1alpha3']) expect(lines({ ...good, apiVersion: `networking.istio.io/${version}` })).toEqual([]);
  });
  test('a kind that is not known, whatever it holds', () => {
    expect(lines(object('example.com/v1', 'Widget', { any: [null, 1] }, { name: 'UPPER', what: 1 }))).toEqual([]);
    expect(lines(object('serving.knative.dev/v1', 'Service', { template: {} }))).toEqual([]);
  });
  test('fields that are undefined or null count as absent', () => {
    expect(lines(virtualService({ hosts: ['web'], tcp: undefined, tls: null, gone: undefined }))).toEqual([]);
  });
  test('free-form values of an EnvoyFilter', () => {
    expect(lines(object('networking.istio.io/v1alpha3', 'EnvoyFilter', { configPatches: [{ applyTo: 'CLUSTER', patch: { operation: 'MERGE', value: { anything: [1, { a: null }] } } }] }))).toEqual([]);
  });
  test('a wrapper value that is null', () => {
    expect(lines(destinationRule({ host: 'web', trafficPolicy: { outlierDetection: { consecutive5xxErrors: null } } }))).toEqual([]);
  });
  test('quantities, port names and numbers of a pod', () => {
    expect(lines(deployment({ containers: [{ name: 'web', image: 'web:1', resources: { requests: { cpu: '250m', memory: '128Mi' }, limits: { cpu: 1.5 } }, readinessProbe: { httpGet: { port: 'http' } }, livenessProbe: { tcpSocket: { port: 8080 } } }] }))).toEqual([]);
  });
});

describe('structure', () => {
  test.each<[string, Manifest, string[]]>([
    ['unknown field, nearest known one', virtualService({ hosts: ['web'], http: [{ route: [{ destination: { host: 'web' }, wieght: 5 }] }] }), ['spec.http[0].route[0].wieght: unknown field "wieght" (did you mean "weight"?)']],
    ['unknown field, few known ones', virtualService({ hosts: ['web'], http: [{ delegate: { something: 'x' } }] }), ['spec.http[0].delegate.something: unknown field "something" (use one of name, namespace)']],
    ['unknown field at the top', { ...virtualService({ hosts: ['web'] }), sepc: {} }, ['sepc: unknown field "sepc" (did you mean "spec"?)']],
    ['a field named like one of every object', virtualService({ hosts: ['web'], constructor: 1 }), ['spec.constructor: unknown field "constructor" (use one of exportTo, gateways, hosts, http, tcp, tls)']],
    ['wrong type, number for text', virtualService({ hosts: [80] }), ['spec.hosts[0]: expected a string, found 80 (put it in quotes: "80")']],
    ['wrong type, text for number', virtualService({ hosts: ['web'], http: [{ retries: { attempts: '3' } }] }), ['spec.http[0].retries.attempts: expected a whole number, found "3" (write 3 without quotes)']],
    ['wrong type, no list', virtualService({ hosts: 'web' }), ['spec.hosts: expected a list, found "web" (put it into a list)']],
    ['null in a list', virtualService({ hosts: [null] }), ['spec.hosts[0]: expected a string, found nothing (null)']],
    ['fraction', virtualService({ http: [{ route: [{ destination: { host: 'web' }, weight: 0.5 }] }] }), ['spec.http[0].route[0].weight: expected a whole number, found 0.5']],
    ['required', virtualService({ http: [{ route: [{ destination: { subset: 'v1' } }] }] }), ['spec.http[0].route[0].destination.host: host is required']],
    ['enum', destinationRule({ host: 'web', trafficPolicy: { tls: { mode: 'ISTIO_MUTAL' } } }), ['spec.trafficPolicy.tls.mode: "ISTIO_MUTAL" is not a known value (did you mean "ISTIO_MUTUAL"?)']],
    ['range', virtualService({ http: [{ match: [{ port: -1 }] }] }), ['spec.http[0].match[0].port: -1 is out of range, it must be at least 0']],
    ['pattern', object('security.istio.io/v1', 'AuthorizationPolicy', { targetRefs: [{ kind: '1x', name: 'web' }] }), ['spec.targetRefs[0].kind: "1x" does not have the form that is needed here (it must match ^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$)']],
    ['alternatives', virtualService({ http: [{ match: [{ uri: { exact: '/a', prefix: '/b' } }] }] }), ['spec.http[0].match[0].uri: only one of exact, prefix and regex may be set, found exact and prefix (keep exact or prefix)']],
    ['two groups of alternatives', destinationRule({ host: 'web', trafficPolicy: { loadBalancer: { consistentHash: { useSourceIp: true, httpHeaderName: 'a', maglev: {}, ringHash: {} } } } }), [
      'spec.trafficPolicy.loadBalancer.consistentHash: only one of httpHeaderName, httpCookie, useSourceIp and httpQueryParameterName may be set, found httpHeaderName and useSourceIp (keep httpHeaderName or useSourceIp)',
      'spec.trafficPolicy.loadBalancer.consistentHash: only one of ringHash and maglev may be set, found ringHash and maglev (keep ringHash or maglev)',
    ]],
    ['number of entries', object('security.istio.io/v1', 'PeerAuthentication', { selector: { matchLabels: { app: 'web' } }, portLevelMtls: {} }), ['spec.portLevelMtls: needs at least 1 entry']],
    ['map key that is no word', object('security.istio.io/v1', 'PeerAuthentication', { selector: { matchLabels: { 'app.kubernetes.io/name': 1 } } }), ['spec.selector.matchLabels["app.kubernetes.io/name"]: expected a string, found 1 (put it in quotes: "1")']],
    ['list keys', object('networking.istio.io/v1', 'ServiceEntry', { hosts: ['a.example'], resolution: 'DNS', ports: [{ name: 'a', number: 80 }, { name: 'a', number: 81 }] }), ['spec.ports[1]: name "a" is already at spec.ports[0] (every item must be different here: keep one)']],
  ])('%s', (_, manifest, expected) => expect(lines(manifest)).toEqual(expected));
});

describe('CEL rules', () => {
  test('the finding and the way out, at the place of the rule', () => {
    expect(lines(virtualService({ http: [{ timeout: '10' }] }))).toEqual(['spec.http[0].timeout: not a duration of at least 1ms (write a number with a unit, as "250ms", "1s" or "1h30m")']);
    expect(schemaViolations(virtualService({ http: [{ timeout: '10' }] }))[0]?.source).toBe('cel');
  });
  test('not judged where the structure is broken', () => {
    expect(lines(object('networking.istio.io/v1', 'ServiceEntry', { hosts: ['*', 1], resolution: 'STATIC' }))).toEqual([
      'spec.hosts[0]: a ServiceEntry cannot claim every host (name the host, or a domain as *.example.com)',
      'spec.hosts[1]: expected a string, found 1 (put it in quotes: "1")',
    ]);
  });
  test('two rules that say the same give one finding', () => {
    const tls = { mode: 'SIMPLE', credentialNames: ['a', 'b'], tlsCertificates: [{ privateKey: '/k', serverCertificate: '/c' }] };
    expect(lines(object('networking.istio.io/v1', 'Gateway', { servers: [{ port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts: ['a.example'], tls }] }))).toEqual([
      'spec.servers[0].tls: tlsCertificates and credentialNames exclude each other (keep one source of certificates)',
    ]);
  });
  test('an AuthorizationPolicy with a selector and targets', () => {
    expect(lines(object('security.istio.io/v1', 'AuthorizationPolicy', { selector: { matchLabels: { app: 'web' } }, targetRefs: [{ kind: 'Gateway', group: 'gateway.networking.k8s.io', name: 'web' }] }))).toEqual([
      'spec: a policy is attached in two ways: selector and targetRefs exclude each other (keep selector (sidecars and gateways) or targetRefs (waypoints, Gateway API gateways and services))',
    ]);
  });
});

describe('Kubernetes', () => {
  test.each<[string, Manifest, string[]]>([
    ['port range', object('v1', 'Service', { ports: [{ port: 0 }] }), ['spec.ports[0].port: 0 is out of range, it must be from 1 to 65535']],
    ['protocol', object('v1', 'Service', { ports: [{ port: 80, protocol: 'HTTP' }] }), ['spec.ports[0].protocol: "HTTP" is not a known value (use one of TCP, UDP, SCTP)']],
    ['port and protocol twice, the default counted', object('v1', 'Service', { ports: [{ name: 'a', port: 80 }, { name: 'b', port: 80, protocol: 'TCP' }] }), ['spec.ports[1]: port 80, protocol "TCP" is already at spec.ports[0] (every item must be different here: keep one)']],
    ['same port, other protocol', object('v1', 'Service', { ports: [{ name: 'a', port: 53 }, { name: 'b', port: 53, protocol: 'UDP' }] }), []],
    ['environment twice', deployment({ containers: [{ name: 'web', image: 'web:1', env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] }] }), [
      'warning: spec.template.spec.containers[0].env[1]: name "A" is already at spec.template.spec.containers[0].env[0] (the second one wins or is refused, depending on how it is applied: keep one)',
    ]],
    ['container twice', deployment({ containers: [{ name: 'web', image: 'web:1' }, { name: 'web', image: 'web:1' }] }), ['spec.template.spec.containers[1]: name "web" is already at spec.template.spec.containers[0] (every item must be different here: keep one)']],
    ['quantity', deployment({ containers: [{ name: 'web', image: 'web:1', resources: { limits: { cpu: '1 core' } } }] }), ['spec.template.spec.containers[0].resources.limits.cpu: "1 core" is not a quantity (write a number with an optional unit, as "250m", "1.5" or "128Mi")']],
    ['as much as it may use, in other words', deployment({ containers: [
      { image: 'web:1', name: 'web', resources: { requests: { cpu: '9m', memory: '1k' }, limits: { cpu: '0.009', memory: '1e3' } } }, { image: 'web:1', name: 'log', resources: { requests: { cpu: 0.018 }, limits: { cpu: '18m' } } },
    ] }), []],
    ['more than it may use', deployment({ containers: [{ name: 'web', image: 'web:1', resources: { requests: { cpu: '9001u' }, limits: { cpu: '9m' } } }] }), ['spec.template.spec.containers[0].resources.requests.cpu: 9001u is more than the limit, 9m (ask for less, or raise the limit)']],
    ['no container', deployment({ containers: [] }), ['spec.template.spec.containers: needs at least 1 item']],
    ['labels of a template', object('apps/v1', 'Deployment', { selector: { matchLabels: { app: 'true' } }, template: { metadata: { labels: { app: true } } } }), ['spec.template.metadata.labels.app: the value of a label must be a string, found true (put it in quotes)']],
    ['no ports', object('v1', 'Service', { selector: { app: 'web' } }), ['spec.ports: a Service with an address needs a port (name its ports, or make it headless (clusterIP: \'None\'))']],
    ['no ports, headless', object('v1', 'Service', { clusterIP: 'None' }), []],
    ['several ports without names', object('v1', 'Service', { ports: [{ port: 80 }, { name: 'grpc', port: 90 }] }), ['spec.ports[0].name: a port among several needs a name (name every port, as http or grpc)']],
    ['a port name twice', object('v1', 'Service', { ports: [{ name: 'a', port: 80 }, { name: 'a', port: 90 }] }), ['spec.ports[1].name: the port name "a" is already at spec.ports[0] (give every port its own name)']],
    ['one port without a name', object('v1', 'Service', { ports: [{ port: 80 }] }), []],
    ['a selector that misses its own pods', object('apps/v1', 'StatefulSet', { selector: { matchLabels: { app: 'web', tier: 'a' } }, template: { metadata: { labels: { app: 'web', tier: 'b' } } } }), [
      'spec.selector.matchLabels.tier: the selector asks for tier: a, the pods have tier: b (give spec.template.metadata.labels and the selector the same labels)',
    ]],
    ['a selector of a label that no pod has', object('apps/v1', 'DaemonSet', { selector: { matchLabels: { app: 'web' } }, template: {} }), [
      'spec.selector.matchLabels.app: the selector asks for app: web, the pods have no label app (give spec.template.metadata.labels and the selector the same labels)',
    ]],
    ['a selector of everything', object('apps/v1', 'Deployment', { selector: {}, template: { metadata: { labels: { app: 'web' } } } }), ['spec.selector: the selector is empty (select the pods of this Deployment by their labels, as app: web)']],
    ['an empty value that has a default', object('v1', 'Service', { type: '', ports: [{ port: 80, protocol: '' }] }), []],
    ['a policy of traffic from outside, where none comes in', object('v1', 'Service', { ports: [{ port: 80 }], externalTrafficPolicy: 'Local' }), ['spec.externalTrafficPolicy: nothing reaches this Service from outside (remove it, or set type: LoadBalancer or NodePort)']],
    ['a class of load balancers without one', object('v1', 'Service', { ports: [{ port: 80 }], loadBalancerClass: 'a.example/b' }), ['spec.loadBalancerClass: only a Service of type LoadBalancer has loadBalancerClass (remove it, or set type: LoadBalancer)']],
    ['a variable with a value and from elsewhere', deployment({ containers: [{ name: 'web', image: 'web:1', env: [{ name: 'A', value: 'b', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] }] }), [
      'spec.template.spec.containers[0].env[0].valueFrom: a variable has a value, or it comes from elsewhere; here both (remove value or valueFrom)',
    ]],
    ['a mount without its volume', deployment({ containers: [{ name: 'web', image: 'web:1', volumeMounts: [{ name: 'dat', mountPath: '/data' }] }], volumes: [{ name: 'data', emptyDir: {} }] }), [
      'spec.template.spec.containers[0].volumeMounts[0].name: the pod has no volume "dat" (use one of data, or add it to volumes)',
    ]],
    ['a mount of a claim that is made for each pod', object('apps/v1', 'StatefulSet', {
      selector: { matchLabels: { app: 'web' } }, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web:1', volumeMounts: [{ name: 'data', mountPath: '/data' }] }] } },
    }), []],
    ['a budget both ways', object('policy/v1', 'PodDisruptionBudget', { minAvailable: 1, maxUnavailable: 1, selector: {} }), ['spec: only one of minAvailable and maxUnavailable may be set, found minAvailable and maxUnavailable (keep minAvailable or maxUnavailable)']],
    ['a container without an image', deployment({ containers: [{ name: 'web', image: '' }] }), ['spec.template.spec.containers[0].image: must not be empty (name it with its tag or digest, and without spaces around it)']],
    ['a probe of two kinds, and of none', deployment({ containers: [{ name: 'web', image: 'web:1', livenessProbe: { httpGet: { port: 80 }, grpc: { port: 80 } }, readinessProbe: {} }] }), [
      'spec.template.spec.containers[0].livenessProbe: only one of exec, grpc, httpGet and tcpSocket may be set, found grpc and httpGet (keep grpc or httpGet)',
      'spec.template.spec.containers[0].readinessProbe: one of exec, grpc, httpGet and tcpSocket is needed, and none is set (set exec, grpc, httpGet or tcpSocket)',
    ]],
    ['a secret is not shown, whatever is wrong with it', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web' }, stringData: { a: 12345 } } as unknown as Manifest, ['stringData.a: expected a string (put it in quotes)']],
    ['base64', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'web' }, data: { a: '?' } }, ['data.a: not base64 (encode the bytes as base64, padded with "=")']],
  ])('%s', (_, manifest, expected) => expect(lines(manifest)).toEqual(expected));
});

describe('kinds and versions', () => {
  test('a version that is not served', () => {
    expect(lines({ ...virtualService({}), apiVersion: 'networking.istio.io/v2' })).toEqual(['apiVersion: VirtualService is not served as networking.istio.io/v2 (use networking.istio.io/v1, networking.istio.io/v1alpha3, networking.istio.io/v1beta1)']);
  });
  test('a kind that its group does not have', () => {
    expect(lines(object('networking.istio.io/v1', 'VirtualServices', {}))).toEqual(['kind: networking.istio.io has no kind VirtualServices (did you mean "VirtualService"?)']);
    expect(lines(object('networking.istio.io/v1', 'AuthorizationPolicy', {}))).toEqual(['kind: networking.istio.io has no kind AuthorizationPolicy (AuthorizationPolicy belongs to security.istio.io/v1)']);
  });
  test('a Gateway of another group is another kind', () => {
    expect(lines(object('gateway.networking.k8s.io/v1', 'Gateway', { gatewayClassName: 'istio' }))).toEqual([]);
  });
  test('an object without kind or apiVersion', () => {
    expect(lines({ apiVersion: 'v1', metadata: { name: 'a' } } as unknown as Manifest)).toEqual(['kind: the object has no kind']);
    expect(lines({ kind: 'Service', metadata: { name: 'a' } } as unknown as Manifest)).toEqual(['apiVersion: the object has no apiVersion']);
  });
  test('what is no object at all', () => {
    for (const nothing of [null, undefined, 'text', 3]) expect(lines(nothing as unknown as Manifest)).toEqual([': expected an object with apiVersion and kind']);
    expect(lines([] as unknown as Manifest)).toEqual(['apiVersion: the object has no apiVersion']);
    expect(lines({ apiVersion: 'v1', kind: 'Service' } as unknown as Manifest)).toEqual(['metadata: metadata is missing (every object needs at least metadata.name)', 'spec: spec is required']);
  });
  test('all 15 Istio kinds are known', () => {
    expect(knownKinds().filter((kind) => kind.group.endsWith('istio.io')).map((kind) => kind.kind)).toEqual([
      'AuthorizationPolicy', 'DestinationRule', 'EnvoyFilter', 'Gateway', 'PeerAuthentication', 'ProxyConfig', 'RequestAuthentication', 'ServiceEntry', 'Sidecar',
      'Telemetry', 'TrafficExtension', 'VirtualService', 'WasmPlugin', 'WorkloadEntry', 'WorkloadGroup',
    ]);
  });
});

describe('metadata', () => {
  const named = (metadata: Record<string, unknown>, kind = 'ServiceAccount', apiVersion = 'v1'): string[] => lines(object(apiVersion, kind, kind === 'Service' ? { clusterIP: 'None' } : undefined, metadata));
  const key = 'a key is a name of at most 63 letters, digits, "-", "_" and ".", with an optional DNS name and "/" in front';

  test.each<[string, string[], string[]]>([
    ['no name', named({}), ['metadata.name: the object has no name (set metadata.name)']],
    ['upper case', named({ name: 'Web' }), ['metadata.name: "Web" is not a valid name of a ServiceAccount (use lower-case letters, digits, "-" and ".", each part beginning and ending with a letter or digit)']],
    ['too long', named({ name: 'a'.repeat(254) }), ['metadata.name: the name has 254 characters, a ServiceAccount may have 253 (shorten it)']],
    ['long name of a Service', named({ name: 'a'.repeat(64) }, 'Service'), ['metadata.name: the name has 64 characters, a Service may have 63 (shorten it)']],
    ['name of a Role', named({ name: 'system:reader' }, 'Role', 'rbac.authorization.k8s.io/v1'), []],
    ['namespace of a Namespace', named({ name: 'a', namespace: 'b' }, 'Namespace'), ['warning: metadata.namespace: a Namespace belongs to no namespace, this one is ignored (remove metadata.namespace)']],
    ['bad namespace', named({ name: 'a', namespace: 'b.c' }), ['metadata.namespace: "b.c" is not a valid name of a namespace (use lower-case letters, digits and "-", beginning and ending with a letter or digit, at most 63 characters)']],
    ['unknown field', named({ name: 'a', lables: {} }), ['metadata.lables: unknown field "lables" (did you mean "labels"?)']],
    ['label key', named({ name: 'a', labels: { 'a/b/c': 'x' } }), [`metadata.labels["a/b/c"]: "a/b/c" is not a valid label key (${key})`]],
    ['label value', named({ name: 'a', labels: { a: 'x y' } }), ['metadata.labels.a: "x y" is not a valid label value (use letters, digits, "-", "_" and ".", beginning and ending with a letter or digit; for other text use an annotation)']],
    ['annotation value', named({ name: 'a', annotations: { a: 1 } }), ['metadata.annotations.a: the value of an annotation must be a string, found 1 (put it in quotes)']],
    ['annotation size', named({ name: 'a', annotations: { a: 'ä'.repeat(131_072) } }), ['metadata.annotations: annotations have 262145 bytes, 262144 are allowed (move large content to a ConfigMap)']],
    ['annotation of the largest size', named({ name: 'a', annotations: { ab: 'ä'.repeat(131_071) } }), []],
  ])('%s', (_, found, expected) => expect(found).toEqual(expected));
});
