/// <reference path="../.sst/platform/config.d.ts" />
import { deadLetterQueue } from "./dead-letter-queue";
import { logGroup } from "./log-group";
import type { Scope } from "./scope";

export interface StoppedTasksArgs {
  readonly clusterArn: $util.Input<string>;
  readonly keyArn: $util.Input<string>;
}

/** Dimension of the metric: ECS's `group`, `service:` and the service's name. */
const dimension = "Group";

/**
 * Every task of the cluster that ended unasked, in a log group and as a metric by service. ECS keeps a stopped task for an
 * hour at most, so this is also where one reads later why it ended. `stopCode` leaves out what a deployment, a scaling or
 * Spot stops, https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html
 */
export function stoppedTasks(scope: Scope, { clusterArn, keyArn }: StoppedTasksArgs) {
  const { names } = scope;
  const logs = logGroup(scope, "StoppedTaskLogs", { name: names.eventLogs("stopped-tasks"), keyArn });
  const written = new aws.cloudwatch.LogResourcePolicy(
    scope.id("StoppedTaskLogPolicy"),
    {
      policyName: names.eventLogs("stopped-tasks").replaceAll("/", "-").slice(1),
      policyDocument: $jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] },
            Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
            Resource: $interpolate`${logs.arn}:*`,
          },
        ],
      }),
    },
    scope.options(),
  );
  const rule = new aws.cloudwatch.EventRule(
    scope.id("StoppedTasks"),
    {
      name: names.eventRule("stopped-tasks"),
      description: "Tasks that ended unasked",
      eventPattern: $jsonStringify({
        source: ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        detail: {
          clusterArn: [clusterArn],
          lastStatus: ["STOPPED"],
          stopCode: ["EssentialContainerExited", "TaskFailedToStart"],
        },
      }),
    },
    scope.options(),
  );
  const letters = deadLetterQueue(scope, "stopped-tasks", {
    of: "the record of stopped tasks",
    keyArn,
    services: ["events.amazonaws.com"],
  });
  new aws.cloudwatch.EventTarget(
    scope.id("StoppedTasksTarget"),
    { rule: rule.name, arn: logs.arn, deadLetterConfig: { arn: letters.arn } },
    scope.options({ dependsOn: [written] }),
  );
  const metric = { namespace: names.metricNamespace, metricName: "StoppedTasks", dimension };
  new aws.cloudwatch.LogMetricFilter(
    scope.id("StoppedTaskMetric"),
    {
      name: "stopped-tasks",
      logGroupName: logs.name,
      pattern: '{ $.detail.lastStatus = "STOPPED" }',
      metricTransformation: {
        namespace: metric.namespace,
        name: metric.metricName,
        value: "1",
        dimensions: { [dimension]: "$.detail.group" },
      },
    },
    scope.options(),
  );
  return metric;
}
