import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Release } from '../../../lib/control-plane/istio/chart/values';
import type { Manifest } from '../../../lib/manifests/manifest';
import { readManifests } from '../../../lib/manifests/yaml';
import { buildHelm, goModule } from '../build';

/** Where each chart is among them. */
export const FOLDERS: Readonly<Record<Release['chart'], string>> = { base: 'base', istiod: 'istio-control/istio-discovery', cni: 'istio-cni', ztunnel: 'ztunnel', gateway: 'gateway' };

/** Istio's charts, rendered by Helm. The same release is rendered once. */
export class Charts {
  readonly helm = buildHelm();
  readonly folder = join(goModule('istio.io/istio'), 'manifests/charts');
  private readonly known = new Map<string, readonly Manifest[]>();

  /** Objects of a release, without the CRDs, which are compared once. */
  render(release: Release): readonly Manifest[] {
    const key = JSON.stringify(release);
    let found = this.known.get(key);
    if (!found) this.known.set(key, (found = this.helmTemplate(release)));
    return found;
  }

  /** What Helm says, document by document. */
  documents({ chart, name, namespace, values }: Release): readonly string[] {
    const text = execFileSync(this.helm, ['template', name, join(this.folder, FOLDERS[chart]), '--namespace', namespace, '--values', '-'], { input: JSON.stringify(values), encoding: 'utf8', maxBuffer: 1 << 26, stdio: ['pipe', 'pipe', 'pipe'] });
    return text.split(/^---$/m).filter((one) => /^kind:/m.test(one));
  }

  private helmTemplate(release: Release): readonly Manifest[] {
    const { chart } = release;
    return this.documents(release).filter((one) => !/^kind: CustomResourceDefinition/m.test(one)).flatMap((one) => {
      const { manifests, diagnostics } = readManifests(one, `${chart}.yaml`);
      if (manifests.length === 0) throw new Error(`${chart}: ${diagnostics.map((d) => d.message).join('; ')}\n${one.slice(0, 400)}`);
      return manifests.map((m) => m.manifest);
    });
  }
}
