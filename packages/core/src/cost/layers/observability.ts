import { namesOf } from "../../platform/names.ts";
import { holdMetrics } from "../../scaling/hold/hold-metrics.ts";
import { heldServices } from "../../scaling/hold/holders.ts";
import { replicaMetrics } from "../../scaling/replica-metrics.ts";
import type { Line, Place } from "../item.ts";
import { hoursPerMonth } from "../prices.ts";
import { averageTasks } from "./compute.ts";

const samplesPerHour = 3600 / 15;
/** MB of the Lambda that Synthetics makes for a canary unless it is told otherwise. */
const probeMemory = 1000;
/** How much of its size a kept log takes: https://aws.amazon.com/cloudwatch/pricing/ counts with 0.15. */
const compressed = 0.15;

export function observabilityLines(place: Place): readonly Line[] {
  const { config, has, usage, share, awake } = place;
  const { observability, services } = config;
  const tasks =
    awake * Object.values(services).reduce((sum, service) => sum + averageTasks(place, service), 0);
  const logGb = usage.logGb * Math.max(share, 0.1);
  const runs = (has.probes * hoursPerMonth * 60) / observability.probeMinutes;
  const samples = has.prometheusWorkspaces * tasks * hoursPerMonth * samplesPerHour * usage.seriesPerTask;
  return [
    { what: "logs", quantity: logGb, price: "log-ingestion" },
    {
      what: `logs kept for ${observability.logDays} d`,
      quantity: (logGb * observability.logDays * compressed) / 30,
      price: "log-storage",
    },
    {
      what: "metrics of alarms",
      quantity: has.alarmMetrics,
      price: "alarm",
      note: `${has.metricAlarms} alarms`,
    },
    { what: "composite alarms", quantity: has.compositeAlarms, price: "composite-alarm" },
    { what: "dashboards", quantity: has.dashboards, price: "dashboard" },
    ...insightsLines(place, tasks),
    ...replicaLines(place),
    { what: "runs of the synthetic user", quantity: runs, price: "canary-run" },
    {
      what: "its Lambda",
      quantity: (runs * usage.probeSeconds * probeMemory) / 1024,
      price: "lambda-x86_64",
    },
    { what: "samples to Prometheus", quantity: samples / 1e7, price: "prometheus-samples" },
    {
      what: "traces",
      quantity: has.prometheusWorkspaces * usage.traceMillions * share,
      price: "trace",
    },
    {
      what: "editors of Grafana",
      quantity: has.grafanaWorkspaces * usage.grafanaUsers,
      price: "grafana-editor",
    },
    { what: "mails of alarms and reports", quantity: 0, price: "topic-mails", note: "a few a month" },
    { what: "CloudTrail", quantity: 0, price: "trail", note: "the first trail's management events are free" },
  ];
}

/** Metrics of Container Insights; the enhanced ones are more, for less each. */
function insightsLines({ config, has, usage, awake }: Place, tasks: number): readonly Line[] {
  const perService = has.ecsServices * usage.insightsMetricsPerService * awake;
  switch (config.observability.containerInsights) {
    case "disabled":
      return [];
    case "enabled":
      return [{ what: "metrics of Container Insights", quantity: perService, price: "metric" }];
    case "enhanced":
      return [
        {
          what: "metrics of Container Insights, enhanced",
          quantity: perService + tasks * usage.insightsMetricsPerTask,
          price: "insights-metric",
        },
      ];
  }
}

/** What replicas say of themselves, each and by ECS service, and what their planner says; of vLLM its cache beside that. */
function replicaLines(place: Place): readonly Line[] {
  const { config, awake, region } = place;
  const planner = Object.keys(namesOf({ name: "", stage: "" }).plannedMetrics).length;
  const quantity = Object.entries(config.inference.services).reduce((sum, [name, { engine }]) => {
    const service = config.services[name];
    if (service === undefined) return sum;
    const said = Object.keys(replicaMetrics).length + (engine === "vllm" ? 1 : 0);
    return sum + planner + said * (1 + averageTasks(place, service) * awake);
  }, 0);
  const spilling = Object.values(config.inference.services).filter(({ spill }) => spill?.to[region.region]);
  const held = heldServices(config).length * Object.keys(holdMetrics).length + spilling.length;
  return quantity === 0
    ? []
    : [{ what: "metrics of planned replicas", quantity: quantity + held, price: "metric" }];
}
