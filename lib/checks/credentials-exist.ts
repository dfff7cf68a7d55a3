import { KIND } from '../effective';
import { finding, type Check } from './check';
import { gatewayCredentials, madeSecrets } from './parts/credentials';
import { destinationRules } from './parts/destination-rules';
import { fields, textOf } from './parts/fields';
import { policiesOf } from './parts/policies';

/** A listener without its certificate does not come up. */
export const credentialsExist: Check = {
  code: 'MESH2011',
  title: 'certificates that are named are where proxies look for them',
  severity: 'error',
  equals: ['IST0101'],
  docs: `\`credentialName\` of a Gateway's server is a Secret in the namespace *of the gateway's pods*, not of the Gateway object. While it is missing, connections to that server are reset.

A DestinationRule's \`tls.credentialName\` is looked for beside the proxies that use it; reported is one that is nowhere at all.

Secrets that cert-manager, external-secrets or sealed-secrets make are known by the objects that ask for them.`,
  *run({ world, closed }) {
    if (!closed) return;
    for (const use of gatewayCredentials(world)) for (const namespace of use.namespaces) {
      if (world.objects.named(KIND.secret, namespace, use.name) || madeSecrets(world).has(`${namespace}/${use.name}`) || (use.ca && world.objects.named(KIND.configMap, namespace, use.name))) continue;
      const elsewhere = world.objects.of(KIND.secret).find((s) => s.manifest.metadata.name === use.name);
      yield finding(use.object, use.field, `there is no Secret '${use.name}' in ${namespace}, where the gateway's pods run`, {
        help: elsewhere ? `it is in ${elsewhere.manifest.metadata.namespace ?? 'default'}: a gateway reads Secrets of its own namespace only` : 'declare it there',
      });
    }
    const anywhere = new Set([...world.objects.of(KIND.secret).map((s) => s.manifest.metadata.name), ...[...madeSecrets(world)].map((m) => m.slice(m.indexOf('/') + 1))]);
    for (const rule of destinationRules(world).all) for (const { policy, field } of policiesOf(rule)) {
      const name = textOf(fields(policy.tls)?.credentialName);
      if (name !== '' && !name.includes('://') && !anywhere.has(name)) yield finding(rule.object, `${field}.tls.credentialName`, `there is no Secret '${name}' in any namespace`, { help: 'declare it beside the proxies that use it', equals: [] });
    }
  },
};
