import { isIP } from 'node:net';
import { fields } from './fields';

/** What is wrong with the value of an annotation; undefined: nothing, or nobody looks at it. */
export function problemOfAnnotation(name: string, value: string): string | undefined {
  return RULES[name]?.(value);
}

type Rule = (value: string) => string | undefined;
const port = (text: string): boolean => /^\s*\d+\s*$/.test(text) && Number(text) < 65536;
const ports: Rule = (value) => (value.trim() === '' ? undefined : value.split(',').filter((p) => !port(p)).map((p) => `'${p.trim()}' is no port`)[0]);
const orAll = (rule: Rule): Rule => (value) => (value === '*' ? undefined : rule(value));
const ranges: Rule = (value) => (value === '' ? undefined : value.split(',').filter((r) => !isRange(r)).map((r) => `'${r}' is no address range (10.0.0.0/8)`)[0]);
function isRange(text: string): boolean {
  const [address, length, more] = text.split('/');
  const family = isIP(address);
  return family > 0 && more === undefined && length !== undefined && /^(0|[1-9]\d*)$/.test(length) && Number(length) <= (family === 4 ? 32 : 128);
}
const whole: Rule = (value) => (/^\d+$/.test(value) && Number(value) <= 0xffffffff ? undefined : 'a whole number is wanted');
const bool: Rule = (value) => (/^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value) ? undefined : 'true or false is wanted');
const quantity: Rule = (value) => (/^[+-]?(\d+\.?\d*|\.\d+)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d+)?$/.test(value) ? undefined : 'an amount is wanted, as 100m or 128Mi');
const interfaces: Rule = (value) => (value.trim() === '' ? undefined : value.split(',').map((i) => i.trim()).filter((i) => i === '' || i.length > 15 || /[^A-Za-z0-9_.:@*+-]/.test(i)).map((i) => `'${i}' is no network interface`)[0]);
const mode: Rule = (value) => (['REDIRECT', 'TPROXY', 'NONE'].includes(value) ? undefined : 'REDIRECT, TPROXY or NONE is wanted');

/** A text that is a map in YAML; what the fields mean is Istio's to say. */
const proxyConfig: Rule = (value) => {
  const { readYaml } = require('../../manifests/yaml') as typeof import('../../manifests/yaml');   // loaded where there is one
  const { documents, findings } = readYaml(value, { file: 'annotation' });
  if (findings.some((f) => f.level === 'error')) return 'it is no YAML';
  const content = documents[0]?.value;
  if (content === undefined || content === null) return undefined;
  const config = fields(content);
  if (!config) return 'a map of fields is wanted';
  const unknown = Object.keys(config).find((k) => !PROXY_CONFIG.has(k.replace(/_(\w)/g, (_, c: string) => c.toUpperCase())));
  if (unknown !== undefined) return `there is no field '${unknown}'`;
  return typeof config.concurrency === 'string' || (typeof config.concurrency === 'number' && config.concurrency < 0) ? 'concurrency must be a number, 0 or more' : undefined;
};
const PROXY_CONFIG: ReadonlySet<string> = new Set(['configPath', 'binaryPath', 'serviceCluster', 'drainDuration', 'parentShutdownDuration', 'discoveryAddress', 'discoveryRefreshDelay', 'zipkinAddress', 'statsdUdpAddress', 'proxyAdminPort', 'availabilityZone', 'controlPlaneAuthPolicy',
  'customConfigFile', 'statNameLength', 'concurrency', 'proxyBootstrapTemplatePath', 'interceptionMode', 'tracing', 'sds', 'envoyAccessLogService', 'envoyMetricsService', 'proxyMetadata', 'runtimeValues', 'statusPort', 'extraStatTags', 'gatewayTopology', 'terminationDrainDuration', 'meshId',
  'readinessProbe', 'proxyStatsMatcher', 'holdApplicationUntilProxyStarts', 'caCertificatesPem', 'image', 'privateKeyProvider', 'proxyHeaders', 'fileFlushInterval', 'fileFlushMinSizeKb', 'statsCompression', 'connectionBalancer', 'statsEviction', 'envoyMetricsServiceAddress', 'connectionSettings', 'tracingServiceName']);

const RULES: Readonly<Record<string, Rule>> = {
  'sidecar.istio.io/interceptionMode': mode, 'status.sidecar.istio.io/port': (v) => (port(v) ? undefined : 'a port is wanted'),
  'readiness.status.sidecar.istio.io/initialDelaySeconds': whole, 'readiness.status.sidecar.istio.io/periodSeconds': whole, 'readiness.status.sidecar.istio.io/failureThreshold': whole,
  'traffic.sidecar.istio.io/includeOutboundIPRanges': orAll(ranges), 'traffic.sidecar.istio.io/excludeOutboundIPRanges': ranges,
  'traffic.sidecar.istio.io/includeInboundPorts': orAll(ports), 'traffic.sidecar.istio.io/excludeInboundPorts': ports, 'traffic.sidecar.istio.io/excludeOutboundPorts': ports,
  'traffic.sidecar.istio.io/excludeInterfaces': interfaces, 'traffic.sidecar.istio.io/kubevirtInterfaces': interfaces, 'istio.io/reroute-virtual-interfaces': interfaces,
  'prometheus.istio.io/merge-metrics': bool, 'proxy.istio.io/config': proxyConfig,
  'sidecar.istio.io/proxyCPU': quantity, 'sidecar.istio.io/proxyMemory': quantity, 'sidecar.istio.io/proxyCPULimit': quantity, 'sidecar.istio.io/proxyMemoryLimit': quantity,
};
