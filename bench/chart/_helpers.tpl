{{- define "metadata" -}}
labels:
  app: {{ .name }}
  app.kubernetes.io/name: {{ .name }}
name: {{ .name }}
namespace: {{ .namespace }}
{{- end }}
{{- define "host" -}}
{{ .name }}.{{ .namespace }}.svc.cluster.local
{{- end }}
