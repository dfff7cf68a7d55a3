# What istiod deploys for a waypoint, or for a gateway between the networks of an ambient mesh.
{{- $image := annotation .ObjectMeta "sidecar.istio.io/proxyImage" "proxyv2" }}
{{- $annotations := omit .InfrastructureAnnotations "kubectl.kubernetes.io/last-applied-configuration" "gateway.istio.io/name-override" "gateway.istio.io/service-account" "gateway.istio.io/controller-version" }}
{{- $gateway := strdict "gateway.networking.k8s.io/gateway-name" .Name "gateway.networking.k8s.io/gateway-class-name" .GatewayClass }}
{{- $labels := mergeMaps .InfrastructureLabels $gateway }}
{{- $owner := dict "apiVersion" "gateway.networking.k8s.io/v1" "kind" "Gateway" "name" .Name "uid" .UID }}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ .ServiceAccount | quote }}
  namespace: {{ .Namespace | quote }}
  annotations: {{ toJsonMap $annotations }}
  labels: {{ toJsonMap $labels }}
  ownerReferences:
  - {{ toJson $owner }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .DeploymentName | quote }}
  namespace: {{ .Namespace | quote }}
  annotations: {{ toJsonMap $annotations }}
  labels: {{ toJsonMap $labels }}
  ownerReferences:
  - {{ toJson $owner }}
