import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { goBuild, goModule } from './go';
import { kubernetesVariables } from './kubebox';
import { buildOnce } from './once';

const cluster = join(__dirname, '../cluster');
const istioVariables = { 'istio.io/istio/pkg/version.buildVersion': '1.31.0', 'istio.io/istio/pkg/version.buildStatus': 'Clean' };

/** Folder with pilot-discovery, pilot-agent, kube-proxy, coredns, and the bootstrap template that Istio's proxy image carries. */
export function buildClusterTools(log?: (line: string) => void): string {
  const [istio, proxy, dns] = ['istio', 'kube-proxy', 'coredns'].map((part) => join(cluster, part));
  return buildOnce({
    name: 'cluster-tools',
    what: 'istiod, pilot-agent, kube-proxy and CoreDNS; the first time takes 1 to 4 minutes on two cores',
    sources: [istio, proxy, dns],
    settings: [JSON.stringify([istioVariables, kubernetesVariables])],
    make: (into) => {
      goBuild({ what: 'Istio', from: istio, to: `${into}/`, packages: ['istio.io/istio/pilot/cmd/pilot-agent', 'istio.io/istio/pilot/cmd/pilot-discovery'], variables: istioVariables });
      goBuild({ what: 'kube-proxy', from: proxy, to: join(into, 'kube-proxy'), packages: ['k8s.io/kubernetes/cmd/kube-proxy'], variables: kubernetesVariables });
      goBuild({ what: 'CoreDNS', from: dns, to: join(into, 'coredns'), packages: ['.'] });
      copyFileSync(join(goModule('istio.io/istio', istio), 'tools/packaging/common/envoy_bootstrap.json'), join(into, 'envoy_bootstrap_tmpl.json'));
    },
  }, log);
}
