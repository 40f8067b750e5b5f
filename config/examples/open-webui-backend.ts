import type { ConfigLayer } from "@signalbox/core/config/config";

type Service = NonNullable<ConfigLayer["services"]>[string];

/** One API of the backend: a Deployment of three to ten pods of half a CPU to one, 1 to 2 GiB, on port 8000. */
const api = (paths: readonly string[]): Service => ({
  ...pod,
  route: { kind: "public", paths: [...paths] },
});

/** A service pod: called by the APIs alone, by its Service Connect name. */
const internal = (): Service => ({ ...pod, route: { kind: "service-connect" }, scaling: { min: 2, max: 6 } });

const pod = {
  group: "backend",
  image: "open-webui-backend",
  port: 8000,
  // Requests of Kubernetes are what a Fargate task has; its limits (1 CPU, 2 GiB) are what the task may use: take those.
  cpu: 1024,
  memory: 2048,
  scaling: { min: 3, max: 10, cpuPercent: 70, memoryPercent: 80 },
  needs: ["database", "cache", "files"],
} as const satisfies Partial<Service>;

/**
 * The backend of Open WebUI as separate services behind CDN, WAF and a load balancer, with a canary of 10 to 90.
 *
 * What a Kubernetes or Istio feature became on AWS:
 * - Deployment, HorizontalPodAutoscaler: an ECS service with target tracking at the same 70 % and 80 %.
 * - VirtualService's weights: the weights of a listener rule, moved by the release workflow.
 * - VirtualService's per-try time-out and retries: load balancers of AWS do not retry a request; the candidate is judged
 *   and withdrawn instead, and a client library retries. The time-out of the whole is the client's or CloudFront's.
 * - StatefulSet of three PostgreSQL pods: Aurora with two readers, its storage in three zones.
 * - Pods for Redis, vectors and storage: a Valkey replication group, pgvector in Aurora, S3.
 * - ServiceMonitor every 15 s: the collector beside each task.
 */
export const openWebuiBackend: ConfigLayer = {
  domain: { host: "api.example.com", zoneId: "Z0000BACKEND" },
  regions: [{ region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 3 }],
  identity: { enabled: false },
  data: { database: { readers: 2 } },
  images: { "open-webui-backend": { source: "docker.io/example/open-webui-backend", version: "v1" } },
  // 90 to the old version and 10 to the new one, and then all.
  groups: {
    backend: { strategy: "canary", policy: { ladder: [10, 100] } },
    services: { strategy: "rolling" },
  },
  services: {
    auth: api(["/api/auth/*"]),
    chat: api(["/api/chat/*", "/ws/*"]),
    models: api(["/api/models/*"]),
    files: api(["/api/files/*"]),
    retrieval: api(["/*"]),
    token: { ...internal(), group: "services" },
    key: { ...internal(), group: "services" },
    rbac: { ...internal(), group: "services" },
    processing: { ...internal(), group: "services" },
    monitoring: { ...internal(), group: "services" },
  },
  backup: {
    classes: {
      "database-daily": { target: "database", schedule: "cron(0 0 * * ? *)", retentionDays: 30 },
      "files-six-hourly": { target: "files", schedule: "cron(0 */6 * * ? *)", retentionDays: 30 },
      "configuration-daily": { target: "configuration", schedule: "cron(0 0 * * ? *)", retentionDays: 30 },
    },
  },
};
