import { finding, type Check } from './check';
import { destinationRules } from './parts/destination-rules';
import { fields, items } from './parts/fields';

/** Failover between localities needs somebody who says that endpoints fail. */
export const failoverHasOutlierDetection: Check = {
  code: 'MESH2209',
  title: 'where the mesh fails over between localities, failures are noticed',
  severity: 'warning',
  docs: `\`localityLbSetting\` of MeshConfig sends requests to another region or zone when endpoints of the own one fail, but a proxy learns that only by outlier detection. A DestinationRule for a host without \`outlierDetection\` switches nothing on: requests stay with
endpoints that fail.

Of a DestinationRule that has its own \`localityLbSetting\`, the validation of the object says the same.`,
  *run({ world }) {
    const setting = fields(world.settings.config.localityLbSetting), mesh = fields(world.settings.config.defaultTrafficPolicy);
    if (!setting || setting.enabled === false || (items(setting.failover).length === 0 && !Array.isArray(setting.failoverPriority)) || fields(mesh?.outlierDetection)) return;
    for (const rule of destinationRules(world).all) {
      if (!rule.policy || fields(rule.policy.outlierDetection) || fields(fields(rule.policy.loadBalancer)?.localityLbSetting)) continue;
      yield finding(rule.object, 'spec.trafficPolicy', `the mesh fails over between localities, but nobody notices failures of '${rule.written}'`, { help: 'add outlierDetection' });
    }
  },
};
