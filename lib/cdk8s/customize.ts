import { JsonPatch } from 'cdk8s';
import type { BuiltModel } from '../constructs/build-model';
import type { MeshPatch } from '../constructs/customization';
import type { Diagnostic } from '../diagnostics';
import { mergeInto, sorted, sortedManifest } from '../manifests/customize';
import type { Manifest, ObjectMeta } from '../manifests/manifest';
import type { MeshFacts } from '../model';
import type { Emit } from '../targets/target';

/** What a mesh's author does to what it emits, in order: the chart's labels, patches; whole manifests follow at the end. Everything given stays as it was given. */
export function authorOf(built: BuiltModel, mesh: MeshFacts, out: Emit, report: (d: Diagnostic) => void): { each: Emit; end: () => void } {
  const patches = built.patches.get(mesh.id) ?? [];
  const raw = built.rawManifests.filter((r) => r.mesh === mesh.id);
  const labels = Object.keys(mesh.labels).length ? mesh.labels : undefined;
  const used = new Set<MeshPatch>();

  const each: Emit = !labels && !patches.length ? out : (manifest, origin) => {
    let current = labels ? withLabels(manifest, labels) : manifest;
    for (const patch of patches) {
      if (!concerns(patch, current)) continue;
      used.add(patch);
      try { current = sortedManifest(applied(patch, current)); } catch (error) { report(failed(patch, error)); }
    }
    out(current, origin);
  };
  const end = (): void => {
    for (const { manifest, origin } of raw) each(sortedManifest(structuredClone(manifest) as Manifest), origin);
    for (const patch of patches) if (!used.has(patch)) report(unused(patch));
  };
  return { each, end };
}

const concerns = (patch: MeshPatch, m: Manifest): boolean => patch.kind === m.kind && patch.name === m.metadata.name && (patch.namespace === undefined || patch.namespace === m.metadata.namespace);

function applied(patch: MeshPatch, manifest: Manifest): Manifest {
  return ('merge' in patch.change ? mergeInto(manifest, patch.change.merge) : JsonPatch.apply(structuredClone(manifest), ...patch.change.operations)) as Manifest;
}

/** As a stock chart labels its objects: their own labels win. */
function withLabels(manifest: Manifest, labels: Readonly<Record<string, string>>): Manifest {
  const { annotations, labels: own, ...rest } = manifest.metadata;
  return { ...manifest, metadata: { ...(annotations ? { annotations } : {}), labels: sorted({ ...labels, ...own }), ...rest } as ObjectMeta };
}

const objectOf = (p: MeshPatch) => ({ kind: p.kind, namespace: p.namespace, name: p.name });
const unused = (p: MeshPatch): Diagnostic => ({
  code: 'MESH1404', severity: 'error', path: p.origin.path, source: p.origin.source, object: objectOf(p),
  message: `the mesh emits no ${p.kind} '${p.name}'${p.namespace ? ` in namespace '${p.namespace}'` : ''} to patch`, help: 'names are as in the YAML; objects are emitted only where they say something: write a RawManifest instead',
});
const failed = (p: MeshPatch, error: unknown): Diagnostic => ({
  code: 'MESH1405', severity: 'error', path: p.origin.path, source: p.origin.source, object: objectOf(p),
  message: `the patch of ${p.kind} '${p.name}' cannot be applied: ${error instanceof TypeError ? 'a parent of one of its paths is not there' : error instanceof Error ? error.message : String(error)}`, help: 'look at the object as it is emitted; a JsonPatch needs every parent of its path to exist',
});
