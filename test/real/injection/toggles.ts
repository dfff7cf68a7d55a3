import fc from 'fast-check';
import type { IstioControlPlaneProps } from '../../../lib/control-plane/istio/props/control-plane';
import { settingsCase, type SettingsCase, type Values } from './settings';

/** One setting, said as our props and as values of the chart. */
interface Toggle { readonly props: IstioControlPlaneProps; readonly values: Values }
const proxy = (props: IstioControlPlaneProps['proxy'], values: object): Toggle => ({ props: { proxy: props }, values: { global: { proxy: values } } });

const seven = { requests: { cpu: '7m', memory: null }, limits: null };
const toggles: readonly Toggle[] = [
  { props: { revision: 'canary' }, values: { revision: 'canary' } },
  { props: { cni: true }, values: { cni: { enabled: true } } },
  { props: { cni: { provider: 'multus' } }, values: { cni: { enabled: true, provider: 'multus' } } },
  { props: { meshId: 'm1' }, values: { global: { meshID: 'm1' } } },
  { props: { network: 'n1' }, values: { global: { network: 'n1' } } },
  { props: { clusterName: 'west' }, values: { global: { multiCluster: { clusterName: 'west' } } } },
  { props: { logAsJson: true }, values: { global: { logAsJson: true } } },
  { props: { logLevel: 'ads:debug' }, values: { global: { logging: { level: 'ads:debug' } } } },
  { props: { injection: { rewriteProbes: false } }, values: { sidecarInjectorWebhook: { rewriteAppHTTPProbe: false } } },
  { props: { meshConfig: { defaultConfig: { interceptionMode: 'TPROXY' } } }, values: {} },
  { props: { meshConfig: { defaultConfig: { holdApplicationUntilProxyStarts: true, proxyMetadata: { B: '2' } } } }, values: {} },
  { props: { meshConfig: { inboundTrafficPolicy: { mode: 'LOCALHOST' } } }, values: {} },
  { props: { meshConfig: { proxyListenPort: 15101, trustDomain: 'td.example' } }, values: {} },
  { props: { istiod: { env: { COMPLIANCE_POLICY: 'fips-140-2' } } }, values: {} },
  { props: { istiod: { env: { ENABLE_CLUSTER_TRUST_BUNDLE_API: 'true' } } }, values: { env: { ENABLE_CLUSTER_TRUST_BUNDLE_API: true } } },
  { props: { proxy: { resources: { requests: { cpu: '7m' } } } }, values: { global: { proxy: { resources: seven }, waypoint: { resources: seven } } } },
  proxy({ logLevel: 'off' }, { logLevel: 'off' }),
  proxy({ componentLogLevel: 'main:info' }, { componentLogLevel: 'main:info' }),
  proxy({ includeOutboundIpRanges: ['10.0.0.0/8'] }, { includeIPRanges: '10.0.0.0/8' }),
  proxy({ includeOutboundIpRanges: [] }, { includeIPRanges: '' }),
  proxy({ excludeOutboundIpRanges: ['10.9.0.0/16'] }, { excludeIPRanges: '10.9.0.0/16' }),
  proxy({ includeInboundPorts: [8080] }, { includeInboundPorts: '8080' }),
  proxy({ includeInboundPorts: [] }, { includeInboundPorts: '' }),
  proxy({ excludeInboundPorts: [7] }, { excludeInboundPorts: '7' }),
  proxy({ includeOutboundPorts: [8] }, { includeOutboundPorts: '8' }),
  proxy({ excludeOutboundPorts: [9] }, { excludeOutboundPorts: '9' }),
  proxy({ statusPort: 15777 }, { statusPort: 15777 }),
  proxy({ startup: false }, { startupProbe: { enabled: false } }),
  proxy({ holdApplicationUntilProxyStarts: true }, { holdApplicationUntilProxyStarts: true }),
  proxy({ privileged: true }, { privileged: true }),
  proxy({ seccomp: true }, { seccompProfile: { type: 'RuntimeDefault' } }),
  proxy({ outlierLogPath: '/tmp/o' }, { outlierLogPath: '/tmp/o' }),
  proxy({ lifecycle: { postStart: { exec: { command: ['true'] } } } }, { lifecycle: { postStart: { exec: { command: ['true'] } } } }),
  { props: { proxy: { nftables: true } }, values: { global: { nativeNftables: true } } },
  { props: { proxy: { forceApplyIptables: true } }, values: { global: { proxy_init: { forceApplyIptables: true } } } },
];

/** Control planes of several settings at once; the same for the same seed. */
export const randomSettings = (seed: number, count: number): readonly SettingsCase[] => fc.sample(fc.subarray([...toggles], { minLength: 1 }), { seed, numRuns: count }).map((chosen, i) => {
  const { props, values } = chosen.reduce<Toggle>((a, b) => ({ props: merged(a.props, b.props) as IstioControlPlaneProps, values: merged(a.values, b.values) as Values }), { props: {}, values: {} });
  return settingsCase(`random settings ${seed}/${i}`, props, values);
});

const isMap = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);
function merged(a: unknown, b: unknown): unknown {
  return isMap(a) && isMap(b) ? Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].map((key) => [key, key in a && key in b ? merged(a[key], b[key]) : key in b ? b[key] : a[key]])) : b;
}
