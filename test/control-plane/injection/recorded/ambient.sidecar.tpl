# A sidecar beside the containers of a pod.
{{- define "resources" }}
      {{- if or (isset .ObjectMeta.Annotations "sidecar.istio.io/proxyCPU") (isset .ObjectMeta.Annotations "sidecar.istio.io/proxyMemory") (isset .ObjectMeta.Annotations "sidecar.istio.io/proxyCPULimit") (isset .ObjectMeta.Annotations "sidecar.istio.io/proxyMemoryLimit") }}
      {{- if or (isset .ObjectMeta.Annotations "sidecar.istio.io/proxyCPULimit") (isset .ObjectMeta.Annotations "sidecar.istio.io/proxyMemoryLimit") }}
      limits:
        {{- if isset .ObjectMeta.Annotations "sidecar.istio.io/proxyCPULimit" }}
        cpu: {{ index .ObjectMeta.Annotations "sidecar.istio.io/proxyCPULimit" | quote }}
        {{- end }}
        {{- if isset .ObjectMeta.Annotations "sidecar.istio.io/proxyMemoryLimit" }}
        memory: {{ index .ObjectMeta.Annotations "sidecar.istio.io/proxyMemoryLimit" | quote }}
        {{- end }}
      {{- end }}
      {{- if or (isset .ObjectMeta.Annotations "sidecar.istio.io/proxyCPU") (isset .ObjectMeta.Annotations "sidecar.istio.io/proxyMemory") }}
      requests:
        {{- if isset .ObjectMeta.Annotations "sidecar.istio.io/proxyCPU" }}
        cpu: {{ index .ObjectMeta.Annotations "sidecar.istio.io/proxyCPU" | quote }}
        {{- end }}
        {{- if isset .ObjectMeta.Annotations "sidecar.istio.io/proxyMemory" }}
        memory: {{ index .ObjectMeta.Annotations "sidecar.istio.io/proxyMemory" | quote }}
        {{- end }}
      {{- end }}
      {{- else }}
      limits:
        cpu: "2000m"
        memory: "1024Mi"
      requests:
        cpu: "100m"
        memory: "128Mi"
      {{- end }}
{{- end }}
{{- $mode := annotation .ObjectMeta "sidecar.istio.io/interceptionMode" .ProxyConfig.InterceptionMode }}
{{- $native := ne (index .ObjectMeta.Annotations "sidecar.istio.io/nativeSidecar" | default (toString .NativeSidecars)) "false" }}
{{- $lowPorts := eq (annotation .ObjectMeta "sidecar.istio.io/capNetBindService" "false") "true" }}
{{- $image := annotation .ObjectMeta "sidecar.istio.io/proxyImage" "proxyv2" }}
{{- $containers := list }}
{{- range .Spec.Containers }}{{ if ne .Name "istio-proxy" }}{{ $containers = append $containers .Name }}{{ end }}{{ end }}
{{- $ports := list }}
{{- range .Spec.Containers }}{{ range .Ports }}{{ $ports = append $ports . }}{{ end }}{{ end }}
metadata:
  labels:
    security.istio.io/tlsMode: {{ coalesce (index .ObjectMeta.Labels "security.istio.io/tlsMode") "istio" | quote }}
    {{- if eq (index .ProxyConfig.ProxyMetadata "ISTIO_META_ENABLE_HBONE") "true" }}
    networking.istio.io/tunnel: {{ coalesce (index .ObjectMeta.Labels "networking.istio.io/tunnel") "http" | quote }}
    {{- end }}
    service.istio.io/canonical-name: {{ coalesce (index .ObjectMeta.Labels "service.istio.io/canonical-name") (index .ObjectMeta.Labels "app.kubernetes.io/name") (index .ObjectMeta.Labels "app") .DeploymentMeta.Name | trunc 63 | trimAll "-_." | quote }}
    service.istio.io/canonical-revision: {{ coalesce (index .ObjectMeta.Labels "service.istio.io/canonical-revision") (index .ObjectMeta.Labels "app.kubernetes.io/version") (index .ObjectMeta.Labels "version") "latest" | quote }}
  annotations:
    istio.io/rev: default
    {{- if and $containers (not (isset .ObjectMeta.Annotations "kubectl.kubernetes.io/default-logs-container")) }}
    kubectl.kubernetes.io/default-logs-container: {{ first $containers | quote }}
    {{- end }}
    {{- if and $containers (not (isset .ObjectMeta.Annotations "kubectl.kubernetes.io/default-container")) }}
    kubectl.kubernetes.io/default-container: {{ first $containers | quote }}
    {{- end }}