spec:
  selector:
    matchLabels:
      gateway.networking.k8s.io/gateway-name: {{ .Name | quote }}
  template:
    metadata:
      annotations: {{ toJsonMap $annotations (strdict "istio.io/rev" "1-31-1" "prometheus.io/path" "/stats/prometheus" "prometheus.io/port" "15020" "prometheus.io/scrape" "true") }}
      labels: {{ toJsonMap (strdict "sidecar.istio.io/inject" "false" "service.istio.io/canonical-name" .DeploymentName "service.istio.io/canonical-revision" "latest" "istio.io/dataplane-mode" "none") .InfrastructureLabels $gateway (strdict "gateway.istio.io/managed" .ControllerLabel) }}
    spec:
      serviceAccountName: {{ .ServiceAccount | quote }}
      containers:
      - name: istio-proxy
        image: {{ ternary $image .ProxyImage (contains "/" $image) | quote }}
        ports:
        - name: metrics
          containerPort: 15020
          protocol: TCP
        - name: status-port
          containerPort: 15021
          protocol: TCP
        - name: http-envoy-prom
          containerPort: 15090
          protocol: TCP
        args:
        - proxy
        - waypoint
        - --domain
        - $(POD_NAMESPACE).svc.cluster.local
        - --serviceCluster
        - "{{ .ServiceAccount }}.$(POD_NAMESPACE)"
        - "--proxyLogLevel={{ annotation .ObjectMeta "sidecar.istio.io/logLevel" "warning" }}"
        - "--proxyComponentLogLevel={{ annotation .ObjectMeta "sidecar.istio.io/componentLogLevel" "misc:error" }}"
        - "--log_output_level={{ annotation .ObjectMeta "sidecar.istio.io/agentLogLevel" "default:info" }}"
        env:
        - name: PILOT_CERT_PROVIDER
          value: istiod
        - name: CA_ADDR
          value: istiod-1-31-1.istio-system.svc:15012
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
        - name: ISTIO_META_SERVICE_ACCOUNT
          valueFrom: { fieldRef: { fieldPath: spec.serviceAccountName } }
        - name: ISTIO_CPU_LIMIT
          valueFrom: { resourceFieldRef: { resource: limits.cpu, divisor: "1" } }
        - name: GOMAXPROCS
          valueFrom: { resourceFieldRef: { resource: limits.cpu, divisor: "1" } }
        - name: GOMEMLIMIT
          valueFrom: { resourceFieldRef: { resource: limits.memory, divisor: "1" } }
        - name: PROXY_CONFIG
          value: {{ protoToJSON .ProxyConfig | quote }}
        - name: ISTIO_META_CLUSTER_ID
          value: Kubernetes
        - name: ISTIO_META_INTERCEPTION_MODE
          value: REDIRECT
        {{- with index .InfrastructureLabels "topology.istio.io/network" }}
        - name: ISTIO_META_NETWORK
          value: {{ . | quote }}
        {{- if eq $.ControllerLabel "istio.io-eastwest-controller" }}
        - name: ISTIO_META_REQUESTED_NETWORK_VIEW
          value: {{ . | quote }}
        {{- end }}
        {{- end }}
        - name: ISTIO_META_WORKLOAD_NAME
          value: {{ .DeploymentName | quote }}
        - name: ISTIO_META_OWNER
          value: "kubernetes://apis/apps/v1/namespaces/{{ .Namespace }}/deployments/{{ .DeploymentName }}"
        {{- range $key, $value := .ProxyConfig.ProxyMetadata }}
        - name: {{ $key | quote }}
          value: {{ $value | quote }}
        {{- end }}
        startupProbe:
          httpGet:
            path: /healthz/ready
            port: 15021
          initialDelaySeconds: 1
          periodSeconds: 1
          timeoutSeconds: 1
          successThreshold: 1
          failureThreshold: 30
        readinessProbe:
          httpGet:
            path: /healthz/ready
            port: 15021
          initialDelaySeconds: 0
          periodSeconds: 15
          timeoutSeconds: 1
          successThreshold: 1
          failureThreshold: 4
        securityContext:
          allowPrivilegeEscalation: false
          privileged: false
          capabilities:
            drop:
            - ALL
          readOnlyRootFilesystem: true
          runAsNonRoot: true
          runAsUser: 1337
          runAsGroup: 1337
          seccompProfile:
            type: RuntimeDefault
        resources:
          limits:
            cpu: "2000m"
            memory: "1024Mi"
          requests:
            cpu: "100m"
            memory: "128Mi"
        volumeMounts:
        - name: workload-socket
          mountPath: /var/run/secrets/workload-spiffe-uds
        - name: istiod-ca-cert
          mountPath: /var/run/secrets/istio
        - name: istio-data
          mountPath: /var/lib/istio/data
        - name: istio-envoy
          mountPath: /etc/istio/proxy
        - name: istio-token
          mountPath: /var/run/secrets/tokens
        - name: istio-podinfo
          mountPath: /etc/istio/pod
      volumes:
      - name: workload-socket
        emptyDir: {}
      - name: istiod-ca-cert
        configMap:
          name: istio-ca-root-cert
      - name: istio-data
        emptyDir: {}
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
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .DeploymentName | quote }}
  namespace: {{ .Namespace | quote }}
  annotations: {{ toJsonMap (strdict "networking.istio.io/traffic-distribution" "PreferClose") $annotations }}
  labels: {{ toJsonMap $labels }}
  ownerReferences:
  - {{ toJson $owner }}
spec:
  type: {{ .ServiceType | quote }}
  ipFamilyPolicy: PreferDualStack
  selector:
    gateway.networking.k8s.io/gateway-name: {{ .Name | quote }}
  ports:
  {{- range .Ports }}
  - name: {{ .Name | quote }}
    port: {{ .Port }}
    protocol: {{ .Protocol }}
    appProtocol: {{ .AppProtocol }}
  {{- end }}
  {{- if and .Spec.Addresses (eq .ServiceType "LoadBalancer") }}
  loadBalancerIP: {{ (index .Spec.Addresses 0).Value | quote }}
  {{- end }}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ .DeploymentName | quote }}
  namespace: {{ .Namespace | quote }}
  annotations: {{ toJsonMap $annotations }}
  labels: {{ toJsonMap $labels }}
  ownerReferences:
  - {{ toJson $owner }}
spec:
  maxReplicas: 1
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ .DeploymentName | quote }}
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ .DeploymentName | quote }}
  namespace: {{ .Namespace | quote }}
  annotations: {{ toJsonMap $annotations }}
  labels: {{ toJsonMap $labels }}
  ownerReferences:
  - {{ toJson $owner }}
spec:
  selector:
    matchLabels:
      gateway.networking.k8s.io/gateway-name: {{ .Name | quote }}
