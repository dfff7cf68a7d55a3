import { Construct } from 'constructs';
import { dnsLabel } from '../../constructs/arguments';
import { CallError } from '../../constructs/call-error';
import { KIND } from '../../constructs/declare';
import { Istio } from '../../targets/istio';
import { factsOf } from './facts';
import type { IstioControlPlane } from './istio-control-plane';
import type { IstioRevision } from './istio-revision';
import { components } from './loaded';

export interface RevisionTagProps {
  /** What the name stands for. */
  readonly revision: IstioRevision;
}

/** A name for a revision that namespaces carry: an upgrade moves the name, and no namespace is labelled anew. */
export class RevisionTag extends Construct {
  readonly [KIND] = 'revision-tag';
  /** Value of the label `istio.io/rev` of namespaces; the tag `default` serves those labelled `istio-injection: enabled`. */
  readonly tag: string;
  readonly revision: IstioRevision;
  private target?: Istio;

  constructor(scope: IstioControlPlane, tag: string, props: RevisionTagProps) {
    if ((scope as { [KIND]?: unknown } | undefined)?.[KIND] !== 'control-plane') throw new CallError(scope?.node?.path, `tag '${tag}' is not declared in a control plane`, `new RevisionTag(controlPlane, '${tag}', { revision: controlPlane.revision })`);
    super(scope, `tag-${tag}`);
    this.tag = dnsLabel(this.node.path, 'a tag', tag);
    const revision = (props as RevisionTagProps | undefined)?.revision as IstioRevision;
    if ((revision as { [KIND]?: unknown } | undefined)?.[KIND] !== 'istio-revision') throw new CallError(this.node.path, 'revision is what the tag stands for: an IstioRevision', `new RevisionTag(controlPlane, '${tag}', { revision: controlPlane.revision })`);
    if (revision.node.scope !== scope) throw new CallError(this.node.path, `revision '${revision.rev}' is of another control plane, ${revision.node.scope!.node.path}`, 'a tag stands for a revision of its own control plane');
    this.revision = revision;
    scope.put(this, components().revisionTagObjects(revision.settings, tag, this.node.path));
  }

  /** What a Mesh is compiled to whose namespaces carry this tag. */
  sidecar(): Istio { return (this.target ??= Istio.sidecar({ ...factsOf(this.revision.settings), revision: this.tag === 'default' ? undefined : this.tag })); }
}
