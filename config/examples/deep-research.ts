import type { ConfigLayer } from "@signalbox/core/config/config";

type Service = NonNullable<ConfigLayer["services"]>[string];

/** The containers' limits: what a pod may use is what a Fargate task has. */
const small = { cpu: 2048, memory: 4096 } as const;
const large = { cpu: 4096, memory: 8192 } as const;

const service = (name: string, port: number, more: Service): Service => ({
  group: name,
  image: name,
  port,
  readyPath: "/ready",
  healthCommand: ["CMD-SHELL", `curl -f http://localhost:${port}/health || exit 1`],
  scaling: { min: 3, max: 10 },
  ...small,
  ...more,
});

/**
 * The Free Deep Research system: frontend, backend, AI orchestrator and research engine in three regions.
 *
 * What a Kubernetes or Istio feature became on AWS:
 * - Gateway and VirtualService: the load balancer's listeners (443, and 80 that only redirects) and the path rules.
 * - Fault injection of 0.1 % delays of 5 s: experiments of FIS, for drills and not always on.
 * - Per-try time-outs and retries: there is no such thing at a load balancer of AWS; the release withdraws a bad version.
 * - Rollout with blueGreen, no automatic promotion, scale-down after 30 s: ECS's own blue-green with pause hooks and
 *   Signalbox's hold (ECS's bake counts whole minutes).
 * - Node groups (m5.xlarge, r5.2xlarge): Fargate has no nodes; the database is Aurora, with readers instead of 'max_size'.
 * - Redis Sentinel: a replication group of ElastiCache, which fails over by itself.
 */
export const deepResearch: ConfigLayer = {
  domain: { host: "api.example.net", zoneId: "Z0000DEEPRESEARCH" },
  regions: [
    { region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 3 },
    { region: "eu-west-1", role: "secondary", cidr: "10.1.0.0/16", zones: 3 },
    { region: "ap-southeast-1", role: "tertiary", cidr: "10.2.0.0/16", zones: 3 },
  ],
  identity: { enabled: false },
  // Three read replicas in production; 50 connections each task.
  data: { database: { readers: 3, poolSize: 50, recoveryDays: 30 }, cache: { engine: "redis", replicas: 2 } },
  edge: { routing: "latency", requestsPerFiveMinutes: 10_000 },
  images: {
    frontend: { source: "docker.io/example/fdr-frontend", version: "2.0.0" },
    backend: { source: "docker.io/example/fdr-backend", version: "2.0.0" },
    orchestrator: { source: "docker.io/example/fdr-orchestrator", version: "2.0.0" },
    "research-engine": { source: "docker.io/example/fdr-research-engine", version: "2.0.0" },
  },
  groups: {
    frontend: { strategy: "canary" },
    backend: { strategy: "blue-green", policy: { promotion: "manual", holdSeconds: 30 } },
    orchestrator: { strategy: "rolling" },
    "research-engine": { strategy: "rolling" },
  },
  services: {
    frontend: service("frontend", 3000, { route: { kind: "public", paths: ["/*"] } }),
    backend: service("backend", 8080, {
      route: { kind: "public", paths: ["/api/v1/*"] },
      environment: { RUST_ENV: "production" },
      needs: ["database", "cache", "files"],
    }),
    orchestrator: service("orchestrator", 8081, {
      route: { kind: "service-connect" },
      ...large,
      needs: ["database", "cache"],
    }),
    "research-engine": service("research-engine", 8082, {
      route: { kind: "service-connect" },
      needs: ["database", "cache"],
    }),
  },
  objectives: { availabilityPercent: 99.99, replicaMismatchSeconds: 900 },
  backup: {
    // Every quarter of an hour the log moves (point-in-time recovery); there is no incremental snapshot to ask Aurora for.
    classes: {
      "database-six-hourly": { target: "database", schedule: "cron(0 */6 * * ? *)", retentionDays: 7 },
      "database-daily": {
        target: "database",
        schedule: "cron(0 2 * * ? *)",
        retentionDays: 30,
        copyRetentionDays: 365,
      },
      "files-twelve-hourly": { target: "files", schedule: "cron(0 */12 * * ? *)", retentionDays: 7 },
      "files-daily": {
        target: "files",
        schedule: "cron(0 3 * * ? *)",
        retentionDays: 30,
        copyRetentionDays: 365,
      },
    },
  },
  recovery: { rtoMinutes: 240, rpoMinutes: 60 },
  features: { chaos: true },
};
