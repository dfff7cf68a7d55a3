import { KIND, namespaceOf, type SourceObject, type World } from '../../effective';
import { fullName } from '../../effective/istio/names';
import { push } from '../../manifests/maps';
import { entries, fields, textMap, textOf, texts, type Fields } from './fields';

export interface Subset { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly policy?: Fields; readonly field: string }
/** A DestinationRule as it is written; its host in full. */
export interface WrittenRule {
  readonly object: SourceObject;
  readonly namespace: string;
  readonly written: string;
  readonly host: string;
  readonly subsets: readonly Subset[];
  readonly policy?: Fields;
  /** It is for some clients only. */
  readonly clients?: Readonly<Record<string, string>>;
  /** `*`, `.` written out, names, `~`. */
  readonly exportTo: readonly string[];
}

export interface WrittenRules {
  readonly all: readonly WrittenRule[];
  /** Those whose host is this one, or a wildcard that covers it. */
  covering(host: string): readonly WrittenRule[];
}
export const destinationRules = (world: World): WrittenRules => world.part(readRules);

function readRules(world: World): WrittenRules {
  const all = world.objects.of(KIND.destinationRule).flatMap((object) => ruleOf(object, world) ?? []);
  const byHost = new Map<string, WrittenRule[]>();
  for (const rule of all) push(byHost, rule.host, rule);
  const wild = all.some((r) => r.host.startsWith('*'));
  return {
    all,
    covering: (host) => {
      const exact = byHost.get(host) ?? [];
      if (!wild) return exact;
      const found = [...exact];
      for (let at = host.startsWith('*') ? host.indexOf('.', 2) : host.indexOf('.'); at >= 0; at = host.indexOf('.', at + 1)) found.push(...byHost.get(`*${host.slice(at)}`) ?? []);
      if (host !== '*') found.push(...byHost.get('*') ?? []);
      return found;
    },
  };
}

function ruleOf(object: SourceObject, world: World): WrittenRule | undefined {
  const spec = fields(object.manifest.spec), written = textOf(spec?.host), namespace = namespaceOf(object.manifest);
  if (!spec || written === '') return undefined;
  const policy = fields(spec.trafficPolicy), exported = texts(spec.exportTo), clients = fields(spec.workloadSelector);
  return {
    object, namespace, written, host: fullName(written, namespace, world.settings.clusterDomain),
    subsets: entries(spec.subsets).map(([s, i]) => ({ name: textOf(s.name), labels: textMap(s.labels), ...(fields(s.trafficPolicy) && { policy: fields(s.trafficPolicy) }), field: `spec.subsets[${i}]` })),
    ...(policy && { policy }), ...(clients && { clients: textMap(clients.matchLabels) }),
    exportTo: (exported.length > 0 ? exported : world.settings.config.defaultDestinationRuleExportTo ?? ['*']).map((e) => (e === '.' ? namespace : e)),
  };
}
