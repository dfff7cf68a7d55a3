import { KIND } from '../effective';
import { finding, type Check } from './check';
import { entries, fields, textMap, textOf } from './parts/fields';

/** Whoever may write a RequestAuthentication can make istiod ask any address. */
export const keysAreFetchedFromAllowedPlaces: Check = {
  code: 'MESH2356',
  title: 'the control plane does not fetch key sets from anywhere',
  severity: 'warning',
  equals: ['IST0175'],
  docs: 'istiod fetches the keys of a `jwksUri`. Without `BLOCKED_CIDRS_IN_JWKS_URIS` in its environment it does so from any address, those within the cluster and of the cloud\'s metadata among them. It is said where istiod and a RequestAuthentication are part of the input.',
  *run({ world }) {
    const some = world.objects.of(KIND.requestAuthentication)[0];
    if (!some) return;
    for (const object of world.objects.of(KIND.deployment)) {
      if (textMap(object.manifest.metadata.labels).app !== 'istiod') continue;
      const containers = entries(fields(fields(fields(object.manifest.spec)?.template)?.spec)?.containers);
      if (containers.some(([c]) => entries(c.env).some(([e]) => e.name === 'BLOCKED_CIDRS_IN_JWKS_URIS' && textOf(e.value) !== ''))) continue;
      yield finding(object, undefined, 'key sets of RequestAuthentications are fetched from any address', { help: 'set BLOCKED_CIDRS_IN_JWKS_URIS in the environment of istiod', related: [{ ...some.place(), message: 'a RequestAuthentication is' }] });
    }
  },
};
