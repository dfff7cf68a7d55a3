import type { ConfigMap } from '../../../manifests/types';
import type { RevisionSettings } from '../settings/revision';
import { metaOf } from './names';

export const jwksConfigMapName = ({ suffix }: RevisionSettings): string => `pilot-jwks-extra-cacerts${suffix}`;

/** CAs that the servers of JWKS documents are verified with, beside the system's. */
export const jwksConfigMap = (s: RevisionSettings, jwksCa: string): ConfigMap => ({
  apiVersion: 'v1', kind: 'ConfigMap', metadata: metaOf(jwksConfigMapName(s), { namespace: s.namespace, labels: { 'istio.io/rev': s.rev } }),
  data: { 'extra.pem': jwksCa },
});
