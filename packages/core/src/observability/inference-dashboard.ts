import type { View } from "./view.ts";
import { chart, dashboardBody, logs } from "./widgets.ts";

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
