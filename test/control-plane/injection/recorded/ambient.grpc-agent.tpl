# An agent without Envoy, for applications that speak xDS by gRPC.
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
{{- $image := annotation .ObjectMeta "sidecar.istio.io/proxyImage" "proxyv2" }}
{{- $containers := list }}
{{- range .Spec.Containers }}{{ if ne .Name "istio-proxy" }}{{ $containers = append $containers .Name }}{{ end }}{{ end }}
{{- $ports := list }}
{{- range .Spec.Containers }}{{ range .Ports }}{{ $ports = append $ports . }}{{ end }}{{ end }}
metadata:
  labels:
    service.istio.io/canonical-name: {{ coalesce (index .ObjectMeta.Labels "service.istio.io/canonical-name") (index .ObjectMeta.Labels "app.kubernetes.io/name") (index .ObjectMeta.Labels "app") .DeploymentMeta.Name | quote }}
    service.istio.io/canonical-revision: {{ coalesce (index .ObjectMeta.Labels "service.istio.io/canonical-revision") (index .ObjectMeta.Labels "app.kubernetes.io/version") (index .ObjectMeta.Labels "version") "latest" | quote }}
  annotations:
    istio.io/rev: default
    {{- if and $containers (not (isset .ObjectMeta.Annotations "kubectl.kubernetes.io/default-logs-container")) }}
    kubectl.kubernetes.io/default-logs-container: {{ first $containers | quote }}
    {{- end }}
    {{- if and $containers (not (isset .ObjectMeta.Annotations "kubectl.kubernetes.io/default-container")) }}
    kubectl.kubernetes.io/default-container: {{ first $containers | quote }}
    {{- end }}
    sidecar.istio.io/rewriteAppHTTPProbers: "false"
spec:
  containers:
  - name: istio-proxy
    image: {{ ternary $image .ProxyImage (contains "/" $image) | quote }}
    ports:
    - containerPort: 15020
      protocol: TCP
      name: mesh-metrics
    args:
    - proxy
    - sidecar
    - --domain
    - $(POD_NAMESPACE).svc.cluster.local
    - "--proxyLogLevel={{ annotation .ObjectMeta "sidecar.istio.io/logLevel" "warning" }}"
    - "--proxyComponentLogLevel={{ annotation .ObjectMeta "sidecar.istio.io/componentLogLevel" "misc:error" }}"
    - "--log_output_level={{ annotation .ObjectMeta "sidecar.istio.io/agentLogLevel" "default:info" }}"
    lifecycle:
      postStart:
        exec:
          command:
          - pilot-agent
          - wait
          - --url=http://localhost:15020/healthz/ready
    env:
    - name: ISTIO_META_GENERATOR
      value: grpc
    - name: OUTPUT_CERTS
      value: /var/lib/istio/data
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
    {{- with .DeploymentMeta.Name }}
    - name: ISTIO_META_WORKLOAD_NAME
      value: {{ . | quote }}
    {{- end }}
    {{- if and .TypeMeta.APIVersion .DeploymentMeta.Name }}
    - name: ISTIO_META_OWNER
      value: "kubernetes://apis/{{ .TypeMeta.APIVersion }}/namespaces/{{ valueOrDefault .DeploymentMeta.Namespace "default" }}/{{ toLower .TypeMeta.Kind }}s/{{ .DeploymentMeta.Name }}"
    {{- end }}
    {{- range $key, $value := .ProxyConfig.ProxyMetadata }}
    - name: {{ $key | quote }}
      value: {{ $value | quote }}
    {{- end }}
    - name: ISTIO_META_DNS_CAPTURE
      value: "false"
    - name: DISABLE_ENVOY
      value: "true"
    {{- if ne (annotation .ObjectMeta "status.sidecar.istio.io/port" 15020) "0" }}
    readinessProbe:
      httpGet:
        path: /healthz/ready
        port: 15020
      initialDelaySeconds: {{ annotation .ObjectMeta "readiness.status.sidecar.istio.io/initialDelaySeconds" 0 }}
      periodSeconds: {{ annotation .ObjectMeta "readiness.status.sidecar.istio.io/periodSeconds" 15 }}
      timeoutSeconds: 3
      failureThreshold: {{ annotation .ObjectMeta "readiness.status.sidecar.istio.io/failureThreshold" 4 }}
    {{- end }}
    resources:
      {{- template "resources" . }}
    volumeMounts:
    - name: workload-socket
      mountPath: /var/run/secrets/workload-spiffe-uds
    - name: istiod-ca-cert
      mountPath: /var/run/secrets/istio
    - name: istio-token
      mountPath: /var/run/secrets/tokens
    - name: istio-podinfo
      mountPath: /etc/istio/pod
    - name: istio-data
      mountPath: /var/lib/istio/data
    - name: istio-xds
      mountPath: /etc/istio/proxy
    - name: workload-certs
      mountPath: /var/run/secrets/workload-spiffe-credentials
    {{- if isset .ObjectMeta.Annotations "sidecar.istio.io/userVolumeMount" }}
    {{- range $name, $value := fromJSON (index .ObjectMeta.Annotations "sidecar.istio.io/userVolumeMount") }}
    - {{ set $value "name" $name | toJson }}
    {{- end }}
    {{- end }}
  {{- range .Spec.Containers }}
  {{- if ne .Name "istio-proxy" }}
  - name: {{ .Name | quote }}
    env:
    - name: GRPC_XDS_EXPERIMENTAL_SECURITY_SUPPORT
      value: "true"
    - name: GRPC_XDS_BOOTSTRAP
      value: /etc/istio/proxy/grpc-bootstrap.json
    volumeMounts:
    - name: istio-data
      mountPath: /var/lib/istio/data
    - name: istio-xds
      mountPath: /etc/istio/proxy
    - name: workload-certs
      mountPath: /var/run/secrets/workload-spiffe-credentials
  {{- end }}
  {{- end }}
  volumes:
  - name: workload-socket
    emptyDir: {}
  - name: istiod-ca-cert
    configMap:
      name: istio-ca-root-cert
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
  - name: istio-data
    emptyDir: {}
  - name: istio-xds
    emptyDir:
      medium: Memory
  - name: workload-certs
    emptyDir: {}
  {{- if isset .ObjectMeta.Annotations "sidecar.istio.io/bootstrapOverride" }}
  - name: custom-bootstrap-volume
    configMap:
      name: {{ index .ObjectMeta.Annotations "sidecar.istio.io/bootstrapOverride" | quote }}
  {{- end }}
  {{- if isset .ObjectMeta.Annotations "sidecar.istio.io/userVolume" }}
  {{- range $name, $value := fromJSON (index .ObjectMeta.Annotations "sidecar.istio.io/userVolume") }}
  - {{ set $value "name" $name | toJson }}
  {{- end }}
  {{- end }}
