import { App } from 'cdk8s';
import { IstioControlPlane, IstioGateway } from '../../lib';

/** The environment of every container that a control plane writes, by the name of what runs it. */
function environments(istio: IstioControlPlane): Readonly<Record<string, readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[]>> {
  const containers = (o: any): readonly any[] => o.spec?.template?.spec?.containers ?? [];
  return Object.fromEntries(istio.manifests().flatMap((o) => containers(o).map((c) => [o.metadata.name, c.env ?? []])));
}

test('a variable is there once, as users give it', () => {
  const istio = new IstioControlPlane(new App(), 'istio', {
    istiod: { env: { CLUSTER_ID: 'mine' } }, cni: { env: { NODE_NAME: 'mine', REPAIR_RUN_AS_DAEMON: 'false' } },
    ambient: { env: { RUST_LOG: 'debug', BOTH: 'env' } }, meshConfig: { defaultConfig: { proxyMetadata: { CA_ADDRESS: 'ca.example.com:443', BOTH: 'metadata' } } },
  });
  new IstioGateway(istio, 'ingress', { networkGateway: 'network-1', env: { ISTIO_META_REQUESTED_NETWORK_VIEW: 'mine' }, envFrom: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }] });
  const all = environments(istio);
  expect(Object.keys(all).sort()).toEqual(['ingress', 'istio-cni-node', 'istiod', 'ztunnel']);
  for (const env of Object.values(all)) expect(env.map((v) => v.name)).toEqual([...new Set(env.map((v) => v.name))]);
  expect(all.istiod).toContainEqual({ name: 'CLUSTER_ID', value: 'mine' });
  expect(all['istio-cni-node']).toEqual(expect.arrayContaining([{ name: 'NODE_NAME', value: 'mine' }, { name: 'REPAIR_RUN_AS_DAEMON', value: 'false' }]));
  expect(all.ztunnel).toEqual(expect.arrayContaining([{ name: 'RUST_LOG', value: 'debug' }, { name: 'CA_ADDRESS', value: 'ca.example.com:443' }, { name: 'BOTH', value: 'env' }]));
  expect(all.ingress).toEqual([{ name: 'ISTIO_META_REQUESTED_NETWORK_VIEW', value: 'mine' }, { name: 'A', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } }]);
});
