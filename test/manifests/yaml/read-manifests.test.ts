import { sourceLine } from '../../../lib/diagnostics/render';
import { readManifests } from '../../../lib/manifests/yaml';

const text = `# the shop
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
---
apiVersion: v1
kind: List
items:
  - apiVersion: v1
    kind: ServiceAccount
    metadata:
      name: a
  - apiVersion: networking.istio.io/v1
    kind: VirtualServiceList
    items:
      - apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata:
          name: b
        spec:
          http:
            - timeout: 1s
---
apiVersion: v1
kind: ConfigMapList
items: []
---
# nothing here
`;

test('objects of a file, those in lists too, with their lines', () => {
  const { manifests, diagnostics } = readManifests(text, 'shop.yaml');
  expect(diagnostics).toEqual([]);
  expect(manifests.map(m => [m.manifest.kind, m.manifest.metadata.name, m.file, m.line])).toEqual([['Service', 'web', 'shop.yaml', 2], ['ServiceAccount', 'a', 'shop.yaml', 13], ['VirtualService', 'b', 'shop.yaml', 20]]);
  expect([manifests[0].lineOf('spec.ports[0].port'), manifests[1].lineOf('metadata.name'), manifests[2].lineOf('spec.http[0].timeout'), manifests[2].lineOf('spec.http[0].retries')]).toEqual([8, 16, 26, 26]);
});

test('JSON, as kubectl prints it', () => {
  const json = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, data: { a: 'eA==' } }] }, null, '\t');
  const { manifests, diagnostics } = readManifests(json, 'x.json');
  expect(diagnostics).toEqual([]);
  expect([manifests[0].manifest.data, manifests[0].lineOf('data.a')]).toEqual([{ a: 'eA==' }, 12]);
});

test.each([
  ['a: 1\n', 'MESH1903', 'this is not a Kubernetes object: expected a text in apiVersion', 1],
  ['\napiVersion: v1\nmetadata: {}\n', 'MESH1903', 'this is not a Kubernetes object: expected a text in kind', 2],
  ['apiVersion: v1\nkind: Pod\n', 'MESH1903', 'this is not a Kubernetes object: expected a map in metadata', 1],
  ['apiVersion: 1\nkind: Pod\nmetadata: {name: x}\n', 'MESH1903', 'this is not a Kubernetes object: expected a text in apiVersion', 1],
  ['- a\n', 'MESH1903', 'this is not a Kubernetes object: expected a map with apiVersion, kind and metadata, found a list', 1],
  ['just text\n', 'MESH1903', 'this is not a Kubernetes object: expected a map with apiVersion, kind and metadata, found a string', 1],
  ['apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n    metadata: {}\n  - 7\n', 'MESH1903', 'this is not a Kubernetes object: expected a map with apiVersion, kind and metadata, found a number', 7],
  ['apiVersion: v1\nkind: Pod\nmetadata: {name: x\n', 'MESH1901', 'this is not readable as YAML: expected "]" or "}" before the end of the document', 4],
  ['apiVersion: v1\nkind: Pod\nmetadata: {}\nkind: Job\n', 'MESH1902', 'a key that the same map has already: this one counts', 4],
])('%j is reported', (yaml, code, message, line) => {
  const { diagnostics } = readManifests(yaml, 'bad.yaml');
  expect(diagnostics.map(d => [d.code, d.message, d.severity])).toEqual([[code, message, code === 'MESH1902' ? 'warning' : 'error']]);
  expect(sourceLine(diagnostics[0].source)).toMatchObject({ file: 'bad.yaml', line });
});

test('a kind that only ends like a list is an object', () => {
  const { manifests } = readManifests('apiVersion: x.io/v1\nkind: AllowList\nmetadata: {name: a}\nspec: {}\n', 'x.yaml');
  expect(manifests.map(m => m.manifest.kind)).toEqual(['AllowList']);
});
