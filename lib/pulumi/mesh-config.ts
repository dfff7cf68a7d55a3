import * as pulumi from '@pulumi/pulumi';
import { at } from './object-index';
import { textOf } from './names';
import type { Plan } from './planned';

const SETTING = 'enableConfigMapMutable', VARIABLE = 'PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE';

/** A warning where a change of the mesh config would take it away before it is there again, as Pulumi's provider does it unless told otherwise. Of a provider of the program's own, nothing is known. */
export function replacedMeshConfig({ objects }: Plan, { parent, provider, providers }: pulumi.ComponentResourceOptions): string | undefined {
  if (parent || provider || providers || process.env[VARIABLE] === 'true' || new pulumi.Config('kubernetes').get(SETTING) === 'true') return undefined;
  const found = objects.find(({ manifest }) => manifest.apiVersion === 'v1' && manifest.kind === 'ConfigMap' && typeof at(manifest, 'data', 'mesh') === 'string');
  return found && `a change of ${textOf(found.manifest)} would delete it, then create it: until then Istio has no mesh config\n  help: pulumi config set kubernetes:${SETTING} true`;
}
