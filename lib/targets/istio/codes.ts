import type { Diagnostic, Severity } from '../../diagnostics/diagnostic';
import type { Origin } from '../../model';

/** What Istio cannot say although each of the features concerned is supported. The security kinds' codes begin at MESH1651. */
export const ISTIO_CODES = {
  cookies: { code: 'MESH1601', severity: 'error', title: 'conditions on cookies can be said as one on the cookie header' },
  tlsRules: { code: 'MESH1602', severity: 'error', title: 'a Service that is there already speaks tcp where its TLS is routed' },
  egressResolution: { code: 'MESH1603', severity: 'error', title: 'an egress gateway knows the address of every host it sends to' },
  egressPorts: { code: 'MESH1604', severity: 'error', title: 'one port of an egress gateway has one protocol' },
  egressDestination: { code: 'MESH1605', severity: 'error', title: 'a route does not send to a host behind an egress gateway' },
  failoverNeedsOutlier: { code: 'MESH1606', severity: 'warning', title: 'failover has an outlier detection that says when' },
  certificateAuthority: { code: 'MESH1607', severity: 'error', title: 'a Secret with a client certificate brings the authorities to trust' },
  gatewayClient: { code: 'MESH1608', severity: 'error', title: 'connection policies for another owner\'s service reach the gateways that call it' },
  discovery: { code: 'MESH1609', severity: 'error', title: 'istiod looks into the namespaces of a mesh' },
  externalTwins: { code: 'MESH1610', severity: 'error', title: 'hosts outside that are told by their addresses have addresses of their own' },
} as const satisfies Record<string, { code: string; severity: Severity; title: string }>;

export const finding = (c: { readonly code: string; readonly severity: Severity }, at: Origin, message: string, help?: string, other?: Origin): Diagnostic => ({
  code: c.code, severity: c.severity, path: at.path, source: at.source, message, ...(help !== undefined && { help }), ...(other && { related: [{ path: other.path, source: other.source }] }),
});
