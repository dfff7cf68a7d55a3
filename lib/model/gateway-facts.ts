import type { Declared, Id, Labels } from './ids';

export interface CertificateFacts { readonly secret: string; readonly mutual: boolean }

export interface ListenerFacts {
  readonly name: string;
  readonly port: number;
  readonly protocol: 'HTTP' | 'HTTPS' | 'TLS_PASSTHROUGH' | 'TCP';
  /** `*` where none was given. */
  readonly hostnames: readonly string[];
  readonly certificate?: CertificateFacts;
  readonly redirectToHttps: boolean;
  /** Port of the gateway's pod: policies are keyed by it. */
  readonly podPort: number;
}

export interface GatewayFacts extends Declared {
  readonly mesh: Id;
  readonly role: 'ingress' | 'egress';
  readonly groups: readonly Id[];
  readonly name: string;
  /** Name of the namespace its pods run in. */
  readonly namespaceName: string;
  /** Id of that namespace, if a mesh of the app declares it. */
  readonly namespace?: Id;
  /** Labels of its pods. */
  readonly labels: Labels;
  readonly serviceAccount: string;
  /** Ours to deploy; absent: it exists. */
  readonly managed?: { readonly replicas?: number; readonly maxReplicas?: number; readonly serviceType: 'LoadBalancer' | 'ClusterIP' | 'NodePort' };
  readonly listeners: readonly ListenerFacts[];
}
