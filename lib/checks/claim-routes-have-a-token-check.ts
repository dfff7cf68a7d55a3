import { KIND, namespaceOf, type SourceObject, type World } from '../effective';
import { selects } from '../effective/istio/names';
import { finding, placeOf, type Check } from './check';
import { boundTo, gatewayNamed, gatewayWorkloads } from './parts/client-namespaces';
import { entries, fields, textMap } from './parts/fields';

/** Claims are those of a token that was verified; where none is, there are none. */
export const claimRoutesHaveATokenCheck: Check = {
  code: 'MESH2115',
  title: 'who routes by claims of a token verifies tokens',
  severity: 'error',
  equals: ['IST0149'],
  docs: 'A match on `@request.auth.claims` looks at a token that a RequestAuthentication of the *gateway* has verified. Without one for the pods of the gateway, in their namespace or the root namespace, there are no claims: the rule never holds, and one on `withoutHeaders` always does.',
  *run({ world, closed }) {
    if (!closed) return;
    for (const object of world.objects.of(KIND.virtualService)) {
      const use = firstClaim(object);
      if (use === undefined) continue;
      for (const name of boundTo(world, object)) {
        const gateway = name === 'mesh' ? undefined : gatewayNamed(world, name);
        const without = gateway && gatewayWorkloads(world, gateway).find((w) => !isVerified(world, w.namespace, w.labels));
        if (without) yield finding(object, use, `${without.name}, which serves ${name}, verifies no tokens: there are no claims to route by`, { help: `declare a RequestAuthentication in ${without.namespace} that selects the gateway's pods`, related: [{ ...placeOf(without.from), message: 'the gateway is' }] });
      }
    }
  },
};

function firstClaim(object: SourceObject): string | undefined {
  for (const [route, i] of entries(fields(object.manifest.spec)?.http)) for (const [match, m] of entries(route.match)) for (const list of ['headers', 'withoutHeaders']) {
    const name = Object.keys(fields(match[list]) ?? {}).find((h) => h.toLowerCase().startsWith('@request.auth.claims'));
    if (name !== undefined) return `spec.http[${i}].match[${m}].${list}["${name}"]`;
  }
  return undefined;
}
function isVerified(world: World, namespace: string, labels: Readonly<Record<string, string>>): boolean {
  return [namespace, world.settings.rootNamespace].some((n) => world.of(KIND.requestAuthentication, n).some((ra) => selects(textMap(fields(fields(ra.manifest.spec)?.selector)?.matchLabels), labels) && namespaceOf(ra.manifest) === n));
}
