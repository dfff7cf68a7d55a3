import { KIND } from '../effective';
import { finding, type Check } from './check';
import { entries, fields, items } from './parts/fields';

/** Telemetry that switches access logs on without saying where they go, in a mesh that says it neither. */
export const accessLogsHaveAProvider: Check = {
  code: 'MESH2058',
  title: 'access logging names a provider, or the mesh has one',
  severity: 'warning',
  equals: ['IST0157'],
  docs: `\`accessLogging\` of a Telemetry without \`providers\` uses those of \`defaultProviders.accessLogging\` in MeshConfig. Where there are none, nothing is logged.

Write \`providers: [{ name: envoy }]\` for logs on the proxy's standard output.`,
  *run({ world }) {
    if ((world.settings.config.defaultProviders?.accessLogging ?? []).length > 0) return;
    for (const object of world.objects.of(KIND.telemetry)) for (const [one, i] of entries(fields(object.manifest.spec)?.accessLogging)) {
      if (one.disabled === true || items(one.providers).length > 0) continue;
      yield finding(object, `spec.accessLogging[${i}]`, 'access logs have no provider here, and the mesh has no default', { help: 'write providers: [{ name: envoy }]' });
    }
  },
};
