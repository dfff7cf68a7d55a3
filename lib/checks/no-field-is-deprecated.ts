import { KIND } from '../effective';
import { finding, type Check, type CheckFinding } from './check';
import { entries, fields, textOf, type Fields } from './parts/fields';

/** Fields that Istio takes, and ignores or will drop. */
export const noFieldIsDeprecated: Check = {
  code: 'MESH2754',
  title: 'no field or kind is one that Istio has given up',
  severity: 'warning',
  equals: ['IST0002'],
  docs: '`fault.delay.percent` takes whole percents only and has become `percentage`; `outboundTrafficPolicy.egressProxy` of a Sidecar is no longer meant to be used; kinds of the group `rbac.istio.io` and tracing by Lightstep are gone.',
  *run({ world }) {
    for (const object of world.objects.of(KIND.virtualService)) for (const [route, i] of entries(fields(object.manifest.spec)?.http)) {
      const delay = fields(fields(route.fault)?.delay);
      if (typeof delay?.percent === 'number' && delay.percent > 0) yield finding(object, `spec.http[${i}].fault.delay.percent`, 'percent of a delay is deprecated', { help: 'write percentage: { value: … }' });
    }
    for (const object of world.objects.of(KIND.sidecar)) {
      if (fields(fields(fields(object.manifest.spec)?.outboundTrafficPolicy)?.egressProxy)) yield finding(object, 'spec.outboundTrafficPolicy.egressProxy', 'egressProxy is deprecated', { help: 'send what is not known to an egress gateway by routes' });
    }
    for (const kind of OLD_KINDS) for (const object of world.objects.of(`rbac.istio.io/${kind}`)) yield finding(object, undefined, `Istio no longer has the kind ${kind}`, { help: 'write an AuthorizationPolicy' });
    for (const object of world.objects.of(KIND.crd)) {
      const spec = fields(object.manifest.spec);
      if (spec?.group === 'rbac.istio.io' && OLD_KINDS.includes(textOf(fields(spec.names)?.kind))) yield finding(object, 'spec.names.kind', `Istio no longer has the kind ${textOf(fields(spec.names)?.kind)}`, { help: 'remove the definition' });
    }
    const lightstep = new Set((world.settings.config.extensionProviders ?? []).filter((p: Fields) => p?.lightstep !== undefined).map((p) => p.name));
    if (lightstep.size > 0) for (const object of world.objects.of(KIND.telemetry)) yield* byLightstep(object, lightstep);
  },
};
const OLD_KINDS: readonly string[] = ['ClusterRbacConfig', 'RbacConfig', 'ServiceRole', 'ServiceRoleBinding'];

function* byLightstep(object: Parameters<typeof finding>[0], names: ReadonlySet<string>): Iterable<CheckFinding> {
  for (const [tracing, i] of entries(fields(object.manifest.spec)?.tracing)) for (const [provider, p] of entries(tracing.providers)) {
    if (names.has(textOf(provider.name))) yield finding(object, `spec.tracing[${i}].providers[${p}].name`, `'${textOf(provider.name)}' traces by Lightstep, which is deprecated`, { help: 'use a provider of OpenTelemetry' });
  }
}
