import { measuredSeconds, replicaMetrics, replicaNamespace } from "../scaling/replica-metrics.ts";
import type { View } from "./view.ts";
import { chart, dashboardBody, logs, type Widget } from "./widgets.ts";

const elb = "AWS/ApplicationELB";

/** Why a chat is slow: too few replicas, a long queue, or a model that is being loaded. */
export function inferenceDashboard(view: View): string {
  const { region, cluster, internalBalancer } = view;
  const inference = view.services.filter((service) => service.inference);
  const ecs = inference.flatMap(({ ecsServices }) => ecsServices);
  const usage = (metric: string) =>
    ecs.map((service) => ({
      label: service,
      metric: ["AWS/ECS", metric, "ClusterName", cluster, "ServiceName", service] as const,
    }));
  return dashboardBody([
    ...view.planned.map((one) => plannedRow(view, one)),
    [
      chart({
        title: "Is inference asked, and does it answer?",
        region,
        stat: "Sum",
        lines: [
          ["requests", "RequestCount"],
          ["5xx of tasks", "HTTPCode_Target_5XX_Count"],
          ["5xx, no task", "HTTPCode_ELB_5XX_Count"],
          ["not connected", "TargetConnectionErrorCount"],
        ].map(([label = "", metric = ""]) => ({
          label,
          metric: [elb, metric, "LoadBalancer", internalBalancer],
        })),
      }),
      chart({
        title: "How long until it begins to answer?",
        region,
        lines: ["p50", "p95", "p99"].map((stat) => ({
          label: stat,
          stat,
          metric: [elb, "TargetResponseTime", "LoadBalancer", internalBalancer],
        })),
      }),
      chart({
        title: "How many are answered at once?",
        region,
        stat: "Sum",
        lines: [
          {
            label: "open connections",
            metric: [elb, "ActiveConnectionCount", "LoadBalancer", internalBalancer],
          },
        ],
      }),
    ],
    [
      chart({
        title: "Which replicas can be asked?",
        region,
        stat: "Minimum",
        lines: inference.flatMap(({ name, balancer, targetGroups }) =>
          balancer === undefined
            ? []
            : Object.entries(targetGroups).map(([side, group]) => ({
                label: `${name} ${side}`,
                metric: [elb, "HealthyHostCount", "LoadBalancer", balancer, "TargetGroup", group] as const,
              })),
        ),
      }),
      chart({ title: "Are they busy?", region, lines: usage("CPUUtilization") }),
      chart({ title: "Does the model fit?", region, lines: usage("MemoryUtilization") }),
    ],
    inference.length === 0
      ? []
      : [
          logs(
            "What does it complain of?",
            region,
            inference.map(({ logGroup }) => logGroup),
            "fields @timestamp, @message | filter @message like /(?i)error|fail|out of memory/ | sort @timestamp desc | limit 50",
          ),
        ],
  ]);
}

/** What the planner of a service's replicas expects, orders and gets, and what that costs. */
function plannedRow(view: View, { name, most }: View["planned"][number]): readonly Widget[] {
  const { region, plannedMetrics: of } = view;
  const line = (label: string, metric: string) => ({
    label,
    metric: [view.metricNamespace, metric, "Platform", view.prefix, "Service", name] as const,
  });
  const replicas = view.services.find((one) => one.name === name)?.ecsServices ?? [];
  const told = (label: string, metric: string) =>
    replicas.map((service) => ({
      label: replicas.length > 1 ? `${label}, ${service}` : label,
      metric: [replicaNamespace, metric, "Service", service] as const,
    }));
  return [
    chart({
      title: `What may demand for ${name} become, in replicas?`,
      region,
      stat: "Maximum",
      lines: [
        line("now", of.demand),
        line("likely, once one is up", of.middle),
        line("high, once one is up", of.high),
        line("wanted", of.wanted),
      ],
      limit: { label: "most", value: most },
    }),
    chart({
      title: `Does ${name} get the replicas that are wanted?`,
      region,
      stat: "Minimum",
      lines: [line("wanted", of.wanted), line("ready", of.ready), line("starting", of.starting)],
    }),
    chart({
      title: `Does anybody wait for ${name}?`,
      region,
      stat: "Sum",
      periodSeconds: measuredSeconds,
      lines: [
        ...told("waiting", replicaMetrics.waiting),
        ...told("running", replicaMetrics.running),
        ...told("refused", replicaMetrics.refused),
      ],
    }),
    chart({
      title: `What does ${name} cost, USD an hour?`,
      region,
      lines: [line("all its replicas", of.cost)],
    }),
  ];
}
