import { defined, whole } from '../../../constructs/arguments';
import { checkTemplates } from '../injection/check-templates';
import type { RevisionProps } from '../props/control-plane';
import type { ProxyProps } from '../props/proxy';
import type { ProfileDefaults } from './profiles';
import type { InjectionSettings, ProxySettings } from './revision';

export function proxySettings(at: string, p: ProxyProps, d: ProfileDefaults, restricted: boolean): ProxySettings {
  const { includeOutboundIpRanges = ['*'], excludeOutboundIpRanges = [], includeOutboundPorts = [], excludeOutboundPorts = [], includeInboundPorts = '*', excludeInboundPorts = [], readiness, startup, ...rest } = p;
  for (const [what, ports] of Object.entries({ includeOutboundPorts, excludeOutboundPorts, includeInboundPorts, excludeInboundPorts })) if (ports !== '*') for (const port of ports) whole(at, `proxy.${what}`, port, 1, 65535);
  return defined({
    ...rest, image: rest.image ?? 'proxyv2', resources: rest.resources ?? d.proxy, logLevel: rest.logLevel ?? 'warning', componentLogLevel: rest.componentLogLevel ?? 'misc:error',
    includeOutboundIpRanges: includeOutboundIpRanges.join(','), excludeOutboundIpRanges: excludeOutboundIpRanges.join(','),
    includeOutboundPorts: includeOutboundPorts.join(','), excludeOutboundPorts: excludeOutboundPorts.join(','),
    includeInboundPorts: includeInboundPorts === '*' ? '*' : includeInboundPorts.join(','), excludeInboundPorts: excludeInboundPorts.join(','),
    statusPort: rest.statusPort ?? 15020,
    readiness: { failureThreshold: readiness?.failureThreshold ?? 4, initialDelaySeconds: readiness?.initialDelaySeconds ?? 0, periodSeconds: readiness?.periodSeconds ?? 15 },
    startup: startup === false ? undefined : { failureThreshold: startup?.failureThreshold ?? 600 },
    holdApplicationUntilProxyStarts: rest.holdApplicationUntilProxyStarts ?? false, privileged: rest.privileged ?? false, forceApplyIptables: rest.forceApplyIptables ?? false,
    nftables: rest.nftables ?? false, seccomp: rest.seccomp ?? restricted,
  }) as ProxySettings;
}

export function injectionSettings({ injection: i = {} }: RevisionProps, at?: string): InjectionSettings {
  checkTemplates(at, i);
  return defined({
    everyNamespace: i.everyNamespace ?? false, policy: i.policy ?? 'enabled', always: i.always ?? [], never: i.never ?? [], annotations: i.annotations ?? {}, templates: i.templates ?? {},
    defaultTemplates: i.defaultTemplates ?? ['sidecar'], rewriteProbes: i.rewriteProbes ?? true, reinvocation: i.reinvocation ?? 'Never', nativeSidecars: i.nativeSidecars, webhookAnnotations: i.webhookAnnotations ?? {},
  });
}
