/** Switches of istiod that an older minor had the other way, by the minor that turned them. Source: the compatibility profiles of Istio 1.31's charts. */
const TURNED: readonly { readonly since: number; readonly env: Readonly<Record<string, string>> }[] = [
  { since: 27, env: { ENABLE_NATIVE_SIDECARS: 'false' } },
  { since: 28, env: { DISABLE_SHADOW_HOST_SUFFIX: 'false' } },
  { since: 29, env: { DISABLE_TRACK_REMAINING_CB_METRICS: 'false' } },
  { since: 30, env: { PILOT_SIDECAR_PICK_BEST_SERVICE_NAMESPACE: 'false' } },
  { since: 31, env: { PILOT_AUTO_SEND_UNHEALTHY_ENDPOINTS: 'false', PILOT_ENABLE_STRICT_GATEWAY_MERGING: 'false' } },
];
const minorOf = (version: string): number => Number(version.slice(version.indexOf('.') + 1));

/** What istiod is told so that it behaves like this minor. */
export function compatibilityEnv(version: string | undefined): Readonly<Record<string, string>> {
  if (version === undefined) return {};
  const minor = minorOf(version);
  const env: Record<string, string> = Object.assign({}, ...TURNED.filter((t) => t.since > minor).map((t) => t.env));
  // This switch was turned in 1.28, turned back in between for gateways: 1.30 has the old value, 1.29 has not.
  if (minor <= 27 || minor === 30) env.PILOT_SPAWN_UPSTREAM_SPAN_FOR_GATEWAY = 'false';
  return env;
}
/** Up to 1.28 the CNI agent left rules of running pods alone when it started. */
export const reconcilesOnStartup = (version: string | undefined): boolean => version === undefined || minorOf(version) > 28;
/** Up to 1.25 it ran in the network of its node wherever the data plane is ambient. */
export const sharesHostNetwork = (version: string | undefined): boolean => version !== undefined && minorOf(version) <= 25;