spec:
  {{- if or $native (ne $mode "NONE") }}
  initContainers:
  {{- end }}
  {{- if ne $mode "NONE" }}
  - name: istio-init
    image: {{ ternary $image .ProxyInitImage (contains "/" $image) | quote }}
    args:
    - istio-iptables
    - -p
    - "15001"
    - -z
    - "15006"
    - -u
    - "1337"
    - -m
    - {{ $mode | quote }}
    - -i
    - {{ annotation .ObjectMeta "traffic.sidecar.istio.io/includeOutboundIPRanges" "*" | quote }}
    - -x
    - {{ annotation .ObjectMeta "traffic.sidecar.istio.io/excludeOutboundIPRanges" "" | quote }}
    - -b
    - {{ annotation .ObjectMeta "traffic.sidecar.istio.io/includeInboundPorts" "*" | quote }}
    - -d
    - {{ list "15090,15021" (excludeInboundPort (annotation .ObjectMeta "status.sidecar.istio.io/port" 15020) (annotation .ObjectMeta "traffic.sidecar.istio.io/excludeInboundPorts" "")) | compact | join "," | quote }}
    {{- if isset .ObjectMeta.Annotations "traffic.sidecar.istio.io/includeOutboundPorts" }}
    - -q
    - {{ annotation .ObjectMeta "traffic.sidecar.istio.io/includeOutboundPorts" "" | quote }}
    {{- end }}
    {{- if isset .ObjectMeta.Annotations "traffic.sidecar.istio.io/excludeOutboundPorts" }}
    - -o
    - {{ annotation .ObjectMeta "traffic.sidecar.istio.io/excludeOutboundPorts" "" | quote }}
    {{- end }}
    {{- if isset .ObjectMeta.Annotations "istio.io/reroute-virtual-interfaces" }}
    - -k
    - {{ index .ObjectMeta.Annotations "istio.io/reroute-virtual-interfaces" | quote }}
    {{- else if isset .ObjectMeta.Annotations "traffic.sidecar.istio.io/kubevirtInterfaces" }}
    - -k
    - {{ index .ObjectMeta.Annotations "traffic.sidecar.istio.io/kubevirtInterfaces" | quote }}
    {{- end }}
    {{- if isset .ObjectMeta.Annotations "traffic.sidecar.istio.io/excludeInterfaces" }}
    - -c
    - {{ index .ObjectMeta.Annotations "traffic.sidecar.istio.io/excludeInterfaces" | quote }}
    {{- end }}
    - "--log_output_level={{ annotation .ObjectMeta "sidecar.istio.io/agentLogLevel" "default:info" }}"
    {{- if .ProxyConfig.ProxyMetadata }}
    env:
    {{- range $key, $value := .ProxyConfig.ProxyMetadata }}
    - name: {{ $key | quote }}
      value: {{ $value | quote }}
    {{- end }}
    {{- end }}
    resources:
      {{- template "resources" . }}
    securityContext:
      allowPrivilegeEscalation: false
      privileged: false
      capabilities:
        add:
        - NET_ADMIN
        - NET_RAW
        drop:
        - ALL
      readOnlyRootFilesystem: false
      runAsNonRoot: false
      runAsUser: 0
      runAsGroup: 0
  {{- end }}
  {{- if not $native }}
  containers:
  {{- end }}
  - name: istio-proxy
    image: {{ ternary $image .ProxyImage (contains "/" $image) | quote }}
    {{- if $native }}
    restartPolicy: Always
    {{- end }}
    ports:
    - containerPort: 15090
      protocol: TCP
      name: http-envoy-prom
    args:
    - proxy
    - sidecar
    - --domain
    - $(POD_NAMESPACE).svc.cluster.local
    - "--proxyLogLevel={{ annotation .ObjectMeta "sidecar.istio.io/logLevel" "warning" }}"
    - "--proxyComponentLogLevel={{ annotation .ObjectMeta "sidecar.istio.io/componentLogLevel" "misc:error" }}"
    - "--log_output_level={{ annotation .ObjectMeta "sidecar.istio.io/agentLogLevel" "default:info" }}"
    {{- if $native }}
    lifecycle:
      preStop:
        exec:
          command:
          - pilot-agent
          - request
          - "--debug-port={{ annotation .ObjectMeta "status.sidecar.istio.io/port" 15020 }}"
          - POST
          - drain
    {{- else if .ProxyConfig.HoldApplicationUntilProxyStarts.GetValue }}
    lifecycle:
      postStart:
        exec:
          command:
          - pilot-agent
          - wait
    {{- end }}
    env:
    - name: PILOT_CERT_PROVIDER
      value: istiod
    - name: CA_ADDR
      value: istiod.istio-system.svc:15012
    - name: TRUST_DOMAIN
      value: cluster.local
    - name: ISTIO_META_MESH_ID
      value: cluster.local
    - name: POD_NAME
      valueFrom: { fieldRef: { fieldPath: metadata.name } }
    - name: POD_NAMESPACE
      valueFrom: { fieldRef: { fieldPath: metadata.namespace } }
    - name: INSTANCE_IP
      valueFrom: { fieldRef: { fieldPath: status.podIP } }
    - name: HOST_IP
      valueFrom: { fieldRef: { fieldPath: status.hostIP } }
    - name: SERVICE_ACCOUNT
      valueFrom: { fieldRef: { fieldPath: spec.serviceAccountName } }
    - name: ISTIO_META_NODE_NAME
      valueFrom: { fieldRef: { fieldPath: spec.nodeName } }
    - name: ISTIO_CPU_LIMIT
      valueFrom: { resourceFieldRef: { resource: limits.cpu, divisor: "1" } }
    - name: GOMAXPROCS
      valueFrom: { resourceFieldRef: { resource: limits.cpu, divisor: "1" } }
    - name: GOMEMLIMIT
      valueFrom: { resourceFieldRef: { resource: limits.memory, divisor: "1" } }
    - name: PROXY_CONFIG
      value: {{ protoToJSON .ProxyConfig | quote }}
    - name: ISTIO_META_POD_PORTS
      value: {{ toJson $ports | quote }}
    - name: ISTIO_META_APP_CONTAINERS
      value: {{ join "," $containers | quote }}
    - name: ISTIO_META_CLUSTER_ID
      value: east
    - name: ISTIO_META_NETWORK
      value: net1
    - name: ISTIO_META_INTERCEPTION_MODE
      value: {{ $mode | quote }}
    {{- with coalesce (index .ObjectMeta.Labels "service.istio.io/workload-name") .DeploymentMeta.Name }}
    - name: ISTIO_META_WORKLOAD_NAME
      value: {{ . | quote }}
    {{- end }}
    {{- if and .TypeMeta.APIVersion .DeploymentMeta.Name }}
    - name: ISTIO_META_OWNER
      value: "kubernetes://apis/{{ .TypeMeta.APIVersion }}/namespaces/{{ valueOrDefault .DeploymentMeta.Namespace "default" }}/{{ toLower .TypeMeta.Kind }}s/{{ .DeploymentMeta.Name }}"
    {{- end }}
    {{- if isset .ObjectMeta.Annotations "sidecar.istio.io/bootstrapOverride" }}
    - name: ISTIO_BOOTSTRAP_OVERRIDE
      value: /etc/istio/custom-bootstrap/custom_bootstrap.json
    {{- end }}
    {{- range $key, $value := .ProxyConfig.ProxyMetadata }}
    - name: {{ $key | quote }}
      value: {{ $value | quote }}
    {{- end }}
    {{- if ne (annotation .ObjectMeta "status.sidecar.istio.io/port" 15020) "0" }}
    startupProbe:
      httpGet:
        path: /healthz/ready
        port: 15021
      periodSeconds: 1
      timeoutSeconds: 3
      failureThreshold: 600
    readinessProbe:
      httpGet:
        path: /healthz/ready
        port: 15021
      initialDelaySeconds: {{ annotation .ObjectMeta "readiness.status.sidecar.istio.io/initialDelaySeconds" 0 }}
      periodSeconds: {{ annotation .ObjectMeta "readiness.status.sidecar.istio.io/periodSeconds" 15 }}
      timeoutSeconds: 3
      failureThreshold: {{ annotation .ObjectMeta "readiness.status.sidecar.istio.io/failureThreshold" 4 }}
    {{- end }}
    securityContext:
      {{- if eq (index .ProxyConfig.ProxyMetadata "IPTABLES_TRACE_LOGGING") "true" }}
      allowPrivilegeEscalation: true
      privileged: true
      capabilities:
        add:
        - NET_ADMIN
        drop:
        - ALL
      readOnlyRootFilesystem: true
      runAsNonRoot: false
      runAsUser: 0
      runAsGroup: 1337
      {{- else }}
      allowPrivilegeEscalation: false
      privileged: false
      capabilities:
        {{- if or (eq $mode "TPROXY") $lowPorts }}
        add:
        {{- if eq $mode "TPROXY" }}
        - NET_ADMIN
        {{- end }}
        {{- if $lowPorts }}
        - NET_BIND_SERVICE
        {{- end }}
        {{- end }}
        drop:
        - ALL
      readOnlyRootFilesystem: true
      {{- if or (eq $mode "TPROXY") $lowPorts }}
      runAsNonRoot: false
      runAsUser: 0
      {{- else }}
      runAsNonRoot: true
      runAsUser: 1337
      {{- end }}
      runAsGroup: 1337
      {{- end }}
    resources:
      {{- template "resources" . }}
    volumeMounts:
    - name: workload-socket
      mountPath: /var/run/secrets/workload-spiffe-uds
    - name: credential-socket
      mountPath: /var/run/secrets/credential-uds
    - name: workload-certs
      mountPath: /var/run/secrets/workload-spiffe-credentials
    - name: istiod-ca-cert
      mountPath: /var/run/secrets/istio
    - name: istio-ca-crl
      mountPath: /var/run/secrets/istio/crl
    - name: istio-data
      mountPath: /var/lib/istio/data
    {{- if isset .ObjectMeta.Annotations "sidecar.istio.io/bootstrapOverride" }}
    - name: custom-bootstrap-volume
      mountPath: /etc/istio/custom-bootstrap
    {{- end }}
    - name: istio-envoy
      mountPath: /etc/istio/proxy
    - name: istio-token
      mountPath: /var/run/secrets/tokens
    - name: istio-podinfo
      mountPath: /etc/istio/pod
    {{- if isset .ObjectMeta.Annotations "sidecar.istio.io/userVolumeMount" }}
    {{- range $name, $value := fromJSON (index .ObjectMeta.Annotations "sidecar.istio.io/userVolumeMount") }}
    - {{ set $value "name" $name | toJson }}
    {{- end }}
    {{- end }}
  volumes:
  - name: workload-socket
    emptyDir: {}
  - name: credential-socket
    emptyDir: {}
  - name: workload-certs
    emptyDir: {}
  - name: istiod-ca-cert
    configMap:
      name: istio-ca-root-cert
  - name: istio-ca-crl
    configMap:
      name: istio-ca-crl
      optional: true
  - name: istio-data
    emptyDir: {}
  {{- if isset .ObjectMeta.Annotations "sidecar.istio.io/bootstrapOverride" }}
  - name: custom-bootstrap-volume
    configMap:
      name: {{ index .ObjectMeta.Annotations "sidecar.istio.io/bootstrapOverride" | quote }}
  {{- end }}
  - name: istio-envoy
    emptyDir:
      medium: Memory
  - name: istio-token
    projected:
      sources:
      - serviceAccountToken:
          path: istio-token
          expirationSeconds: 43200
          audience: istio-ca
  - name: istio-podinfo
    downwardAPI:
      items:
      - path: labels
        fieldRef: { fieldPath: metadata.labels }
      - path: annotations
        fieldRef: { fieldPath: metadata.annotations }
  {{- if isset .ObjectMeta.Annotations "sidecar.istio.io/userVolume" }}
  {{- range $name, $value := fromJSON (index .ObjectMeta.Annotations "sidecar.istio.io/userVolume") }}
  - {{ set $value "name" $name | toJson }}
  {{- end }}
  {{- end }}
