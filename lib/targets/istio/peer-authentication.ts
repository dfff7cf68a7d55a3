import type { PeerAuthentication, PeerAuthenticationMtls } from '../../manifests/types';
import type { MeshFacts, Origin } from '../../model';
import type { ResolvedMtls } from '../../resolve/resolved';
import type { Emit } from '../target';
import { metaOf, sortKeys, type EmitContext } from './context';
import type { Kind } from './kind';
import { ownsNamespaceWide, policedNamespace, wideName } from './policy-scope';

/** mTLS: one for each workload that differs from its namespace, then one for the namespace: applied one by one, an exception is there before what it is excepted from. */
export const peerAuthentication: Kind = { supports: { mtls: 'full', 'mtls.port': 'full', 'metrics-scraping': 'full', 'owns-cluster': 'full' }, emit };

function emit(context: EmitContext, mesh: MeshFacts, out: Emit): void {
  const { resolved, facts } = context;
  const parts = context.parts(mesh);
  const write = (name: string, namespace: string, origin: Origin, spec: PeerAuthentication['spec']): void =>
    out({ apiVersion: context.version.api.security, kind: 'PeerAuthentication', metadata: metaOf(mesh, name, namespace), spec } satisfies PeerAuthentication, origin);
  for (const workload of parts.workloads) {
    const namespace = policedNamespace(context, workload);
    if (!namespace) continue;
    const mtls = resolved.mtls(workload), { mode, inherited } = mtls;
    const ports = portModes(mtls);
    if (mode === inherited && !ports) continue;
    write(workload.name, namespace.name, workload.origin, {
      ...(mode !== inherited && { mtls: { mode } }),
      ...(ports && { portLevelMtls: ports }),
      selector: { matchLabels: sortKeys(workload.selector) },
    });
  }
  for (const namespace of parts.namespaces) {
    if (!ownsNamespaceWide(namespace) || (mesh.ownsCluster && namespace.name === facts.rootNamespace)) continue;
    write(wideName.peerAuthentication, namespace.name, namespace.origin, { mtls: { mode: resolved.namespaceMtls(namespace) } });
  }
  if (mesh.ownsCluster) {
    const policy = resolved.effective('MtlsPolicy', mesh)?.value;
    write(wideName.peerAuthentication, facts.rootNamespace, mesh.origin, { mtls: { mode: policy && policy !== 'off' ? policy.mode : mesh.mtls } });
  }
}

/** Container ports that differ from the workload. Numbers as keys stand in their order. */
function portModes({ mode, ports }: ResolvedMtls): Readonly<Record<string, PeerAuthenticationMtls>> | undefined {
  let written: Record<string, PeerAuthenticationMtls> | undefined;
  for (const [port, own] of ports) if (own !== mode) (written ??= {})[port] = { mode: own };
  return written;
}
