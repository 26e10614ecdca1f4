{{/*
The name of the objects: the release's, with the chart's unless it is in there already. Short of 63 by what a StatefulSet
puts behind it: the hash of a revision in the label of its pods.
*/}}
{{- define "agb-gateway.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 52 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* What selects the pod; never changes between versions, for a StatefulSet's selector cannot. */}}
{{- define "agb-gateway.selectorLabels" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* The labels of every object. */}}
{{- define "agb-gateway.labels" -}}
{{ include "agb-gateway.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* The image: by digest when there is one, else by tag. */}}
{{- define "agb-gateway.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{- printf "%s@%s" .repository .digest -}}
{{- else -}}
{{- printf "%s:%s" .repository (default $.Chart.AppVersion .tag) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The ServiceAccount that the pod runs as. */}}
{{- define "agb-gateway.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "agb-gateway.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* What callers speak: https when there is a Secret for it. */}}
{{- define "agb-gateway.scheme" -}}
{{- if .Values.tls.existingSecret }}https{{ else }}http{{ end -}}
{{- end -}}

{{/* The ConfigMap that holds the policy. */}}
{{- define "agb-gateway.policyConfigMap" -}}
{{- default (printf "%s-policy" (include "agb-gateway.fullname" .)) .Values.policy.existingConfigMap -}}
{{- end -}}

{{/* The policy itself. */}}
{{- define "agb-gateway.policy" -}}
{{- default (.Files.Get "files/policy.yaml") .Values.policy.document -}}
{{- end -}}

{{/*
The settings that name a file of a mounted Secret: those whose key is not empty.
Takes a list: the folder, the keys (values), and the setting of each key.
*/}}
{{- define "agb-gateway.fileSettings" -}}
{{- $folder := index . 0 -}}
{{- $keys := index . 1 -}}
{{- range $key, $setting := index . 2 }}
{{- with get $keys $key }}
- name: {{ $setting }}
  value: {{ printf "%s/%s" $folder . | quote }}
{{- end }}
{{- end }}
{{- end -}}
