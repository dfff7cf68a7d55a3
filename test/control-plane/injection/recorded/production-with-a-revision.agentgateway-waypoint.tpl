# What istiod deploys for a waypoint of the class istio-agentgateway-waypoint.
{{- $image := annotation .ObjectMeta "gateway.istio.io/agentgatewayImage" "" }}
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
      labels: {{ toJsonMap (strdict "sidecar.istio.io/inject" "false" "service.istio.io/canonical-name" .DeploymentName "service.istio.io/canonical-revision" "latest" "istio.io/dataplane-mode" "none") .InfrastructureLabels $gateway (strdict "gateway.istio.io/managed" "istio.io-agentgateway-waypoint-controller") }}
    spec:
      serviceAccountName: {{ .ServiceAccount | quote }}
      containers:
      - name: agentgateway
        image: {{ ternary $image .AgentgatewayImage (contains "/" $image) | quote }}
        ports:
        - containerPort: 15020
          name: metrics
          protocol: TCP
        - containerPort: 15021
          name: status-port
          protocol: TCP
        args:
        - --config
        - "{}"
        env:
        - name: POD_NAME
          valueFrom: { fieldRef: { fieldPath: metadata.name } }
        - name: POD_NAMESPACE
          valueFrom: { fieldRef: { fieldPath: metadata.namespace } }
        - name: NAMESPACE
          valueFrom: { fieldRef: { fieldPath: metadata.namespace } }
        - name: INSTANCE_IP
          valueFrom: { fieldRef: { fieldPath: status.podIP } }
        - name: SERVICE_ACCOUNT
          valueFrom: { fieldRef: { fieldPath: spec.serviceAccountName } }
        - name: CPU_LIMIT
          valueFrom: { resourceFieldRef: { resource: limits.cpu, divisor: "1" } }
        - name: GATEWAY
          value: {{ .Name | quote }}
        - name: RUST_BACKTRACE
          value: "1"
        - name: CLUSTER_ID
          value: Kubernetes
        {{- with index .InfrastructureLabels "topology.istio.io/network" }}
        - name: NETWORK
          value: {{ . | quote }}
        {{- end }}
        - name: TRUST_DOMAIN
          value: cluster.local
        {{- range $key, $value := .ProxyConfig.ProxyMetadata }}
        - name: {{ $key | quote }}
          value: {{ $value | quote }}
        {{- end }}
        - name: XDS_ADDRESS
          value: {{ .ProxyConfig.DiscoveryAddress | quote }}
        - name: CA_ADDRESS
          value: istiod-1-31-1.istio-system.svc:15012
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
          runAsUser: {{ .ProxyUID }}
          runAsGroup: {{ .ProxyGID }}
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
        - name: istiod-ca-cert
          mountPath: /var/run/secrets/istio
        - name: tmp
          mountPath: /tmp
        - name: xds-token
          mountPath: /var/run/secrets/xds-tokens
        - name: istio-token
          mountPath: /var/run/secrets/tokens
        - name: istiod-ca-cert
          mountPath: /var/run/secrets/xds
      volumes:
      - name: istiod-ca-cert
        configMap:
          name: istio-ca-root-cert
      - name: tmp
        emptyDir: {}
      - name: xds-token
        projected:
          sources:
          - serviceAccountToken:
              path: xds-token
              expirationSeconds: 43200
              audience: istio-ca
      - name: istio-token
        projected:
          sources:
          - serviceAccountToken:
              path: istio-token
              expirationSeconds: 43200
              audience: istio-ca
---
apiVersion: v1
kind: Service
metadata:
  name: {{ .DeploymentName | quote }}
  namespace: {{ .Namespace | quote }}
  annotations: {{ toJsonMap $annotations }}
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
