import { go } from '../template/expression';
import { each, text, type NodeMap } from '../template/node';
import type { Template } from '../template/write';
import { fromField, variable } from '../parts/environment';
import type { InjectionFacts } from '../parts/settings';

const VOLUME = 'grpc-io-proxyless-bootstrap';
const FOLDER = '/var/lib/grpc/data/';
const FILE = `${FOLDER}bootstrap.json`;

/** For gRPC applications without any agent: they ask istiod themselves, in plain text and without certificates. */
export function grpcSimple({ settings: { suffix, namespace, clusterDomain } }: InjectionFacts): Template {
  // The shell puts the pod's names in; what it must leave alone stands in single quotes.
  const bootstrap = JSON.stringify({
    xds_servers: [{ server_uri: `dns:///istiod${suffix}.${namespace}.svc:15010`, channel_creds: [{ type: 'insecure' }], server_features: ['xds_v3'] }],
    node: { id: `sidecar~'\${INSTANCE_IP}'~'\${POD_NAME}.\${POD_NAMESPACE}'~${clusterDomain}`, metadata: { GENERATOR: 'grpc' } },
  });
  const mount: NodeMap = { name: VOLUME, mountPath: FOLDER };
  return {
    title: 'A bootstrap for gRPC applications that ask istiod themselves, without any agent.',
    variables: [],
    documents: [{
      metadata: { annotations: { 'sidecar.istio.io/rewriteAppHTTPProbers': 'false' } },
      spec: {
        initContainers: [{
          name: 'grpc-bootstrap-init',
          image: 'busybox:1.28',
          command: ['sh', '-c', `echo '${bootstrap}' > ${FILE}`],
          env: [fromField('INSTANCE_IP', 'status.podIP'), fromField('POD_NAME', 'metadata.name'), fromField('POD_NAMESPACE', 'metadata.namespace')],
          volumeMounts: [mount],
        }],
        containers: [each('.Spec.Containers', {
          name: text`${go('.Name')}`,
          env: [variable('GRPC_XDS_BOOTSTRAP', FILE), variable('GRPC_GO_LOG_VERBOSITY_LEVEL', '99'), variable('GRPC_GO_LOG_SEVERITY_LEVEL', 'info')],
          volumeMounts: [mount],
        })],
        volumes: [{ name: VOLUME, emptyDir: {} }],
      },
    }],
  };
}
