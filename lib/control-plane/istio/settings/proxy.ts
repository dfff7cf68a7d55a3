import { defined, portNumber, show, whole } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import { isCidr } from '../../../manifests/rules/syntax/address';
import { checkTemplates } from '../injection/check-templates';
import type { RevisionProps } from '../props/control-plane';
import type { ProxyProps } from '../props/proxy';
import type { ProfileDefaults } from './profiles';
import type { InjectionSettings, ProxySettings, WaypointSettings } from './revision';

export function proxySettings(at: string, p: ProxyProps, d: ProfileDefaults, restricted: boolean): ProxySettings {
  const { includeOutboundIpRanges = ['*'], excludeOutboundIpRanges = [], includeOutboundPorts = [], excludeOutboundPorts = [], includeInboundPorts = '*', excludeInboundPorts = [], readiness, startup, ...rest } = p;
  for (const [what, ports] of Object.entries({ includeOutboundPorts, excludeOutboundPorts, includeInboundPorts, excludeInboundPorts })) if (ports !== '*') for (const port of ports) portNumber(at, `proxy.${what}`, port);
  if (includeOutboundIpRanges.join() !== '*') checkRanges(at, 'proxy.includeOutboundIpRanges', includeOutboundIpRanges);
  checkRanges(at, 'proxy.excludeOutboundIpRanges', excludeOutboundIpRanges);
  return defined({
    ...rest, image: rest.image ?? 'proxyv2', resources: rest.resources ?? d.proxy, logLevel: rest.logLevel ?? 'warning', componentLogLevel: rest.componentLogLevel ?? 'misc:error',
    includeOutboundIpRanges: includeOutboundIpRanges.join(','), excludeOutboundIpRanges: excludeOutboundIpRanges.join(','),
    includeOutboundPorts: includeOutboundPorts.join(','), excludeOutboundPorts: excludeOutboundPorts.join(','),
    includeInboundPorts: includeInboundPorts === '*' ? '*' : includeInboundPorts.join(','), excludeInboundPorts: excludeInboundPorts.join(','),
    statusPort: whole(at, 'proxy.statusPort', rest.statusPort ?? 15020, 0, 65535),
    stsPort: rest.stsPort === undefined ? undefined : portNumber(at, 'proxy.stsPort', rest.stsPort),
    readiness: { failureThreshold: readiness?.failureThreshold ?? 4, initialDelaySeconds: readiness?.initialDelaySeconds ?? 0, periodSeconds: readiness?.periodSeconds ?? 15 },
    startup: startup === false ? undefined : { failureThreshold: startup?.failureThreshold ?? 600 },
    holdApplicationUntilProxyStarts: rest.holdApplicationUntilProxyStarts ?? false, privileged: rest.privileged ?? false, forceApplyIptables: rest.forceApplyIptables ?? false,
    nftables: rest.nftables ?? false, seccomp: rest.seccomp ?? restricted,
  }) as ProxySettings;
}

/** They are proxies like others, unless it is said. A constraint counts the waypoints of one Gateway, which is known only to that. */
export const waypointSettings = ({ waypoint: w = {} }: RevisionProps, { resources }: ProxySettings): WaypointSettings =>
  defined({ resources: w.resources ?? resources, affinity: w.affinity, topologySpreadConstraints: w.topologySpreadConstraints ?? [], nodeSelector: w.nodeSelector ?? {}, tolerations: w.tolerations ?? [] }) as WaypointSettings;

/** A pod would not start: what captures its traffic reads nothing else, and a star only by itself. */
function checkRanges(at: string, what: string, ranges: readonly string[]): void {
  for (const range of ranges) if (typeof range !== 'string' || !isCidr(range)) throw new CallError(at, `${what} must name ranges of addresses, not ${show(range)}`, "write them as '10.0.0.0/8', one address as '10.0.0.1/32'");
}

export function injectionSettings({ injection: i = {} }: RevisionProps, at?: string): InjectionSettings {
  checkTemplates(at, i);
  return defined({
    everyNamespace: i.everyNamespace ?? false, policy: i.policy ?? 'enabled', always: i.always ?? [], never: i.never ?? [], annotations: i.annotations ?? {}, templates: i.templates ?? {},
    defaultTemplates: i.defaultTemplates ?? ['sidecar'], rewriteProbes: i.rewriteProbes ?? true, reinvocation: i.reinvocation ?? 'Never', nativeSidecars: i.nativeSidecars, webhookAnnotations: i.webhookAnnotations ?? {},
  });
}
