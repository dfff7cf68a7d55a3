import { authority } from '../../../helpers/certificates';
import type { Case } from '../case';

const cluster2 = { clusterName: 'cluster2', network: 'network2', meshId: 'mesh1' };

/** Control planes of several clusters. */
export const multiCluster: readonly Case[] = [
  { name: 'a primary of several', props: { clusterName: 'cluster1', network: 'network1', meshId: 'mesh1' }, gateways: { eastwest: { networkGateway: 'network1' } } },
  { name: 'a primary with remotes', props: { clusterName: 'cluster1', network: 'network1', meshId: 'mesh1', servesRemotes: true }, gateways: { eastwest: { networkGateway: 'network1' } } },
  { name: 'a remote, by address', props: { ...cluster2, remote: { address: '192.0.2.10', controlPlaneClusters: ['cluster1'] } } },
  { name: 'a remote, by address of IPv6', props: { ...cluster2, profile: 'upstream', networkPolicy: true, remote: { address: '2001:db8::10' }, istiod: { ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv6', 'IPv4'] } } },
  { name: 'a remote, by host name', props: { ...cluster2, namespace: 'mesh-system', remote: { address: 'eastwest.example.com' }, istiod: { ipFamilyPolicy: 'PreferDualStack', ipFamilies: ['IPv6', 'IPv4'] } } },
  { name: 'a remote on one network', props: { clusterName: 'cluster2', remote: { address: '192.0.2.10' }, webhooks: { validation: false } } },
  { name: 'a remote of a revision', props: { ...cluster2, revision: '1-31-1', stableApisOnly: true, remote: { address: '192.0.2.10' } }, tags: ['prod'] },
  { name: 'a remote with gateways', props: { ...cluster2, networkPolicy: true, remote: { address: '192.0.2.10' } }, gateways: { eastwest: { networkGateway: 'network2' }, ingress: {} } },
  { name: 'a remote with node agents', props: { ...cluster2, platform: 'gke', ambient: true, remote: { address: '192.0.2.10' } } },
  { name: 'a remote that keeps the configuration', props: { ...cluster2, remote: { address: '192.0.2.10', configCluster: true }, stableApisOnly: true, meshConfig: { accessLogFile: '/dev/stdout' } } },
  { name: 'a remote that keeps the configuration, of a revision', props: { ...cluster2, revision: 'blue', remote: { address: '192.0.2.10', configCluster: true } } },
  { name: 'a remote with an injector', props: { ...cluster2, remote: { address: '192.0.2.10', localInjector: true } } },
  { name: 'a remote with an injector, ambient, of a revision', props: { ...cluster2, revision: 'blue', ambient: true, remote: { address: 'eastwest.example.com', localInjector: true } } },
  { name: 'served by an external control plane', props: { ...cluster2, namespace: 'external-istiod', remote: { webhookUrl: 'https://istiod.example.com:15017', configCluster: true }, meshConfig: { defaultConfig: { discoveryAddress: 'istiod.example.com:15012', proxyMetadata: { XDS_ROOT_CA: '/etc/ssl/certs/ca-certificates.crt', CA_ROOT_CA: '/etc/ssl/certs/ca-certificates.crt' } } } } },
  { name: 'served by an external control plane, with its CA', props: { ...cluster2, remote: { webhookUrl: 'https://192.0.2.11', webhookCa: authority, injectionPath: '/inject/cluster/c2/net/n2' }, revision: 'blue' }, tags: ['prod'] },
  { name: 'served by an external control plane, with its CA and the configuration', props: { ...cluster2, remote: { webhookUrl: 'https://istiod.example.com:15017', webhookCa: authority, configCluster: true } } },
  { name: 'an external control plane', props: {
    namespace: 'external-istiod', clusterName: 'cluster2', servesRemotes: true, webhooks: { injection: false, validation: false }, crds: 'skip',
    istiod: { env: { LOCAL_CLUSTER_SECRET_WATCHER: 'true', SHARED_MESH_CONFIG: 'istio' } }, meshConfig: { rootNamespace: 'external-istiod', defaultConfig: { discoveryAddress: 'istiod.example.com:15012' } },
  } },
  { name: 'no reader', props: { reader: false } },
  { name: 'a reader of one\'s own', props: { revision: 'blue', reader: { name: 'mesh-reader', namespace: 'readers' } } },
  { name: 'no injection here', props: { revision: 'blue', webhooks: { injection: false } }, tags: ['prod'] },
];
