export interface CollectorTarget {
  readonly region: string;
  /** Service of the catalogue whose task the collector is in. */
  readonly service: string;
  readonly stage: string;
  /** Endpoint of the Prometheus workspace, ending in a slash, as AWS gives it. */
  readonly prometheusEndpoint: string;
  /** Where the service itself serves metrics in Prometheus' format, if it does. */
  readonly scrape?: { readonly port: number; readonly path: string };
}

/** Two scrapes in half a minute: what a canary's bake of five minutes needs to see a change. */
const every = "15s";

/**
 * Configuration of an OpenTelemetry collector beside a task: what the task sends by OTLP, what its service offers to be
 * scraped, and what ECS says of its containers. Traces go to X-Ray, metrics to Amazon Managed Prometheus.
 */
export function collectorConfig({ region, service, stage, prometheusEndpoint, scrape }: CollectorTarget) {
  const labels = { service, stage };
  const itself = { job_name: "collector", static_configs: [{ targets: ["localhost:8888"], labels }] };
  const scraped = scrape && {
    job_name: "service",
    metrics_path: scrape.path,
    static_configs: [{ targets: [`localhost:${scrape.port}`], labels }],
  };
  const processors = ["memory_limiter", "resourcedetection", "batch"];
  return {
    extensions: {
      health_check: { endpoint: "localhost:13133" },
      sigv4auth: { region, service: "aps" },
    },
    receivers: {
      otlp: {
        protocols: { grpc: { endpoint: "localhost:4317" }, http: { endpoint: "localhost:4318" } },
      },
      prometheus: {
        config: {
          global: { scrape_interval: every, scrape_timeout: "10s" },
          scrape_configs: scraped ? [itself, scraped] : [itself],
        },
      },
      awsecscontainermetrics: { collection_interval: every },
    },
    processors: {
      memory_limiter: { check_interval: "1s", limit_mib: 200, spike_limit_mib: 50 },
      resourcedetection: { detectors: ["env", "ecs"], timeout: "5s" },
      batch: { timeout: "5s" },
    },
    exporters: {
      awsxray: { region },
      prometheusremotewrite: {
        endpoint: `${prometheusEndpoint}api/v1/remote_write`,
        auth: { authenticator: "sigv4auth" },
        resource_to_telemetry_conversion: { enabled: true },
      },
    },
    service: {
      extensions: ["health_check", "sigv4auth"],
      pipelines: {
        traces: { receivers: ["otlp"], processors, exporters: ["awsxray"] },
        metrics: {
          receivers: ["otlp", "prometheus", "awsecscontainermetrics"],
          processors,
          exporters: ["prometheusremotewrite"],
        },
      },
    },
  };
}
