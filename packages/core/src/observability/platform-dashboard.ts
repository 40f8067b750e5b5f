import type { View } from "./view.ts";
import { alarms, chart, dashboardBody, logs } from "./widgets.ts";

const elb = "AWS/ApplicationELB";

/** What somebody asks who was woken: is it down, for whom, since when, and what is full? */
export function platformDashboard(view: View): string {
  const { region, balancer, cluster, database, services } = view;
  const ecs = services.flatMap(({ ecsServices }) => ecsServices);
  const ofService = (service: string) => ["ClusterName", cluster, "ServiceName", service] as const;
  return dashboardBody([
    [alarms("What is wrong now?", view.alarmArns)],
    [
      chart({
        title: "Is it answered?",
        region,
        stat: "Sum",
        lines: [
          { label: "requests", metric: [elb, "RequestCount", "LoadBalancer", balancer] },
          { label: "5xx of tasks", metric: [elb, "HTTPCode_Target_5XX_Count", "LoadBalancer", balancer] },
          { label: "5xx, no task", metric: [elb, "HTTPCode_ELB_5XX_Count", "LoadBalancer", balancer] },
          { label: "4xx", metric: [elb, "HTTPCode_Target_4XX_Count", "LoadBalancer", balancer] },
        ],
      }),
      chart({
        title: "How long until the first byte?",
        region,
        limit: { label: "promised p95", value: view.latencySeconds },
        lines: ["p50", "p95", "p99"].map((stat) => ({
          label: stat,
          stat,
          metric: [elb, "TargetResponseTime", "LoadBalancer", balancer],
        })),
      }),
      chart({
        title: "Which service fails?",
        region,
        stat: "Sum",
        lines: services.flatMap(({ name, targetGroups, balancer: own }) =>
          own === undefined
            ? []
            : Object.entries(targetGroups).map(([side, group]) => ({
                label: `${name} ${side}`,
                metric: [
                  elb,
                  "HTTPCode_Target_5XX_Count",
                  "LoadBalancer",
                  own,
                  "TargetGroup",
                  group,
                ] as const,
              })),
        ),
      }),
    ],
    [
      chart({
        title: "Do the tasks run that are wanted?",
        region,
        lines: ecs.flatMap((service) => [
          {
            label: `${service} wanted`,
            metric: ["ECS/ContainerInsights", "DesiredTaskCount", ...ofService(service)],
          },
          {
            label: `${service} running`,
            metric: ["ECS/ContainerInsights", "RunningTaskCount", ...ofService(service)],
          },
        ]),
      }),
      chart({
        title: "Who is out of CPU?",
        region,
        lines: ecs.map((service) => ({
          label: service,
          metric: ["AWS/ECS", "CPUUtilization", ...ofService(service)],
        })),
      }),
      chart({
        title: "Who is out of memory?",
        region,
        lines: ecs.map((service) => ({
          label: service,
          metric: ["AWS/ECS", "MemoryUtilization", ...ofService(service)],
        })),
      }),
    ],
    [
      chart({
        title: "Is the database at its most?",
        region,
        limit: { label: "data.database.maxCapacity", value: view.maxCapacity },
        lines: [
          {
            label: "capacity units",
            metric: ["AWS/RDS", "ServerlessDatabaseCapacity", "DBClusterIdentifier", database],
          },
        ],
      }),
      chart({
        title: "Who holds its connections?",
        region,
        stat: "Maximum",
        lines: [
          {
            label: "connections",
            metric: ["AWS/RDS", "DatabaseConnections", "DBClusterIdentifier", database],
          },
          { label: "deadlocks a second", metric: ["AWS/RDS", "Deadlocks", "DBClusterIdentifier", database] },
        ],
      }),
      chart({
        title: "Is the cache full?",
        region,
        lines: view.cacheNodes.flatMap((node) => [
          {
            label: `${node} memory, %`,
            metric: ["AWS/ElastiCache", "DatabaseMemoryUsagePercentage", "CacheClusterId", node],
          },
          {
            label: `${node} evictions`,
            stat: "Sum",
            metric: ["AWS/ElastiCache", "Evictions", "CacheClusterId", node],
          },
        ]),
      }),
    ],
    [
      logs(
        "Why did tasks end?",
        region,
        [view.stoppedTaskLogs],
        "fields @timestamp, detail.group, detail.stoppedReason, detail.containers.0.exitCode | sort @timestamp desc | limit 20",
      ),
    ],
  ]);
}
