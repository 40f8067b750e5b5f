/// <reference path="../.sst/platform/config.d.ts" />
import { collectorConfig } from "@signalbox/core/observability/collector-config";
import { kept } from "./kept";
import type { Scope } from "./scope";
import type { Statement } from "./service-role";

/** AWS's own build of the OpenTelemetry collector. Pulled from the region's own repository, as every image. */
export const collectorImage = {
  source: "public.ecr.aws/aws-observability/aws-otel-collector",
  version: "v0.48.0",
};

export interface CollectorArgs {
  readonly image: $util.Input<string>;
  readonly logGroup: $util.Input<string>;
  /** Where the service serves metrics in Prometheus' format, if it does. */
  readonly scrape?: { readonly port: number; readonly path: string };
}

/** What a region's tasks need in order to be seen. */
export interface Collector {
  /** The sidecar for the tasks of a service. */
  readonly container: (service: string, args: CollectorArgs) => Readonly<Record<string, unknown>>;
  /** What the sidecar calls, for the role of the task. */
  readonly statements: readonly Statement[];
  /** Where a service finds the sidecar, as every OpenTelemetry SDK reads it. */
  readonly environment: (service: string) => Readonly<Record<string, string>>;
}

/** The Prometheus workspace of a region and the sidecars that write to it, with traces to X-Ray. */
export function collector(scope: Scope, keyArn: $util.Input<string>): Collector {
  const { config, names, region, stage } = scope;
  const workspace = new aws.amp.Workspace(
    scope.id("Metrics"),
    { alias: names.prefix, kmsKeyArn: keyArn },
    kept(scope),
  );
  const container: Collector["container"] = (service, { image, logGroup, scrape }) => ({
    name: "collector",
    image,
    // A task serves on without it.
    essential: false,
    command: ["--config=env:AOT_CONFIG_CONTENT"],
    environment: [
      {
        name: "AOT_CONFIG_CONTENT",
        // JSON is YAML.
        value: workspace.prometheusEndpoint.apply((prometheusEndpoint) =>
          JSON.stringify(
            collectorConfig({
              region: region.region,
              service,
              stage,
              prometheusEndpoint,
              ...(scrape && { scrape }),
            }),
          ),
        ),
      },
    ],
    memoryReservation: 128,
    memory: 256,
    readonlyRootFilesystem: true,
    linuxParameters: { capabilities: { drop: ["ALL"] } },
    healthCheck: { command: ["/healthcheck"], interval: 30, timeout: 5, retries: 2, startPeriod: 30 },
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": logGroup,
        "awslogs-region": region.region,
        "awslogs-stream-prefix": "collector",
        mode: "non-blocking",
      },
    },
  });
  return {
    container,
    statements: [
      { Action: ["aps:RemoteWrite"], Resource: [workspace.arn] },
      // X-Ray's actions for senders take no resource.
      {
        Action: [
          "xray:GetSamplingRules",
          "xray:GetSamplingStatisticSummaries",
          "xray:GetSamplingTargets",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments",
        ],
        Resource: ["*"],
      },
    ],
    environment: (service) => ({
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4317",
      OTEL_SERVICE_NAME: service,
      OTEL_RESOURCE_ATTRIBUTES: `service.namespace=${config.name},deployment.environment=${stage}`,
    }),
  };
}
