import { sorted } from '../../../manifests/customize';
import type { Container, ResourceRequirements } from '../../../manifests/types';
import { imageRef, type RevisionSettings } from '../settings/revision';
import { envOf } from './env';
import { DEBUG, METRICS, PLAIN_XDS, WEBHOOK, XDS } from './ports';
import { volumeMountsOf } from './volumes';

/** Istiod's only container. */
export const container = (s: RevisionSettings): Container => ({
  args: argsOf(s),
  env: envOf(s),
  image: imageRef(s.image, s.istiod.image),
  ...(s.image.pullPolicy !== undefined && { imagePullPolicy: s.image.pullPolicy }),
  name: 'discovery',
  ports: ([[DEBUG, 'http-debug'], [PLAIN_XDS, 'grpc-xds'], [XDS, 'tls-xds'], [WEBHOOK, 'https-webhooks'], [METRICS, 'http-monitoring']] as const).map(([containerPort, name]) => ({ containerPort, name, protocol: 'TCP' })),
  readinessProbe: { httpGet: { path: '/ready', port: DEBUG }, initialDelaySeconds: 1, periodSeconds: 3, timeoutSeconds: 5 },
  resources: sorted(s.istiod.resources) as ResourceRequirements,
  securityContext: {
    allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true, runAsNonRoot: true,
    ...(s.restricted && { seccompProfile: { type: 'RuntimeDefault' } }),
  },
  ...(s.platform === 'openshift' && { terminationMessagePolicy: 'FallbackToLogsOnError' }),
  volumeMounts: volumeMountsOf(s),
});

const argsOf = ({ istiod, logLevel, logAsJson, clusterDomain }: RevisionSettings): readonly string[] => [
  'discovery', `--monitoringAddr=:${METRICS}`,
  ...(logLevel === '' ? [] : [`--log_output_level=${logLevel}`]),
  ...(logAsJson ? ['--log_as_json'] : []),
  '--domain', clusterDomain,
  ...(istiod.untaint?.namespace === undefined ? [] : [`--cniNamespace=${istiod.untaint.namespace}`]),
  '--keepaliveMaxServerConnectionAge', istiod.maxConnectionAge,
  ...istiod.extraArgs,
];
