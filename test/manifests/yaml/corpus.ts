/** Documents of the classes a writer meets: `count` of each, all values distinct. Plain data, keys in the order they are printed. */
export const corpus: Readonly<Record<string, (count: number) => object[]>> = {
  'mesh objects': count => Array.from({ length: count }, (_, i) => ({
    apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { labels: { app: `svc-${i}` }, name: `svc-${i}`, namespace: `ns-${i % 50}` },
    spec: {
      hosts: [`svc-${i}.ns-${i % 50}.svc.cluster.local`],
      http: [{
        match: [{ headers: { 'x-user': { exact: `u${i}` } }, uri: { prefix: '/v2/' } }], retries: { attempts: 2, perTryTimeout: '2s', retryOn: '5xx,reset' },
        route: [{ destination: { host: `svc-${i}`, port: { number: 80 }, subset: 'v1' }, weight: 90 }, { destination: { host: `svc-${i}`, subset: 'v2' }, weight: 10 }], timeout: '10s',
      }],
    },
  })),
  'addresses and wildcards': count => Array.from({ length: count }, (_, i) => ({
    apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: { name: `ext-${i}`, namespace: `ns-${i % 50}` },
    spec: {
      addresses: [`10.${(i >> 8) & 255}.${i & 255}.1`, `192.168.${i & 255}.0/24`, `2001:db8::${i.toString(16)}`, '0.0.0.0/0', '::/0'],
      endpoints: [{ address: `172.16.${i & 255}.${(i >> 8) & 255}`, ports: { https: 8443 } }], hosts: [`*.svc-${i}.example.com`, '*'], location: 'MESH_EXTERNAL',
      ports: [{ name: 'https', number: 443, protocol: 'TLS' }], resolution: 'STATIC', subjectAltNames: [`spiffe://cluster.local/ns/a/sa/b-${i}`],
    },
  })),
  'block text': count => Array.from({ length: count }, (_, i) => ({
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { annotations: { note: `first line of ${i}\nsecond line` }, name: `cfg-${i}` },
    data: {
      'app.properties': `# settings of ${i}\nserver.port=8080\nname=app-${i}\n\nfeature.x=true\n`, Makefile: `all:\n\tgo build ./...\n\n\ttouch ${i}\n`, 'no-end': `a\nb ${i}`,
      'nginx.conf': `server {\n    listen 80;\n    location / {\n        proxy_pass http://b-${i};\n    }\n}`, keep: `line ${i}\n\n\n`, spaced: `  indented ${i}\nnot\n`, version: `${i}`,
    },
  })),
  'foreign resource definitions': count => Array.from({ length: count }, (_, i) => ({
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: `things${i}.example.com` },
    spec: { group: 'example.com', names: { kind: 'Thing', plural: 'things' }, scope: 'Namespaced', versions: [{ name: 'v1', schema: { openAPIV3Schema: schemaTree(3, i) }, served: true, storage: true, subresources: { status: {} } }] },
  })),
  'text of many languages': count => Array.from({ length: count }, (_, i) => ({
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { annotations: { owner: 'Zoë Müller', team: '支払い' }, name: `u-${i}` },
    data: { greeting: `Grüße aus Köln ${i}`, long: '日本語のとても長い文字列です。'.repeat(8), 'mixed: key': 'ça va: très bien 😀', text: 'première ligne\ndeuxième ligne\n' },
  })),
  'strings to be quoted': count => Array.from({ length: count }, (_, i) => ({
    apiVersion: 'v1', kind: 'ConfigMap', metadata: { labels: { 'app.kubernetes.io/version': `${i}.0`, release: '2024-01-01', sha: `${i}e5`, track: 'on' }, name: `q-${i}` },
    data: { args: `--flag="x ${i}": y`, empty: '', enabled: 'yes', json: `{"a": [${i}, "b"]}`, mode: '0755', off: 'no', ratio: `.${i}`, size: '1_000', time: '12:30:45', yaml: '- a: b # c' },
  })),
  'nested and empty': count => Array.from({ length: count }, (_, i) => ({
    apiVersion: 'example.com/v1', kind: 'Matrix', metadata: { name: `m-${i}` },
    spec: { a: [[1, [2, [3, i]]], [], [{}], [[]]], b: {}, c: [], d: [{ e: [{ f: null }, null, true, -1.5, 1e21] }], g: { h: { i: { j: { k: { l: i } } } } } },
  })),
};

function schemaTree(depth: number, seed: number): object {
  if (depth === 0) return { description: `Field of ${seed}, which says how it is: see the "docs". It's long enough for others to wrap, but here it isn't; see https://example.com/#x.\nSecond line.`, maxLength: 253, pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$', type: 'string' };
  return { description: 'An object.', properties: Object.fromEntries(Array.from({ length: 5 }, (_, i) => [`field${i}`, schemaTree(depth - 1, seed * 5 + i)])), required: ['field0', 'field1'], type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
}
