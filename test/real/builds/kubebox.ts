import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { goBuild } from './go';
import { buildOnce } from './once';

const tools = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl', 'kwok'];
export const kubernetesVersion = 'v1.36.3';

/** What the build writes into binaries of Kubernetes: `kubectl version` and `serverVersion` say it. */
export const kubernetesVariables = {
  'k8s.io/component-base/version.gitVersion': kubernetesVersion,
  'k8s.io/component-base/version.gitMajor': kubernetesVersion.slice(1).split('.')[0],
  'k8s.io/component-base/version.gitMinor': kubernetesVersion.split('.')[1],
  'k8s.io/component-base/version.gitTreeState': 'clean',
  'k8s.io/component-base/version.buildDate': '1970-01-01T00:00:00Z',
};

/** Folder with etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kubectl and kwok: one binary under their names. */
export function buildKubebox(log?: (line: string) => void): string {
  const source = join(__dirname, '../kubebox');
  return buildOnce({
    name: 'kubebox',
    what: `Kubernetes ${kubernetesVersion} and etcd; the first time takes 4 to 6 minutes on two cores`,
    sources: [source],
    settings: [JSON.stringify(kubernetesVariables), ...tools],
    make: (into) => {
      goBuild({ what: 'Kubernetes', from: source, to: join(into, 'kubebox'), packages: ['./cmd/kubebox'], variables: kubernetesVariables });
      for (const tool of tools) symlinkSync('kubebox', join(into, tool));
    },
  }, log);
}
