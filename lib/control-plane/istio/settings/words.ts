import { oneOf, show } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import { CertificateAuthority } from '../props/authority';
import type { Platform } from '../props/common';
import type { IstioControlPlaneProps } from '../props/control-plane';
import { PLATFORMS } from './platforms';

/** What types refuse already, for those who write JavaScript or read words from a file, and text that only looks like what is asked for. */
export function checkWords(at: string, { platform, hints, ca, image, proxy, injection, compatibilityVersion }: IstioControlPlaneProps): void {
  if (platform !== undefined) oneOf(at, 'platform', platform, Object.keys(PLATFORMS) as Platform[]);
  for (const hint of hints ?? []) oneOf(at, 'a hint', hint, ['pulumi', 'argocd', 'flux']);
  if (ca !== undefined && !(ca instanceof CertificateAuthority)) throw new CallError(at, `ca must be a CertificateAuthority, not ${show(ca)}`, 'one of CertificateAuthority.selfSigned(), secret(), istioCsr(), kubernetesSigner(signer)');
  // Istiod takes any of these, and does nothing, or something else, without a word.
  const words: readonly (readonly [what: string, given: string | undefined, allowed: readonly string[]])[] = [
    ['image.variant', image?.variant, ['debug', 'distroless']],
    ['proxy.logLevel', proxy?.logLevel, ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off']],
    ['injection.policy', injection?.policy, ['enabled', 'disabled']],
    ['compatibilityVersion', compatibilityVersion, ['1.25', '1.26', '1.27', '1.28', '1.29', '1.30']],
  ];
  for (const [what, given, allowed] of words) if (given !== undefined) oneOf(at, what, given, allowed);
  const { hub, tag, pullSecrets } = image ?? {};
  if (pullSecrets !== undefined && !(Array.isArray(pullSecrets) && pullSecrets.every((name) => typeof name === 'string'))) throw new CallError(at, `image.pullSecrets must be names in a list, not ${show(pullSecrets)}`, "{ pullSecrets: ['registry'] }");
  if (hub !== undefined && !/^[^\s:/]+(:\d+)?(\/[^\s:/]+)*$/.test(hub)) throw new CallError(at, `image.hub must be a registry and a path, not ${show(hub)}`, "leave out scheme, tag and the last slash: 'registry.example.com/istio'");
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) throw new CallError(at, `image.tag must be a tag alone, not ${show(tag)}`, "write the registry to image.hub: { hub: 'registry.example.com/istio', tag: '1.31.1' }");
}
