import { baseObjects } from '../../../lib/control-plane/istio/base';
import { istiodObjects } from '../../../lib/control-plane/istio/istiod';
import type { IstioControlPlaneProps } from '../../../lib/control-plane/istio/props/control-plane';
import { installSettings } from '../../../lib/control-plane/istio/settings/install';
import { revisionSettings } from '../../../lib/control-plane/istio/settings/resolve';
import type { RevisionSettings } from '../../../lib/control-plane/istio/settings/revision';
import type { Manifest } from '../../../lib/manifests/manifest';

/** A manifest as tests look into it. */
export type Seen = Manifest & { readonly [field: string]: any };

export const settingsOf = (props: IstioControlPlaneProps = {}): RevisionSettings => revisionSettings('cp', props, props.revision);
export const istiod = (props: IstioControlPlaneProps = {}): readonly Seen[] => istiodObjects(settingsOf(props)) as readonly Seen[];
export const base = (props: IstioControlPlaneProps = {}): readonly Seen[] => baseObjects(installSettings('cp', props, settingsOf(props))) as readonly Seen[];

export function one(objects: readonly Seen[], kind: string, name?: string): Seen {
  const found = objects.filter((o) => o.kind === kind && (name === undefined || o.metadata.name === name));
  expect(found.map((o) => o.metadata.name)).toHaveLength(1);
  return found[0]!;
}
export const kinds = (objects: readonly Seen[]): readonly string[] => objects.map((o) => `${o.kind} ${o.metadata.name}`);
