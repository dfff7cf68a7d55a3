import { finding, placeOf, type Check } from './check';
import { fields } from './parts/fields';
import { containersOf, podTemplates } from './parts/templates';

/** The kubelet has no certificate. */
export const probesGetThrough: Check = {
  code: 'MESH2316',
  title: 'probes get through to the application',
  severity: 'error',
  docs: `The kubelet probes in plaintext and without identity. Injection leads its probes past mutual TLS and authorization, unless \`sidecar.istio.io/rewriteAppHTTPProbers: "false"\` keeps it from that: then a port with STRICT, or a policy that asks for an identity, fails every probe, and the pod is
never ready. Ports in \`excludeInboundPorts\` are free.`,
  *run({ mesh, world }) {
    for (const template of podTemplates(world)) {
      const w = template.workload;
      if (w?.proxy !== 'sidecar' || template.annotations['sidecar.istio.io/rewriteAppHTTPProbers'] !== 'false') continue;
      const free = new Set((template.annotations['traffic.sidecar.istio.io/excludeInboundPorts'] ?? '').split(',').map((p) => Number(p.trim() || NaN)));
      for (const [container, at] of containersOf(template)) for (const kind of ['livenessProbe', 'readinessProbe', 'startupProbe']) for (const how of ['httpGet', 'tcpSocket', 'grpc']) {
        const written = fields(fields(container[kind])?.[how])?.port, port = typeof written === 'number' ? written : w.ports.find((p) => p.name === written)?.number;
        if (port === undefined || free.has(port) || container.name === 'istio-proxy') continue;
        const { tls } = mesh.server(w).port(port);
        if (tls.value === 'STRICT') yield finding(template.object, `${at}.${kind}.${how}`, `the probe of port ${port} is plaintext, and ${w.name} takes mutual TLS only`, { help: 'remove sidecar.istio.io/rewriteAppHTTPProbers, or exclude the port', related: [{ ...placeOf(tls.from), message: 'STRICT is said' }] });
      }
    }
  },
};
