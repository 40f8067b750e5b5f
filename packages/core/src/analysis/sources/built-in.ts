import type { CloudWatchSource } from "./cloudwatch.ts";

const ofTargetGroup = (metric: string, statistic: string): CloudWatchSource["metrics"][string] => ({
  namespace: "AWS/ApplicationELB",
  metric,
  dimensions: { LoadBalancer: "{{loadBalancer}}", TargetGroup: "{{targetGroup}}" },
  statistic,
});

/**
 * Requests that failed: answers of 5xx and connections to a target that failed. A load balancer reports neither errors nor
 * requests where there were none (docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html),
 * so a missing value is 0; to metric math, too, where one of the two is missing
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html).
 */
export const errors: CloudWatchSource = {
  kind: "cloudwatch",
  metrics: {
    requests: ofTargetGroup("RequestCount", "Sum"),
    server: ofTargetGroup("HTTPCode_Target_5XX_Count", "Sum"),
    refused: ofTargetGroup("TargetConnectionErrorCount", "Sum"),
  },
  bad: "server + refused",
  total: "requests",
  missing: { bad: 0, total: 0 },
};

/**
 * Requests whose answer took the target longer than `latencySeconds` to begin: PR(:T) is the percentage of values up to T
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html). Only answered requests have a
 * response time, so they are the denominator. IF leaves a minute out that has no rank, which arithmetic would take for 0 % in time.
 */
export const slow = (latencySeconds: number): CloudWatchSource => ({
  kind: "cloudwatch",
  metrics: {
    answered: ofTargetGroup("TargetResponseTime", "SampleCount"),
    within: ofTargetGroup("TargetResponseTime", `PR(:${latencySeconds})`),
  },
  bad: "IF(within >= 0, answered * (1 - within / 100))",
  total: "answered",
  missing: { total: 0 },
});
