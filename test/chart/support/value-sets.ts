// The ways in which hospitals are expected to set the chart, each of which must give sound objects.

const peers = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'zis' } } }]

/** All that can be switched on, is. */
const everything = {
  replicaCount: 3,
  image: { repository: 'registry.ziekenhuis.example/agb-gateway', tag: '0.1.0', pullSecrets: ['registry'] },
  config: {
    HOST: '::',
    MANAGEMENT_HOST: '::',
    CALLER_TIMEOUT_MS: 5000,
    VEKTIS_URL: 'https://agb-api.vektis.nl',
    VEKTIS_CALLS_PER_SECOND: 8,
    VEKTIS_TIMEOUT_MS: 8000,
    VEKTIS_DATE_FORMAT: 'yyyyMMdd',
    MUTATION_POLL_SECONDS: 60,
    CACHE_TTL_SECONDS: 2_678_400,
    CACHE_STALE_SECONDS: 604_800,
    CACHE_MEMORY_MB: 512,
    AUDIT_ROTATE_MB: 64,
    AUDIT_ROTATE_DAILY: false,
    AUDIT_RETENTION_DAYS: 3653,
    OTLP_URL: 'https://logboek.example/v1/traces',
    OTLP_REGISTER_URL: 'https://register.example/verwerkingen/',
    REDIS_SENTINELS: 'sentinel-0:26379, sentinel-1:26379',
    SHUTDOWN_DELAY_SECONDS: 30,
    LOG_LEVEL: 'debug',
  },
  vektis: { existingSecret: 'vektis', keys: { passphrase: 'passphrase', ca: 'ca.crt' } },
  redis: { existingSecret: 'redis' },
  audit: {
    existingSecret: 'audit',
    keys: { otlpHeaders: 'otlp-headers', otlpCa: 'otlp-ca.crt' },
    volume: { enabled: true, storageClassName: 'durable', size: '50Gi' },
  },
  tls: { existingSecret: 'tls', keys: { clientCa: 'ca.crt' } },
  policy: { restartOnChange: true, oidcCaSecret: 'oidc' },
  service: { type: 'LoadBalancer', port: 443, annotations: { 'example.org/internal': 'true' } },
  serviceAccount: { name: 'gateway', annotations: { 'example.org/role': 'gateway' } },
  networkPolicy: { enabled: true, callers: peers, monitoring: [{ ipBlock: { cidr: '10.1.0.0/16' } }] },
  podMonitor: { enabled: true, labels: { release: 'prometheus' }, interval: '15s' },
  podAnnotations: { 'example.org/team': 'integratie' },
  podLabels: { team: 'integratie' },
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [{ key: 'dedicated', operator: 'Equal', value: 'zorg', effect: 'NoSchedule' }],
}

/** A platform that makes its own users, accounts, claims and ConfigMaps, and a Redis Cluster without encryption. */
const ownPlatform = {
  image: { digest: `sha256:${'a'.repeat(64)}` },
  config: { REDIS_CLUSTER: 'redis-0:6379,redis-1:6379' },
  redis: { existingSecret: 'redis', keys: { encryptionKey: '' } },
  audit: { volume: { enabled: true, existingClaim: 'audit' } },
  policy: { existingConfigMap: 'policy' },
  serviceAccount: { create: false },
  networkPolicy: { enabled: true },
  runAsUser: null,
}

export const valueSets: Record<string, object> = {
  'bare defaults': {},
  'everything switched on': everything,
  'a platform of its own': ownPlatform,
  'a client certificate as PFX': { vektis: { keys: { pfx: 'vektis.pfx', passphrase: 'passphrase' } } },
}
