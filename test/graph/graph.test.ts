import { fromFile, readIstio } from '../../lib/effective';
import { graphOf, graphText, type Graph } from '../../lib/graph';
import { readManifests } from '../../lib/manifests/yaml';

const pods = (name: string, namespace: string, version = 'v1'): string => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}-${version}, namespace: ${namespace} }
spec:
  selector: { matchLabels: { app: ${name}, version: ${version} } }
  template:
    metadata: { labels: { app: ${name}, version: ${version} } }
    spec: { serviceAccountName: ${name}, containers: [{ name: app, image: x, ports: [{ containerPort: 80 }] }] }
---`;
const service = (name: string, namespace: string): string => `${pods(name, namespace)}
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace} }
spec: { selector: { app: ${name} }, ports: [{ name: http, port: 80 }] }
---`;
const allow = (name: string, namespace: string, rules: string, annotations = ''): string => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: ${name}, namespace: ${namespace}${annotations} }
spec: { selector: { matchLabels: { app: ${name} } }, rules: [${rules}] }
---`;
const by = (source: string): string => `{ from: [{ source: ${source} }] }`;
const graph = (yaml: string, namespaces?: readonly string[]): Graph => graphOf(readIstio(readManifests(yaml, 'mesh.yaml').manifests.map(fromFile), { inventory: 'closed' }), namespaces ? { namespaces } : {});
const arrows = ({ edges }: Graph): string[] => edges.map((e) => `${e.from} ${e.kind} ${e.to}${e.label === undefined ? '' : ` (${e.label})`}`);
const two = service('web', 'shop') + service('api', 'shop');

describe('who calls whom', () => {
  test('callers that a policy names, by identity, namespace, or not at all', () => {
    expect(arrows(graph(two + allow('api', 'shop', by('{ principals: [cluster.local/ns/shop/sa/web] }'))))).toEqual(['shop/web calls shop/api']);
    expect(arrows(graph(two + allow('api', 'shop', by('{ namespaces: [shop] }'))))).toEqual(['namespace shop calls shop/api']);
    expect(arrows(graph(two + allow('api', 'shop', by('{ principals: ["*"] }'))))).toEqual(['any identity of the mesh calls shop/api']);
    expect(arrows(graph(two + allow('api', 'shop', '{ to: [{ operation: { methods: [GET] } }] }')))).toEqual(['anyone calls shop/api (method is GET)']);
    expect(arrows(graph(two + allow('api', 'shop', by('{ principals: [other.org/ns/a/sa/b] }'))))).toEqual(['other.org/ns/a/sa/b calls shop/api']);
  });
  test('what is only rehearsed, and a service that may call itself, is no arrow', () => {
    expect(arrows(graph(two + allow('api', 'shop', by('{ principals: [cluster.local/ns/shop/sa/web] }'), ', annotations: { istio.io/dry-run: "true" }')))).toEqual([]);
    expect(arrows(graph(two + allow('api', 'shop', by('{ principals: [cluster.local/ns/shop/sa/web, cluster.local/ns/shop/sa/api] }'))))).toEqual(['shop/web calls shop/api']);
  });
  test('a proxy that knows few hosts, of what nothing keeps it out of', () => {
    const sidecar = '\napiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: { name: web, namespace: shop }\nspec: { workloadSelector: { labels: { app: web } }, egress: [{ hosts: ["./api.shop.svc.cluster.local"] }] }\n---';
    expect(arrows(graph(two + sidecar))).toEqual(['shop/web knows shop/api']);
    expect(arrows(graph(two + sidecar + allow('api', 'shop', by('{ namespaces: [vault] }'))))).toEqual(['namespace vault calls shop/api']);
  });
});

test('namespaces: what is in them, and what it meets', () => {
  const all = two + service('bank', 'vault') + service('log', 'ops') + allow('bank', 'vault', by('{ principals: [cluster.local/ns/shop/sa/web] }')) + allow('log', 'ops', by('{ principals: [cluster.local/ns/vault/sa/bank] }'));
  expect(arrows(graph(all))).toEqual(['shop/web calls vault/bank', 'vault/bank calls ops/log']);
  const shop = graph(all, ['shop']);
  expect(shop.nodes.map((n) => n.id)).toEqual(['shop/api', 'shop/web', 'vault/bank']);
  expect(arrows(shop)).toEqual(['shop/web calls vault/bank']);
});

test('splits are shares of their sum', () => {
  const routes = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: api, namespace: shop }
spec:
  hosts: [api]
  http: [{ route: [{ destination: { host: api, subset: v1 }, weight: 1 }, { destination: { host: api, subset: v2 }, weight: 3 }] }]
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: api, namespace: shop }
spec: { host: api, subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }] }
---`;
  const found = graph(two + pods('api', 'shop', 'v2') + routes);
  expect(found.nodes.find((n) => n.id === 'shop/api')?.split).toEqual([{ to: 'v1', percent: 25 }, { to: 'v2', percent: 75 }]);
  expect(graphText(found)).toContain('shop/api  (service: v1 25 % · v2 75 %)');
});
