import { fields, texts, type Fields } from './fields';
import { fullName, gatewayName } from './names';

/** A route of a VirtualService with every short name in it made full, as an object of its namespace means them. Parts without one stay as they are. */
export function qualify(route: Fields, namespace: string, clusterDomain: string): Fields {
  const destination = (value: unknown): unknown => {
    const d = fields(value);
    if (!d || typeof d.host !== 'string') return value;
    const host = fullName(d.host, namespace, clusterDomain);
    return host === d.host ? value : { ...d, host };
  };
  const sending = (r: Fields): Fields => { const to = destination(r.destination); return to === r.destination ? r : { ...r, destination: to }; };
  const each = (value: unknown, change: (item: Fields) => Fields): unknown => (Array.isArray(value) ? value.map((v: unknown) => { const f = fields(v); return f ? change(f) : v; }) : value);
  const out: Record<string, unknown> = { ...route };
  if (route.route !== undefined) out.route = each(route.route, sending);
  if (route.mirror !== undefined) out.mirror = destination(route.mirror);
  // The schema knows the old field under two spellings.
  if (route.mirror_percent !== undefined) out.mirrorPercent ??= route.mirror_percent;
  if (route.mirrors !== undefined) out.mirrors = each(route.mirrors, sending);
  if (route.match !== undefined) out.match = each(route.match, (m) => (Array.isArray(m.gateways) ? { ...m, gateways: texts(m.gateways).map((g) => gatewayName(g, namespace)) } : m));
  return out;
}
