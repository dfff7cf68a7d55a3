import { KIND, type SourceObject, type World } from '../../effective';
import { gatewayWorkloads } from './client-namespaces';
import { entries, fields, textOf, texts } from './fields';

/** A Secret that a server of a Gateway names, and the namespaces in which it is looked for: those of its pods. */
export interface CredentialUse { readonly object: SourceObject; readonly field: string; readonly name: string; readonly namespaces: readonly string[]; readonly ca: boolean }

export const gatewayCredentials = (world: World): readonly CredentialUse[] => world.part(readUses);
const readUses = (world: World): readonly CredentialUse[] => world.objects.of(KIND.gateway).flatMap((object) => {
  const namespaces = [...new Set(gatewayWorkloads(world, object).map((w) => w.namespace))];
  if (namespaces.length === 0) return [];
  return entries(fields(object.manifest.spec)?.servers).flatMap(([server, i]): CredentialUse[] => {
    const tls = fields(server.tls), at = `spec.servers[${i}].tls`;
    if (!tls) return [];
    const names: [string, string, boolean][] = [[textOf(tls.credentialName), `${at}.credentialName`, false], ...texts(tls.credentialNames).map((n, c): [string, string, boolean] => [n, `${at}.credentialNames[${c}]`, false]), [textOf(tls.caCertCredentialName), `${at}.caCertCredentialName`, true]];
    // Others than Secrets: those that are mounted or served by somebody else.
    return names.filter(([name]) => name !== '' && !name.includes('://')).map(([name, field, ca]) => ({ object, field, name, namespaces, ca }));
  });
});

/** Secrets that something of the input makes when it runs: cert-manager, external-secrets, sealed-secrets. */
export const madeSecrets = (world: World): ReadonlySet<string> => world.part(readMade);
const MAKERS = ['cert-manager.io/Certificate', 'external-secrets.io/ExternalSecret', 'bitnami.com/SealedSecret'];
const readMade = (world: World): ReadonlySet<string> => new Set(MAKERS.flatMap((kind) => world.objects.of(kind).map(({ manifest }) => {
  const spec = fields(manifest.spec), target = textOf(spec?.secretName) || textOf(fields(spec?.target)?.name) || manifest.metadata.name;
  return `${manifest.metadata.namespace ?? 'default'}/${target}`;
})));
