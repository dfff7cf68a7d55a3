import type { Diagnostic } from '../../diagnostics';
import { isObject } from '../../manifests/is-object';
import type { Manifest } from '../../manifests/manifest';
import type { Served } from './served';

/** A gateway reads certificates in its own namespace only. Said where the app writes the Secret, or the Certificate of cert-manager that makes it, and writes it elsewhere. */
export function* certificatesAreBesideTheGateway({ gateway, objects, pods }: Served): Iterable<Diagnostic> {
  const seen = new Set<string>();
  for (const { certificate, name } of gateway.listeners) {
    if (certificate === undefined || seen.has(certificate.secret)) continue;
    seen.add(certificate.secret);
    const made = objects.filter((o) => secretOf(o) === certificate.secret);
    if (made.length === 0 || made.some((o) => o.metadata.namespace === pods.namespace)) continue;
    const [{ kind, metadata }] = made as [Manifest];
    yield {
      code: 'MESH1449', severity: 'warning', path: gateway.origin.path, source: gateway.origin.source, related: [{ path: pods.node.path, message: 'the gateway is' }],
      message: `listener '${name}': Secret '${certificate.secret}' is written to namespace '${metadata.namespace ?? 'default'}'${kind === 'Secret' ? '' : ` by ${kind} '${metadata.name}'`}, and the gateway reads those of '${pods.namespace}' only`,
      help: `write it to namespace '${pods.namespace}'`,
    };
  }
}

/** Name of the Secret that an object is, or makes. */
function secretOf({ apiVersion, kind, metadata, spec }: Manifest): string | undefined {
  if (kind === 'Secret' && apiVersion === 'v1') return metadata.name;
  if (kind === 'Certificate' && apiVersion.startsWith('cert-manager.io/') && isObject(spec)) return spec.secretName as string | undefined;
  if ((kind === 'ExternalSecret' || kind === 'SealedSecret') && isObject(spec)) return isObject(spec.target) && typeof spec.target.name === 'string' ? spec.target.name : metadata.name;
  return undefined;
}
