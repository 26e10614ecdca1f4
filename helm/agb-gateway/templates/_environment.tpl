{{/* The environment of the gateway: `config` as it stands, then what the chart itself decides. */}}
{{- define "agb-gateway.environment" -}}
{{- range $name, $value := .Values.config }}
- name: {{ $name }}
  {{- /* Helm reads numbers as floats and would write 2678400 as 2.6784e+06. */}}
  value: {{ kindIs "float64" $value | ternary (int64 $value) $value | quote }}
{{- end }}
- name: PORT
  value: "8080"
- name: MANAGEMENT_PORT
  value: "9090"
- name: REPLICAS
  value: {{ .Values.replicaCount | quote }}
# A StatefulSet gives a new pod its predecessor's name: the audit chain goes on in the same file.
- name: REPLICA_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: POLICY_FILE
  value: /etc/agb-gateway/policy/policy.yaml
{{- include "agb-gateway.vektisSettings" . }}
{{- with .Values.redis }}
{{- if .existingSecret }}
- name: REDIS_URL
  valueFrom:
    secretKeyRef:
      name: {{ .existingSecret }}
      key: {{ .keys.url }}
{{- include "agb-gateway.fileSettings" (list "/etc/agb-gateway/redis" .keys (dict
      "encryptionKey" "REDIS_ENCRYPTION_KEY_FILE")) }}
{{- end }}
{{- end }}
{{- include "agb-gateway.fileSettings" (list "/etc/agb-gateway/audit" .Values.audit.keys (dict
      "pseudonymKey" "AUDIT_PSEUDONYM_KEY_FILE"
      "otlpHeaders" "OTLP_HEADERS_FILE"
      "otlpCa" "OTLP_CA_FILE")) }}
{{- if .Values.audit.volume.enabled }}
- name: AUDIT_FILE
  value: /var/lib/agb-gateway/audit/{replica}.jsonl
{{- end }}
{{- with .Values.tls }}
{{- if .existingSecret }}
{{- include "agb-gateway.fileSettings" (list "/etc/agb-gateway/tls" .keys (dict
      "certificate" "TLS_CERT_FILE"
      "privateKey" "TLS_KEY_FILE"
      "clientCa" "TLS_CLIENT_CA_FILE")) }}
{{- end }}
{{- end }}
{{- if .Values.policy.oidcCaSecret }}
- name: OIDC_CA_FILE
  value: /etc/agb-gateway/oidc/ca.crt
{{- end }}
{{- end -}}

{{/* Where the gateway finds what Vektis knows it by: a PFX, or else certificate and key. */}}
{{- define "agb-gateway.vektisSettings" -}}
{{- $settings := dict "token" "VEKTIS_TOKEN_FILE" "passphrase" "VEKTIS_KEY_PASSPHRASE_FILE" "ca" "VEKTIS_CA_FILE" -}}
{{- $identity := dict "certificate" "VEKTIS_CERT_FILE" "privateKey" "VEKTIS_KEY_FILE" -}}
{{- if .Values.vektis.keys.pfx -}}
{{- $identity = dict "pfx" "VEKTIS_PFX_FILE" -}}
{{- end -}}
{{- include "agb-gateway.fileSettings" (list "/etc/agb-gateway/vektis" .Values.vektis.keys (merge $settings $identity)) }}
{{- end -}}
