import { App } from 'cdk8s';
import { IstioControlPlane, IstioGateway, IstioRevision, RevisionTag, type IstioControlPlaneProps, type RevisionProps } from '../../../lib/control-plane/istio';
import { releasesOf, type Release } from '../../../lib/control-plane/istio/chart/values';
import type { IstioGatewayProps } from '../../../lib/control-plane/istio/props/gateway';
import type { Manifest } from '../../../lib/manifests/manifest';

/** A control plane as somebody declares it, and as the charts are asked for the same. */
export interface Case {
  readonly name: string;
  readonly props: IstioControlPlaneProps;
  /** A second revision. */
  readonly revision?: { readonly name: string; readonly props: RevisionProps };
  /** Of the first revision. */
  readonly tags?: readonly string[];
  /** `rev` is one of the tags. */
  readonly gateways?: Readonly<Record<string, IstioGatewayProps & { readonly rev?: string }>>;
}

/** What our constructs write: without CRDs, which are compared once, and without hints, which the charts know nothing of. */
export function ours(one: Case, change: (plane: IstioControlPlane) => void = () => undefined): readonly Manifest[] {
  const plane = planeOf(one);
  change(plane);
  plane.toJson();
  return plane.manifests();
}
function planeOf({ props, revision, tags = [], gateways = {} }: Case): IstioControlPlane {
  const plane = new IstioControlPlane(new App(), 'istio', { crds: 'skip', hints: [], ...props });
  if (revision) new IstioRevision(plane, revision.name, revision.props);
  const named = new Map(tags.map((tag) => [tag, new RevisionTag(plane, tag, { revision: plane.revision })]));
  for (const [name, { rev, ...given }] of Object.entries(gateways)) new IstioGateway(plane, name, { ...given, ...(rev !== undefined && { revision: named.get(rev)! }) });
  return plane;
}

/** Calls of Helm for the same. */
export function releases({ props, revision, tags, gateways }: Case): readonly Release[] {
  const first = releasesOf('charts', props, { tags, gateways });
  return revision === undefined ? first : [...first, ...releasesOf('charts', props, { revision }).filter((r) => r.chart === 'istiod')];
}
