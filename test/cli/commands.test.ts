import * as path from 'node:path';
import { mesh } from './command';

const ROOT = path.join(__dirname, '../..');
const BOOKINFO = 'test/fixtures/examples/bookinfo.yaml';
const run = (...args: string[]) => mesh(args, { cwd: ROOT });

describe('simulate', () => {
  test('a request that arrives: who it goes to, why, and exit code 0', () => {
    const { code, out } = run('simulate', BOOKINFO, '--from', 'productpage-v1', '--to', 'http://reviews:9080/reviews/1', '-H', 'end-user: jason');
    expect(out).toContain('delivered to reviews.bookinfo v2');
    expect(out).toMatch(/header end-user is jason \(VirtualService bookinfo\/reviews\) +test\/fixtures\/examples\/bookinfo\.yaml:\d+/);
    expect(code).toBe(0);
  });
  test('a service stands for the workloads behind it', () => {
    expect(run('simulate', BOOKINFO, '--from', 'bookinfo/reviews', '--to', 'http://ratings:9080/ratings/1').code).toBe(0);
  });
  test('one that is refused or lost ends it with 2', () => {
    const { code, out } = run('simulate', BOOKINFO, '--from', 'productpage', '--to', 'http://ratings:9080/ratings/1');
    expect(out).toContain('refused by visibility (502)');
    expect(code).toBe(2);
    expect(run('simulate', BOOKINFO, '--to', 'http://bookinfo.example.com/nowhere').code).toBe(2);
  });
  test('one that is sent elsewhere is answered; what cannot be known could not be run', () => {
    const files = {
      'edge.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: edge, namespace: edge}\nspec: {selector: {matchLabels: {app: edge}}, template: {metadata: {labels: {app: edge}, annotations: {inject.istio.io/templates: gateway}}, spec: {containers: [{name: istio-proxy, image: auto}]}}}\n---\napiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: edge, namespace: edge}\nspec: {selector: {app: edge}, servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example.com], tls: {httpsRedirect: true}}]}\n',
      'web.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: x}]}}}\n',
    };
    expect(mesh(['simulate', 'edge.yaml', '--to', 'http://a.example.com/'], { files })).toMatchObject({ code: 0, out: expect.stringContaining('https://a.example.com/') as string });
    const ask = (more: string[], config?: string) => mesh(['simulate', 'web.yaml', '--from', 'web', '--to', 'http://cart/', ...more], { files: { ...files, ...(config !== undefined && { 'mesh.config.yaml': config }) } }).code;
    // Files may be a part of a mesh; a flag counts before the configuration.
    expect([ask([]), ask(['--inventory', 'closed']), ask([], 'inventory: closed\n'), ask(['--inventory', 'open'], 'inventory: closed\n')]).toEqual([1, 2, 2, 1]);
  });
  test('JSON has kind, deliveries and the trace with its places', () => {
    const { out } = run('simulate', BOOKINFO, '--from', 'productpage', '--to', 'http://reviews:9080/reviews/1', '--format', 'json');
    const outcome = JSON.parse(out) as { kind: string; deliveries: { target: object; share: number }[]; trace: { text: string; from?: { file?: string; line?: number } }[] };
    expect(outcome.kind).toBe('delivered');
    expect(outcome.deliveries.map((d) => d.share)).toEqual([90, 10]);
    expect(outcome.trace.length).toBeGreaterThan(1);
  });
  test('names that mean nothing are told with what was perhaps meant', () => {
    const { code, err } = run('simulate', BOOKINFO, '--from', 'productpgae', '--to', 'http://reviews:9080/');
    expect(code).toBe(1);
    expect(err).toBe("error: there is no workload 'productpgae'\nhelp: did you mean bookinfo/productpage?");
    expect(mesh(['simulate', '.', '--from', 'web', '--to', 'http://x/'], { files: { 'a.yaml': ['blue', 'green'].map((account) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web-${account}, namespace: shop}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {serviceAccountName: ${account}, containers: [{name: web, image: x}]}}}\n`).join('---\n') } }).err)
      .toBe("error: 'web' may be shop/web-blue or shop/web-green\nhelp: name one of them");
    expect(run('simulate', BOOKINFO, '--from', 'productpage').err).toContain("required option '-t, --to <url>'");
    expect(run('simulate', BOOKINFO, '--from', 'productpage', '--to', 'reviews').code).toBe(1);
    expect(run('simulate', BOOKINFO, '--to', 'http://x/', '--claim', 'role=admin').err).toContain('belong to a token');
  });
});

describe('explain', () => {
  test('all that holds for a service, defaults included, with where it comes from', () => {
    const { code, out } = run('explain', 'reviews', BOOKINFO);
    expect(code).toBe(0);
    for (const title of ['what it is', 'what happens to requests of those who know it', 'who may call it', 'what it may call itself']) expect(out).toContain(title);
    expect(out).toMatch(/every request → 90 % reviews\.bookinfo:9080 v1, 10 % reviews\.bookinfo:9080 v3 +VirtualService bookinfo\/reviews \(test\/fixtures\/examples\/bookinfo\.yaml:\d+\)/);
    expect(out).toMatch(/timeout 10 s +VirtualService/);
    expect(out).toMatch(/no endpoint is ejected +default of Istio/);
    expect(out).toMatch(/mutual TLS only +PeerAuthentication bookinfo\/default/);
    expect(out).toContain('path is at or below /reviews');
  });
  test('how it is reached from outside', () => { expect(run('explain', 'productpage', BOOKINFO).out).toMatch(/how it is reached from outside\n +bookinfo\/public:80 bookinfo\.example\.com:/); });
  test('JSON keeps the object, the field and the line of each fact', () => {
    const { out } = run('explain', 'bookinfo/ratings', BOOKINFO, '--format', 'json');
    const { host, sections } = JSON.parse(out) as { host: string; sections: { title: string; facts: { text: string; from?: { object?: { kind: string }; line?: number } }[] }[] };
    expect(host).toBe('ratings.bookinfo.svc.cluster.local');
    expect(sections[0].facts[0].from).toMatchObject({ object: { kind: 'Service', namespace: 'bookinfo', name: 'ratings' }, line: expect.any(Number) });
  });
  test('a service that is not there', () => { expect(run('explain', 'review', BOOKINFO).err).toContain('did you mean bookinfo/reviews?'); });
});

describe('graph', () => {
  test('text: who calls whom, splits, gateways', () => {
    const { out } = run('graph', BOOKINFO);
    expect(out).toContain('bookinfo/reviews  (service: v1 90 % · v3 10 %)');
    expect(out).toMatch(/bookinfo\/productpage {2}\(service\)\n {2}→ bookinfo\/details {2}method is GET and path is at or below \/details\n {2}→ bookinfo\/reviews/);
    expect(out).toMatch(/bookinfo\/public {2}\(gateway\)\n(.*\n)* {2}⇒ bookinfo\/productpage/);
  });
  test('Mermaid, DOT and JSON say the same', () => {
    const graph = JSON.parse(run('graph', BOOKINFO, '-o', 'json').out) as { nodes: { id: string }[]; edges: { from: string; to: string; kind: string }[] };
    const arrows = (out: string, pattern: RegExp): number => out.split('\n').filter((l) => pattern.test(l)).length;
    expect(graph.nodes.map((n) => n.id)).toContain('bookinfo/reviews');
    expect(arrows(run('graph', BOOKINFO, '-o', 'mermaid').out, / n\d+ (-->|==>|-\.->)/)).toBe(graph.edges.length);
    expect(arrows(run('graph', BOOKINFO, '-o', 'dot').out, / -> /)).toBe(graph.edges.length);
  });
  test('one namespace, and what it meets', () => {
    const { out } = run('graph', 'test/fixtures/examples/shop.yaml', '-n', 'vault');
    expect(out).toContain('vault/charge');
    expect(out).not.toContain('storefront/zookeeper');
  });
});

test('the mesh config is read from a file, or a ConfigMap, and decides', () => {
  const files = { 'a.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: x}]}}}\n', 'mesh.yaml': 'outboundTrafficPolicy: {mode: REGISTRY_ONLY}\n', 'map.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio}\ndata:\n  mesh: |\n    outboundTrafficPolicy: {mode: REGISTRY_ONLY}\n' };
  const ask = (...more: string[]) => mesh(['simulate', 'a.yaml', '--from', 'web', '--to', 'http://api.example.com/', ...more], { files });
  expect(ask('--inventory', 'closed').code).toBe(0);
  expect(ask('--inventory', 'closed', '--mesh-config', 'mesh.yaml').out).toContain('refused by egress');
  expect(ask('--inventory', 'closed', '--mesh-config', 'map.yaml').code).toBe(2);
  expect(ask('--mesh-config', 'nowhere.yaml').err).toMatch(/the mesh config nowhere\.yaml cannot be read/);
});
