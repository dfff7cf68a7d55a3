import { join } from 'node:path';
import { goBuild } from './builds/go';
import { buildOnce } from './builds/once';

export { goModule, goVersion } from './builds/go';
export { cache, MissingTool, repository } from './builds/place';
export { buildClusterTools } from './builds/cluster-tools';
export { buildHelm } from './builds/helm';
export { buildKubebox } from './builds/kubebox';
export { buildPulumi } from './builds/pulumi';

/** What `-cover` counts: everything that Istio's admission webhook says; without the main package Go writes no counters at all. */
const coveredPackages = ['example.test/istio-oracle', 'istio.io/istio/pkg/config/validation/...', 'istio.io/istio/pkg/config/security', 'istio.io/istio/pkg/config/labels', 'istio.io/istio/pkg/config/visibility'].join(',');

/** Path of the oracle's binary. */
export function buildOracle(variant: 'plain' | 'cover' = 'plain', log: (line: string) => void = console.log): string {
  const source = join(__dirname, 'istio-oracle');
  const folder = buildOnce({
    name: `istio-oracle-${variant}`,
    what: `the Istio oracle (${variant}); the first time takes 4 to 7 minutes on two cores`,
    sources: [source],
    settings: [variant, coveredPackages],
    make: (into) => goBuild({
      what: 'the Istio oracle', from: source, to: join(into, 'istio-oracle'), packages: ['.'],
      flags: variant === 'cover' ? ['-cover', `-coverpkg=${coveredPackages}`] : [],
    }),
  }, log);
  return join(folder, 'istio-oracle');
}
