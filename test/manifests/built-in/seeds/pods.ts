import { type Fields, of, type Seed } from './seed';

const labels = { app: 'web' };
const selector = { matchLabels: labels };
const image = 'registry.example/web:1';
const withPod = (spec: Fields): Fields => ({ selector, template: { metadata: { labels }, spec } });
const deployment = of('apps/v1', 'Deployment');
const pod = (what: string, spec: Fields): Seed => deployment(what, { spec: withPod(spec) });

/** Pods, each with the fields of one concern, in a Deployment. */
export const podSeeds: readonly Seed[] = [
  deployment('', {
    spec: {
      replicas: 2, minReadySeconds: 5, progressDeadlineSeconds: 600, revisionHistoryLimit: 10, paused: false, selector: { matchLabels: labels, matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'api'] }] },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 } },
      template: { metadata: { labels, annotations: { 'prometheus.io/scrape': 'true' } }, spec: { containers: [{ name: 'web', image, ports: [{ containerPort: 80 }] }] } },
    },
  }),
  pod('ports', {
    containers: [
      { name: 'web', image, ports: [{ containerPort: 80, name: 'http', protocol: 'TCP' }, { containerPort: 53, name: 'dns', protocol: 'UDP', hostPort: 5353, hostIP: '127.0.0.1' }] },
      { name: 'metrics', image, ports: [{ containerPort: 9090, name: 'metrics' }] },
    ],
  }),
  pod('environment', {
    containers: [{
      name: 'web', image, envFrom: [{ prefix: 'A_', configMapRef: { name: 'settings' } }, { secretRef: { name: 'passwords', optional: true } }],
      env: [
        { name: 'PLAIN', value: 'a' }, { name: 'OF_POD', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } } }, { name: 'OF_LABEL', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
        { name: 'OF_LIMIT', valueFrom: { resourceFieldRef: { containerName: 'web', resource: 'limits.cpu', divisor: '1m' } } }, { name: 'OF_MAP', valueFrom: { configMapKeyRef: { name: 'settings', key: 'a', optional: true } } },
        { name: 'OF_SECRET', valueFrom: { secretKeyRef: { name: 'passwords', key: 'a' } } },
      ],
    }],
  }),
  pod('probes', {
    containers: [{
      name: 'web', image, lifecycle: { postStart: { exec: { command: ['true'] } }, preStop: { httpGet: { path: '/stop', port: 80 } } },
      livenessProbe: { httpGet: { path: '/alive', port: 'http', scheme: 'HTTP', host: 'a', httpHeaders: [{ name: 'x-a', value: 'b' }] }, initialDelaySeconds: 1, periodSeconds: 10, timeoutSeconds: 1, successThreshold: 1, failureThreshold: 3, terminationGracePeriodSeconds: 5 },
      readinessProbe: { tcpSocket: { port: 80, host: 'a' }, successThreshold: 2 }, startupProbe: { grpc: { port: 80, service: 'health' }, failureThreshold: 30 }, ports: [{ name: 'http', containerPort: 80 }],
    }],
  }),
  pod('probes of other kinds', {
    terminationGracePeriodSeconds: 30,
    containers: [{ name: 'web', image, readinessProbe: { exec: { command: ['cat', '/ready'] } }, livenessProbe: { tcpSocket: { port: 80 } }, lifecycle: { preStop: { sleep: { seconds: 5 } } } }],
  }),
  pod('volumes', {
    containers: [{
      name: 'web', image,
      volumeMounts: [{ name: 'config', mountPath: '/etc/web', readOnly: true }, { name: 'scratch', mountPath: '/tmp', subPath: 'a' }, { name: 'token', mountPath: '/var/run/token' }, { name: 'host', mountPath: '/host', mountPropagation: 'HostToContainer' }, { name: 'info', mountPath: '/etc/info' }],
    }],
    initContainers: [{ name: 'copy', image, volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }] }],
    volumes: [
      { name: 'config', configMap: { name: 'settings', defaultMode: 420, optional: true, items: [{ key: 'a', path: 'a.txt', mode: 256 }] } }, { name: 'scratch', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
      { name: 'token', projected: { defaultMode: 420, sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 3600, audience: 'a' } }, { configMap: { name: 'root', items: [{ key: 'a', path: 'root.pem' }] } }, { secret: { name: 'passwords' } }, { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } }] } },
      { name: 'host', hostPath: { path: '/var/run', type: 'Directory' } }, { name: 'secret', secret: { secretName: 'passwords', optional: true, defaultMode: 256 } },
      { name: 'info', downwardAPI: { items: [{ path: 'cpu', resourceFieldRef: { containerName: 'web', resource: 'limits.cpu', divisor: '1m' } }] } }, { name: 'claim', persistentVolumeClaim: { claimName: 'data', readOnly: false } },
      { name: 'driver', csi: { driver: 'a.example', readOnly: true, volumeAttributes: { a: 'b' } } }, { name: 'share', nfs: { server: 'a', path: '/a' } },
      { name: 'own', ephemeral: { volumeClaimTemplate: { metadata: { labels }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: 'fast', volumeMode: 'Filesystem' } } } },
      { name: 'files', image: { reference: 'registry.example/files:1', pullPolicy: 'IfNotPresent' } },
    ],
  }),
  pod('security', {
    containers: [{
      name: 'web', image, imagePullPolicy: 'IfNotPresent',
      securityContext: { allowPrivilegeEscalation: false, capabilities: { add: ['NET_BIND_SERVICE'], drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true, runAsUser: 1337, runAsGroup: 1337, seccompProfile: { type: 'RuntimeDefault' }, procMount: 'Default', appArmorProfile: { type: 'RuntimeDefault' }, seLinuxOptions: { level: 's0' } },
    }],
    securityContext: { fsGroup: 1337, fsGroupChangePolicy: 'OnRootMismatch', runAsGroup: 1337, runAsNonRoot: true, runAsUser: 1337, supplementalGroups: [1, 2], supplementalGroupsPolicy: 'Merge', seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' }, appArmorProfile: { type: 'Localhost', localhostProfile: 'a' }, sysctls: [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] },
    serviceAccountName: 'web', automountServiceAccountToken: true, imagePullSecrets: [{ name: 'registry' }],
  }),
  pod('resources', {
    containers: [
      { name: 'web', image, resources: { requests: { cpu: '100m', memory: '128Mi', 'example.com/gpu': 1 }, limits: { cpu: '1', memory: '1Gi', 'ephemeral-storage': '1Gi', 'example.com/gpu': 1 } }, resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] },
      { name: 'huge', image, resources: { requests: { cpu: 1, memory: '1Gi', 'hugepages-2Mi': '64Mi' }, limits: { cpu: 2, memory: '2Gi', 'hugepages-2Mi': '64Mi' } } },
    ],
  }),
  pod('scheduling', {
    containers: [{ name: 'web', image }], nodeSelector: { 'kubernetes.io/os': 'linux' }, priorityClassName: 'system-node-critical', schedulerName: 'default-scheduler', runtimeClassName: 'gvisor', preemptionPolicy: 'PreemptLowerPriority', os: { name: 'linux' },
    affinity: {
      nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }, { key: 'size', operator: 'Gt', values: ['4'] }, { key: 'gpu', operator: 'DoesNotExist' }] }] }, preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 2, preference: { matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] } }] },
      podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { labelSelector: selector, topologyKey: 'kubernetes.io/hostname', namespaces: ['default'], matchLabelKeys: ['version'] } }], requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] }, topologyKey: 'topology.kubernetes.io/zone', namespaceSelector: {} }] },
      podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { labelSelector: selector, topologyKey: 'kubernetes.io/hostname' } }] },
    },
    tolerations: [{ key: 'a', operator: 'Equal', value: 'b', effect: 'NoSchedule' }, { operator: 'Exists' }, { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }],
    topologySpreadConstraints: [{ labelSelector: selector, maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', nodeAffinityPolicy: 'Honor', nodeTaintsPolicy: 'Ignore', matchLabelKeys: ['pod-template-hash'] }, { labelSelector: selector, maxSkew: 1, minDomains: 2, topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' }],
  }),
  pod('network', {
    containers: [{ name: 'web', image, ports: [{ containerPort: 80, hostPort: 80 }] }], hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet', dnsConfig: { nameservers: ['10.0.0.10'], searches: ['svc.cluster.local'], options: [{ name: 'ndots', value: '2' }] },
    hostAliases: [{ ip: '10.0.0.1', hostnames: ['a.example', 'b.example'] }], enableServiceLinks: false, shareProcessNamespace: false, terminationGracePeriodSeconds: 30,
  }),
  pod('names', { containers: [{ name: 'web', image, command: ['web'], args: ['--port=80'], workingDir: '/app', stdin: true, stdinOnce: true, tty: true, terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' }], hostname: 'web', subdomain: 'webs', setHostnameAsFQDN: true, readinessGates: [{ conditionType: 'example.com/ready' }], schedulingGates: [{ name: 'example.com/gate' }] }),
  pod('init containers', { initContainers: [{ name: 'first', image, command: ['true'] }, { name: 'proxy', image, restartPolicy: 'Always', startupProbe: { exec: { command: ['true'] } }, readinessProbe: { httpGet: { port: 80 } }, lifecycle: { preStop: { exec: { command: ['true'] } } }, ports: [{ containerPort: 15020, name: 'stats' }] }], containers: [{ name: 'web', image }], restartPolicy: 'Always' }),
  of('v1', 'Pod')('', { spec: { containers: [{ name: 'web', image }], restartPolicy: 'OnFailure', activeDeadlineSeconds: 600, terminationGracePeriodSeconds: 30, nodeName: 'node', automountServiceAccountToken: false } }),
];
