import { at, listOf } from '../object-index';
import { Stage } from '../stage';
import type { Need } from './need';

const GATEWAY_API = 'gateway.networking.k8s.io', NETWORKING = 'networking.istio.io';

/** A route of the Gateway API: the Gateways, Services or ServiceEntries that it is attached to. */
export const attached: Need = ({ group, stage, manifest }, index) => (group !== GATEWAY_API || stage !== Stage.Route ? [] : listOf(at(manifest.spec, 'parentRefs')).map((ref) =>
  index.find(String(at(ref, 'group') ?? GATEWAY_API), String(at(ref, 'kind') ?? 'Gateway'), String(at(ref, 'namespace') ?? manifest.metadata.namespace ?? ''), String(at(ref, 'name')))));

/** A VirtualService: the Gateways that it is bound to, and the VirtualServices that it hands requests to, without which it has no route for them. */
export const bound: Need = ({ group, stage, manifest }, index) => {
  if (group !== NETWORKING || (stage !== Stage.RoutePart && stage !== Stage.Route)) return [];
  const own = manifest.metadata.namespace ?? '';
  const gateways = [...listOf(at(manifest.spec, 'gateways')), ...['http', 'tcp', 'tls'].flatMap((protocol) => listOf(at(manifest.spec, protocol))).flatMap((rule) => listOf(at(rule, 'match'))).flatMap((match) => listOf(at(match, 'gateways')))];
  const parts = listOf(at(manifest.spec, 'http')).map((rule) => at(rule, 'delegate')).filter((delegate) => delegate !== undefined);
  return [
    ...gateways.map((gateway) => { const [name, namespace = own] = String(gateway).split('/').reverse(); return index.find(NETWORKING, 'Gateway', namespace, name); }),
    ...parts.map((delegate) => index.find(NETWORKING, 'VirtualService', String(at(delegate, 'namespace') ?? own), String(at(delegate, 'name')))),
  ];
};
