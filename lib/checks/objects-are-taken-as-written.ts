import { finding, type Check } from './check';
import { violations } from './parts/violations';

/** Taken, but not as it was meant. */
export const objectsAreTakenAsWritten: Check = {
  code: 'MESH2758',
  title: 'objects have nothing that Istio ignores',
  severity: 'warning',
  equals: ['IST0133'],
  docs: 'Istio takes such an object and warns: a field has no effect, is deprecated, or means something else than it seems to. Rules of VirtualServices that no request reaches are told by another check.',
  *run({ world, declared }) {
    if (declared) return;
    for (const [object, v] of violations(world)) {
      if (v.level !== 'warning' || (object.manifest.kind === 'VirtualService' && /^(no request gets here|the match has no effect)/.test(v.message)) || (object.manifest.kind === 'EnvoyFilter' && v.path === 'spec')) continue;
      yield finding(object, v.path === '' ? undefined : v.path, `${v.path === '' ? '' : `${v.path}: `}${v.message}`, { ...(v.help !== undefined && { help: v.help }), equals: v.source === 'webhook' ? ['IST0133'] : [] });
    }
  },
};
