import type { Diagnostic } from '../../diagnostics';
import { installationsIn } from '../../constructs/installation';
import type { IstioControlPlane } from './istio-control-plane';

/** What two control planes of one app write both, or serve both: one cluster has it once. Said of the later one. */
export function* othersOf(plane: IstioControlPlane): Iterable<Diagnostic> {
  const others = installationsIn(plane.node.root) as readonly IstioControlPlane[];
  const earlier = others.slice(0, others.indexOf(plane));
  if (earlier.length === 0) return;
  const mine = new Set(keysOf(plane));
  for (const other of earlier) {
    const both = keysOf(other).filter((key) => mine.has(key));
    yield* sameName(plane, other, both);
    if (both.length === 0) continue;
    const rest = both.filter((key) => !key.startsWith('CustomResourceDefinition '));
    yield {
      code: 'MESH1440', severity: 'error', path: plane.node.path, source: plane.source, related: [{ path: other.node.path, source: other.source, message: 'the other is' }],
      message: `${both.length} objects are written by another control plane of the app too: ${(rest.length > 0 ? rest : both).slice(0, 3).join(', ')}${both.length > 3 ? ', …' : ''}`,
      help: rest.length === 0 ? "one of the two brings the CRDs: crds: 'skip' for the other" : 'a second istiod in one cluster is an IstioRevision of the first; for another cluster use an app of its own',
    };
  }
}

const keysOf = (plane: IstioControlPlane): readonly string[] => plane.manifests().map(({ kind, metadata: { name, namespace } }) => [kind, namespace, name].filter(Boolean).join(' '));

/** Pods ask for a proxy by the name of a revision or tag: two webhooks that answer to one would inject them twice. */
function* sameName(plane: IstioControlPlane, other: IstioControlPlane, both: readonly string[]): Iterable<Diagnostic> {
  // One webhook is said already; halves of one control plane have it once; pods of another cluster are others.
  if (both.some((key) => key.startsWith('MutatingWebhookConfiguration ')) || areHalves(plane, other) || plane.revision.settings.clusterName !== other.revision.settings.clusterName) return;
  const theirs = namesOf(other);
  for (const name of namesOf(plane)) {
    if (theirs.includes(name)) yield {
      code: 'MESH1443', severity: 'error', path: plane.node.path, source: plane.source, related: [{ path: other.node.path, source: other.source, message: 'the other is' }],
      message: `'${name}' is a revision or tag of ${other.node.path} too: both would inject the pods that ask for it`, help: "name this one's otherwise: revision: '…'; for another cluster give each its clusterName",
    };
  }
}
const namesOf = ({ revisions, tags }: IstioControlPlane): readonly string[] => [...revisions.map((r) => r.rev), ...tags.map((t) => t.tag)];
const areHalves = ({ props: { scope } }: IstioControlPlane, { props: { scope: other } }: IstioControlPlane): boolean => (scope === 'cluster' && other === 'namespace') || (scope === 'namespace' && other === 'cluster');
