import { defined, show, text } from '../../../constructs/arguments';
import { CallError } from '../../../constructs/call-error';
import { hostPortProblem } from '../mesh-config/address';
import { certificatesProblem } from './pem';

/** Who signs the certificates of workloads. Keys are never part of what is synthesized. */
export class CertificateAuthority {
  /** istiod makes a root of its own at its first start and keeps it in the Secret `istio-ca-secret`. */
  static selfSigned(): CertificateAuthority { return new CertificateAuthority({ kind: 'self-signed' }); }
  /**
   * A CA of yours, in the Secret `cacerts` of istiod's namespace (keys `ca-cert.pem`, `ca-key.pem`, `root-cert.pem`, `cert-chain.pem`), put there by you before istiod starts:
   * by an external-secrets controller, cert-manager or by hand. Without it istiod would make one of its own, so the pods wait for it.
   */
  static secret(): CertificateAuthority { return new CertificateAuthority({ kind: 'secret' }); }
  /** cert-manager's istio-csr signs; istiod signs nothing. istio-csr must run before istiod starts. */
  static istioCsr(options: IstioCsrOptions = {}): CertificateAuthority {
    const address = text(undefined, 'address', options.address ?? 'cert-manager-istio-csr.cert-manager.svc:443');
    const problem = hostPortProblem(address);
    if (problem) throw new CallError(undefined, `address of istio-csr: ${problem.message}`, "write its host and port, without a scheme: 'cert-manager-istio-csr.cert-manager.svc:443'");
    return new CertificateAuthority({ kind: 'istio-csr', address });
  }
  /** A signer of Kubernetes' certificates API, as `'clusterissuers.cert-manager.io/istio-ca'`: istiod forwards the requests of workloads to it, and approves them. */
  static kubernetesSigner(signer: string, options: KubernetesSignerOptions = {}): CertificateAuthority {
    if (!/^[^/\s]+\/[^/\s]+$/.test(signer ?? '')) throw new CallError(undefined, `a signer is named by its domain and name, not ${show(signer)}`, "write it as 'clusterissuers.cert-manager.io/istio-ca'");
    const { rootCertificate } = options;
    const problem = rootCertificate === undefined ? undefined : certificatesProblem(rootCertificate, true);
    if (problem) throw new CallError(undefined, `rootCertificate of signer '${signer}': ${problem.message}`, problem.help);
    return new CertificateAuthority(defined({ kind: 'kubernetes', signer, rootCertificate }));
  }

  private constructor(/** @internal */ readonly facts: AuthorityFacts) { Object.freeze(facts); Object.freeze(this); }
}
export interface IstioCsrOptions {
  /** Host and port of its gRPC service. @default 'cert-manager-istio-csr.cert-manager.svc:443' */
  readonly address?: string;
}
export interface KubernetesSignerOptions {
  /** What the signer's certificates are verified with, as PEM text: istiod does not start without it. @default - the one of `meshConfig.caCertificates` that names the signer */
  readonly rootCertificate?: string;
}
export type AuthorityFacts =
  | { readonly kind: 'self-signed' | 'secret' }
  | { readonly kind: 'istio-csr'; readonly address: string }
  | { readonly kind: 'kubernetes'; readonly signer: string; /** PEM text. */ readonly rootCertificate?: string };
