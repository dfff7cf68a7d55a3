import fc from 'fast-check';
import { parse } from './config-text';
import type { InjectorConfigMap } from './official';

/** A fault that somebody might make in a template, or in the values. */
export interface Lie { readonly name: string; apply(injector: InjectorConfigMap): InjectorConfigMap }

/** Replaces a text in one template; a lie about a text that is not there is out of date. */
function lie(template: string, from: string, to: string): Lie {
  return {
    name: `${template}: ${JSON.stringify(from)} is ${JSON.stringify(to)}`,
    apply: ({ config, values }) => {
      const read = parse(config);
      const text = read.templates[template]!;
      if (!text.includes(from)) throw new Error(`the template ${template} does not say ${from}`);
      return { values, config: JSON.stringify({ ...read, templates: { ...read.templates, [template]: text.replace(from, to) } }) };
    },
  };
}
const lieOfValues = (name: string, change: (values: any) => void): Lie => ({ name: `values: ${name}`, apply: ({ config, values }) => { const read = JSON.parse(values) as unknown; change(read); return { config, values: JSON.stringify(read) }; } });
const lieOfConfig = (name: string, change: (config: any) => void): Lie => ({ name: `config: ${name}`, apply: ({ config, values }) => { const read = parse(config); change(read); return { config: JSON.stringify(read), values }; } });

export const lies: readonly Lie[] = [
  lie('sidecar', '15090,15021', '15021'),
  lie('sidecar', '- NET_RAW', '- SYS_ADMIN'),
  lie('sidecar', '"traffic.sidecar.istio.io/excludeOutboundPorts" "" | quote', '"traffic.sidecar.istio.io/includeOutboundPorts" "" | quote'),
  lie('sidecar', 'restartPolicy: Always', 'restartPolicy: Never'),
  lie('sidecar', 'name: istio-ca-crl\n      optional: true', 'name: istio-ca-crl\n      optional: false'),
  lie('sidecar', 'expirationSeconds: 43200', 'expirationSeconds: 3600'),
  lie('sidecar', 'runAsUser: 1337', 'runAsUser: 1338'),
  lie('sidecar', 'trunc 63', 'trunc 64'),
  lie('sidecar', '| default (toString .NativeSidecars)', ''),
  lie('sidecar', 'GetValue', 'String'),
  lie('sidecar', 'medium: Memory', 'medium: ""'),
  lie('gateway', 'ip_unprivileged_port_start', 'ip_local_port_range'),
  lie('gateway', '- router', '- sidecar'),
  lie('gateway', 'value: {{ protoToJSON .ProxyConfig | quote }}', 'value: "{}"'),
  lie('grpc-agent', 'DISABLE_ENVOY', 'ENABLE_ENVOY'),
  lie('grpc-agent', '"sidecar.istio.io/proxyCPULimit" | quote', '"sidecar.istio.io/proxyCPU" | quote'),
  lie('grpc-simple', ':15010', ':15012'),
  lie('kube-gateway', 'readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false'),
  lie('kube-gateway', '"gateway.istio.io/name-override"', '"gateway.istio.io/name"'),
  lie('kube-gateway', 'appProtocol: {{ .AppProtocol }}', 'appProtocol: tcp'),
  lie('waypoint', '"istio.io/dataplane-mode" "none"', '"istio.io/dataplane-mode" "ambient"'),
  lie('waypoint', '--serviceCluster', '--cluster'),
  lie('waypoint', 'PreferClose', 'PreferSameZone'),
  lie('agentgateway', 'istio.io-agentgateway-controller', 'istio.io-gateway-controller'),
  lie('agentgateway', 'audience: istio-ca', 'audience: istio'),
  lie('agentgateway-waypoint', 'CA_ADDRESS', 'CA_ADDR'),
  lieOfValues('probes are not rewritten', (v) => { v.sidecarInjectorWebhook.rewriteAppHTTPProbe = false; }),
  lieOfValues('another tag', (v) => { v.global.tag = 'other'; }),
  lieOfValues('another name of the image', (v) => { v.global.proxy_init.image = 'other'; }),
  lieOfConfig('another default template', (c) => { c.defaultTemplates = ['gateway']; }),
  lieOfConfig('disabled', (c) => { c.policy = 'disabled'; }),
];

/** Faults that nobody thought of: a line of a template is left out, or a condition always holds, or never. */
export function randomLies(injector: InjectorConfigMap, seed: number, count: number): readonly Lie[] {
  const { templates } = parse(injector.config);
  const all = Object.entries(templates).flatMap(([template, text]) => {
    const lines = text.split('\n');
    const without = (at: number, line?: string): Lie => ({
      name: `${template}, line ${at + 1}: ${line === undefined ? 'left out' : `now ${line.trim()}`}: ${lines[at]!.trim()}`,
      apply: ({ config, values }) => {
        const read = parse(config);
        const changed = lines.flatMap((l, i) => (i !== at ? [l] : line === undefined ? [] : [line])).join('\n');
        return { values, config: JSON.stringify({ ...read, templates: { ...read.templates, [template]: changed } }) };
      },
    });
    return lines.flatMap((line, at) => {
      const condition = /^(\s*\{\{- (?:else )?if ).*( \}\})$/.exec(line);
      // A heading that nothing need stand under says as much as none.
      const truths = /^\s*\w+:$/.test(lines[at + 1] ?? '') && /\{\{- (if|range|with) /.test(lines[at + 2] ?? '') ? ['false'] : ['true', 'false'];
      if (condition) return truths.map((value) => without(at, `${condition[1]!}${value}${condition[2]!}`));
      // A volume that names no source is an empty folder too, and no delay is none.
      return line === '' || /^\s*(emptyDir: \{\}|initialDelaySeconds: 0)$/.test(line) || line.startsWith('#') || line === '---' || /\{\{- (else|end|with|range|define|template|\$)/.test(line) ? [] : [without(at)];
    });
  });
  return count >= all.length ? all : fc.sample(fc.shuffledSubarray(all, { minLength: count, maxLength: count }), { seed, numRuns: 1 })[0]!;
}
