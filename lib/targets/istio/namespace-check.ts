import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { MeshFacts } from '../../model';
import { finding, ISTIO_CODES } from './codes';
import type { EmitContext } from './context';
import { discovered, labelsToAdd } from './discovery';
import { labelsOf } from './namespace-labels';

/** Namespaces into which istiod does not look, by its mesh config: nothing that the mesh says of them would hold. */
export function checkDiscovery(context: EmitContext, mesh: MeshFacts): readonly Diagnostic[] {
  const { meshConfig } = context.facts;
  const found: Diagnostic[] = [];
  for (const n of context.parts(mesh).namespaces) {
    const written = n.manage === 'create' || n.manage === 'label';
    const labels = written ? { ...mesh.labels, ...labelsOf(n, context.facts) } : {};
    if (discovered(meshConfig, n.name, labels, n.manage === 'create') !== false) continue;
    const add = written ? labelsToAdd(meshConfig, n.name, labels) : undefined;
    found.push(finding(
      ISTIO_CODES.discovery, n.origin, `istiod does not look into namespace '${n.name}': none of meshConfig.discoverySelectors selects it`,
      add === undefined ? 'give it a label that one of them selects, or let one of them select it' : `add the label: new MeshNamespace(mesh, '${n.name}', { ${n.manage === 'label' ? "manage: 'label', " : ''}labels: ${add} })`,
    ));
  }
  return found;
}
