import type { Manifest } from '../../../lib/manifests/manifest';
import { isDnsSubdomain } from '../../../lib/manifests/schema/names';

type Fields = Readonly<Record<string, any>>;

/** What controllers make of an object: the API server takes some that it will never take the pods of. */
export function madeOf({ kind, spec: given }: Manifest): readonly Manifest[] {
  const spec = given as Fields | undefined;
  const object = (apiVersion: string, madeKind: string, template: Fields | undefined, own: Fields = {}): Manifest =>
    ({ apiVersion, kind: madeKind, metadata: { ...template?.metadata, name: 'web', namespace: 'default' }, spec: { ...template?.spec, ...own } }) as Manifest;
  switch (kind) {
    case 'Deployment': case 'DaemonSet': case 'Job': return [object('v1', 'Pod', spec?.template, admitted(spec?.template))];
    case 'CronJob': return [object('batch/v1', 'Job', spec?.jobTemplate), object('v1', 'Pod', spec?.jobTemplate?.spec?.template, admitted(spec?.jobTemplate?.spec?.template))];
    case 'StatefulSet': {
      const claims: readonly Fields[] = Array.isArray(spec?.volumeClaimTemplates) ? spec.volumeClaimTemplates : [];
      const volumes = claims.map((claim) => ({ name: claim?.metadata?.name, persistentVolumeClaim: { claimName: 'web' } }));
      return [object('v1', 'Pod', spec?.template, { ...admitted(spec?.template), volumes: [...spec?.template?.spec?.volumes ?? [], ...volumes] }), ...claims.map((claim) => object('v1', 'PersistentVolumeClaim', claim))];
    }
    default: return [];
  }
}

/** What admission plugins set, and classes that the cluster does not have: nothing that is wrong with a pod. */
function admitted(template: Fields | undefined): Fields {
  const { serviceAccountName, serviceAccount, priorityClassName, runtimeClassName } = template?.spec ?? {};
  const isName = (value: unknown): boolean => typeof value === 'string' && isDnsSubdomain(value);
  return { ...(!serviceAccountName && !serviceAccount && { serviceAccountName: 'default' }), ...(isName(priorityClassName) && { priorityClassName: undefined }), ...(isName(runtimeClassName) && { runtimeClassName: undefined }) };
}
