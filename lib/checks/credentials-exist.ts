import { KIND } from '../effective';
import { finding, type Check } from './check';
import { gatewayCredentials, madeSecrets } from './parts/credentials';

/** A listener without its certificate does not come up. */
export const credentialsExist: Check = {
  code: 'MESH2011',
  title: 'certificates that a Gateway names are where its pods look for them',
  severity: 'error',
  equals: ['IST0101'],
  docs: `\`credentialName\` of a Gateway's server is a Secret in the namespace *of the gateway's pods*, not of the Gateway object. While it is missing, connections to that server are reset.

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
  },
};
