import { finding, type Check } from './check';
import { destinationRules } from './parts/destination-rules';
import { fields, textOf } from './parts/fields';

/** The narrower rule holds alone. */
export const ownRulesKeepMutualTls: Check = {
  code: 'MESH2303',
  title: 'a DestinationRule keeps the mutual TLS of a wider one',
  severity: 'warning',
  equals: ['KIA0204'],
  docs: 'Of several DestinationRules for a host the one with the narrowest name counts, alone: what a wider one says of `tls` is lost. With automatic mutual TLS nothing is lost; with `enableAutoMtls: false` clients go back to plaintext.',
  *run({ world }) {
    if (world.settings.autoMtls) return;
    const rules = destinationRules(world);
    for (const rule of rules.all) {
      if (rule.policy?.tls !== undefined || rule.host === '*') continue;
      const wider = rules.covering(rule.host).find((o) => o.host !== rule.host && textOf(fields(o.policy?.tls)?.mode) === 'ISTIO_MUTUAL');
      if (wider) yield finding(rule.object, rule.policy ? 'spec.trafficPolicy' : 'spec.host', `${rule.written} loses the mutual TLS that ${wider.object.manifest.metadata.name} says for ${wider.written}`, { help: 'write tls: { mode: ISTIO_MUTUAL } here too', related: [{ ...wider.object.place('spec.trafficPolicy.tls'), message: 'it is said' }] });
    }
  },
};
