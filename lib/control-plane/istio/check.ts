import type { Diagnostic } from '../../diagnostics';
import { combinationsOf } from './check-combinations';
import { objectProblems } from './check-objects';
import { orderOf } from './check-order';
import { othersOf } from './check-planes';
import type { ControlPlaneObject } from './control-plane-object';
import type { IstioControlPlane } from './istio-control-plane';
import { revisionChecks } from './loaded';

/** Everything that is wrong with a control plane, in one run: what its parts say against each other, then each object as the API server judges it. */
export function problemsOf(plane: IstioControlPlane, objects: readonly ControlPlaneObject[]): readonly Diagnostic[] {
  return [...namesOf(plane, objects), ...combinationsOf(plane, objects), ...revisionChecks().revisionsOf(plane, objects), ...othersOf(plane), ...orderOf(plane), ...objectProblems(objects, plane)];
}

function* namesOf(plane: IstioControlPlane, objects: readonly ControlPlaneObject[]): Iterable<Diagnostic> {
  const error = (code: string, path: string, message: string, help?: string): Diagnostic => ({ code, severity: 'error', path, source: plane.source, message, help });
  const revisions = new Set(plane.revisions.map((r) => r.rev));
  for (const { tag, node } of plane.tags) {
    if (revisions.has(tag)) yield error('MESH1433', node.path, `tag '${tag}' is the name of a revision too`, 'namespaces that carry it could not tell which is meant: rename one of them');
  }
  const { defaultRevision } = plane.props;
  if (defaultRevision !== undefined && defaultRevision !== false && !revisions.has(defaultRevision)) {
    const tag = plane.tags.find((t) => t.tag === defaultRevision);
    yield error('MESH1434', plane.node.path, `defaultRevision '${defaultRevision}' is ${tag ? 'a tag' : 'no revision of the control plane'}`, tag ? `name the revision that it stands for: '${tag.revision.rev}'` : `there are: ${[...revisions].join(', ')}`);
  }
  const restricted = objects.some(({ content: o }) => o.kind === 'Namespace' && o.metadata.name === plane.namespaceName && o.metadata.labels?.['pod-security.kubernetes.io/enforce'] === 'restricted');
  for (const { rev, node, settings: { istiod } } of plane.revisions) {
    // The first one's are known when the label is written.
    if (!restricted || node.path === plane.revision.node.path || (!istiod.initContainers.length && !istiod.volumes.length)) continue;
    yield error('MESH1444', node.path, `revision '${rev}' brings init containers or volumes, and namespace '${plane.namespaceName}' refuses pods that are not restricted`, 'restricted: false on the control plane; or label the namespace by a patch, once you know that they pass');
  }
  const domains = new Map(plane.revisions.map((r) => [r.settings.trustDomain, r.rev]));
  if (domains.size > 1) yield error('MESH1435', plane.node.path, `revisions disagree on the trust domain: ${[...domains].map(([domain, rev]) => `${rev} has '${domain}'`).join(', ')}`, 'proxies of one would not trust those of the other; migrate with meshConfig.trustDomainAliases');
}
