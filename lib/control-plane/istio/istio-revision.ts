import { Construct } from 'constructs';
import { show } from '../../constructs/arguments';
import { CallError } from '../../constructs/call-error';
import { KIND } from '../../constructs/declare';
import { knownProps } from '../../constructs/known-props';
import { Istio } from '../../targets/istio';
import type { FromCharts } from './chart/objects';
import { factsOf } from './facts';
import type { IstioControlPlane } from './istio-control-plane';
import { charts, components } from './loaded';
import type { RevisionProps } from './props/control-plane';
import { REVISION_PROPS } from './props/names';
import type { RevisionSettings } from './settings/revision';

/**
 * One more istiod beside the first, of another patch release or with other settings: pods of namespaces that name it get its proxies. The way to upgrade a control plane without stopping it; see the
 * guide on upgrades. A prop that is given replaces the control plane's as a whole.
 */
export class IstioRevision extends Construct {
  readonly [KIND] = 'istio-revision';
  /** Value of the label `istio.io/rev`: its name, or `default`. */
  readonly rev: string;
  /** All that it is made of. */
  readonly settings: RevisionSettings;
  private target?: Istio;

  constructor(scope: IstioControlPlane, name: string, props: RevisionProps = {}, /** @internal */ internal: { readonly first?: FromCharts | 'native' } = {}) {
    if ((scope as { [KIND]?: unknown } | undefined)?.[KIND] !== 'control-plane') throw new CallError(scope?.node?.path, `revision '${name}' is not declared in a control plane`, `new IstioRevision(controlPlane, '${name}')`);
    if (!internal.first && typeof name !== 'string') throw new CallError(scope.node.path, `a revision beside the first one has a name, not ${show(name)}`, "name it after its version: new IstioRevision(controlPlane, '1-31-1')");
    if (!internal.first && name === scope.revision.rev) throw new CallError(scope.node.path, `'${name}' is the control plane's first revision already`, 'name the second one after its version');
    super(scope, internal.first ? 'revision' : `revision-${name}`);
    if (new.target === IstioRevision && !internal.first) knownProps(this.node.path, REVISION_PROPS, props);
    const { settings, objects } = partsOf(this, scope, name, props, internal.first);
    this.settings = Object.freeze(settings);
    this.rev = settings.rev;
    scope.put(this, objects);
  }

  /** What a Mesh is compiled to whose namespaces name this revision. */
  sidecar(): Istio { return (this.target ??= Istio.sidecar(factsOf(this.settings))); }
}

/** What it is made of, and what it writes: from Istio's charts, where the control plane comes from there. */
function partsOf({ node }: IstioRevision, plane: IstioControlPlane, name: string, props: RevisionProps, first?: FromCharts | 'native'): FromCharts {
  if (first !== undefined && first !== 'native') return first;
  if (plane.charts && !first) return charts().revisionFromCharts(node.path, plane.charts, name, props);
  // The first one is the control plane's own, and nobody wrote it.
  const settings = components().revisionSettings(first ? plane.node.path : node.path, plane.props, first ? plane.props.revision : name, props);
  return { settings, objects: components().revisionObjects(settings) };
}
