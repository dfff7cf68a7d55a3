/** A workload with a proxy and an identity, in a namespace that no mesh of ours knows of. */
export const rogue: readonly object[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'rogue', labels: { 'istio-injection': 'enabled' } } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'rogue', namespace: 'rogue' } },
  {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'rogue', namespace: 'rogue' },
    spec: { selector: { matchLabels: { app: 'rogue' } }, template: { metadata: { labels: { app: 'rogue' } }, spec: { serviceAccountName: 'rogue', containers: [{ name: 'rogue', image: 'test/rogue' }] } } },
  },
];
