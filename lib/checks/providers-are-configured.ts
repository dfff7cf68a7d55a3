import { KIND, type SourceObject } from '../effective';
import { finding, type Check } from './check';
import { nearestName } from './parts/known-hosts';
import { entries, fields, items, textOf } from './parts/fields';

/** An extension provider is named by policies and configured in the mesh config. */
export const providersAreConfigured: Check = {
  code: 'MESH2057',
  title: 'providers that policies name are in the mesh config',
  severity: 'error',
  docs: `A CUSTOM AuthorizationPolicy and a Telemetry name providers by their name in \`extensionProviders\` of MeshConfig. An authorizer that is not there denies **every** request of the workloads that the policy selects; a provider of logs, metrics or traces that is
not there does nothing.

Istio itself brings \`prometheus\`, \`stackdriver\` and \`envoy\`. The check needs the mesh config (\`--mesh-config\`, or the ConfigMap \`istio\` among the input); without its \`extensionProviders\` it is silent unless the inventory is closed.`,
  *run({ world, closed }) {
    const { config } = world.settings;
    if (!closed && config.extensionProviders === undefined) return;
    const known = new Set(['prometheus', 'stackdriver', 'envoy', ...items(config.extensionProviders).map((p) => textOf(p.name))]);
    const missing = (object: SourceObject, field: string, name: string, severity: 'error' | 'warning') => {
      const near = nearestName(name, known);
      return finding(object, field, `the mesh config has no provider '${name}'${severity === 'error' ? ': every request of these workloads is denied' : ''}`, { severity, help: near === undefined ? 'add it to extensionProviders of MeshConfig' : `did you mean '${near}'?` });
    };
    for (const object of world.objects.of(KIND.authorizationPolicy)) {
      const spec = fields(object.manifest.spec), name = textOf(fields(spec?.provider)?.name);
      if (spec?.action === 'CUSTOM' && name !== '' && !known.has(name)) yield missing(object, 'spec.provider.name', name, 'error');
    }
    for (const object of world.objects.of(KIND.telemetry)) for (const section of ['accessLogging', 'metrics', 'tracing']) {
      for (const [one, i] of entries(fields(object.manifest.spec)?.[section])) for (const [provider, p] of entries(one.providers)) {
        const name = textOf(provider.name);
        if (name !== '' && !known.has(name)) yield missing(object, `spec.${section}[${i}].providers[${p}].name`, name, 'warning');
      }
    }
  },
};
