import * as fs from 'fs';
import * as path from 'path';
import { stringifyAll } from '../../../lib/manifests';
import type { IstioControlPlaneProps } from '../../../lib/control-plane/istio/props/control-plane';
import { base, istiod } from './objects';

/** `npx jest control-plane/istiod -u` writes them. */
const updating = (): boolean => (expect.getState() as { snapshotState?: { _updateSnapshot?: string } }).snapshotState?._updateSnapshot === 'all';

const CASES: readonly (readonly [string, IstioControlPlaneProps])[] = [
  ['production', {}],
  ['dev', { profile: 'dev' }],
  ['highly-available', {
    revision: '1-31-1', networkPolicy: true, trustDomain: 'example.com', meshId: 'mesh-1', network: 'network-1', clusterName: 'cluster-1',
    istiod: { autoscaling: { minReplicas: 3, maxReplicas: 10, cpu: 60 }, disruptionBudget: { maxUnavailable: 1 }, untaintNodes: true },
  }],
];
test.each(CASES)('%s is the YAML that is committed, but for the CRDs and the injector', (name, props) => {
  const yaml = stringifyAll([...base(props), ...istiod(props).filter((o) => !o.metadata.name.startsWith('istio-sidecar-injector') || o.kind !== 'ConfigMap')]);
  const golden = path.join(__dirname, 'golden', `${name}.yaml`);
  if (updating()) { fs.mkdirSync(path.dirname(golden), { recursive: true }); fs.writeFileSync(golden, yaml); }
  expect(yaml).toBe(fs.readFileSync(golden, 'utf8'));
});
