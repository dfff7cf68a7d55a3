import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { MeshFacts } from '../../model';
import { finding, ISTIO_CODES } from './codes';
import type { EmitContext } from './context';
import { checkAddresses } from './external-addresses-check';
import { egressPorts } from './gateway-listeners';

/** What hosts outside cannot have, with and without an egress gateway. */
export function checkExternals(context: EmitContext, mesh: MeshFacts): readonly Diagnostic[] {
  const found: Diagnostic[] = [...checkAddresses(context, mesh)];
  const { externals, gateways } = context.parts(mesh);
  for (const e of externals) {
    if (e.via !== undefined && e.resolution === 'NONE') found.push(finding(ISTIO_CODES.egressResolution, e.origin, `${e.name} has no address that its egress gateway could send to`, 'name the hosts one by one and leave out `resolution`, or leave out `via`'));
  }
  for (const e of externals) {
    if (e.tls?.clientCertificate !== undefined && e.tls.caCertificates !== undefined) {
      found.push(finding(ISTIO_CODES.certificateAuthority, e.origin, `${e.name} names a Secret with the client's certificate and a file with certificate authorities: Istio takes both from the Secret`, `put the authorities into the Secret '${e.tls.clientCertificate}' as \`ca.crt\`, and leave out \`caCertificates\``));
    }
  }
  for (const g of gateways) {
    if (g.role !== 'egress') continue;
    const ports = egressPorts(context, g);
    ports.forEach((p, i) => {
      const before = ports[i - 1];
      if (p.kind === 'tcp' && p.externals.length > 1) {
        found.push(finding(ISTIO_CODES.egressPorts, p.externals[1]!.origin, `${p.externals.map((e) => e.name).join(' and ')} both send plain TCP through port ${p.number} of ${g.name}, which cannot tell them apart`, 'give one of them another port (with its own targetPort), or another egress gateway', p.externals[0]!.origin));
      }
      if (before?.number === p.number) {
        found.push(finding(ISTIO_CODES.egressPorts, p.externals[0]!.origin, `port ${p.number} of ${g.name} would carry ${before.kind} for ${before.externals[0]!.name} and ${p.kind} for ${p.externals[0]!.name}`, 'give one of them another port (with its own targetPort), or another egress gateway', before.externals[0]!.origin));
      }
    });
  }
  return found;
}
