/// <reference path="../.sst/platform/config.d.ts" />
import { alarm, alarmTopicArn } from "./alarm";
import { pascalCase, type Scope } from "./scope";

export interface RegionHealthArgs {
  /** Name of the region's load balancer alone. */
  readonly host: string;
  readonly path: string;
  /** The other regions, each of which can turn traffic away from this one. */
  readonly others: readonly Scope[];
}

/**
 * Health of a region, for Route 53: its load balancer answers, and no other region has turned traffic away from it. Turning
 * away is a metric that the region which takes over publishes at home, so nothing of the lost region is needed, nor a change
 * of Route 53. It holds until it is taken back: without data the alarm keeps its state, and the check the last it knew.
 */
export function regionHealth(scope: Scope, { host, path, others }: RegionHealthArgs): $util.Output<string> {
  const { names, region } = scope;
  const check = (thing: string, args: aws.route53.HealthCheckArgs, dependsOn: aws.cloudwatch.MetricAlarm[]) =>
    new aws.route53.HealthCheck(
      scope.id(thing),
      { ...args, tags: { Name: names.edge(`${region.region}-${thing.toLowerCase()}`) } },
      scope.options({ dependsOn }),
    );
  const answers = check(
    "Answers",
    {
      type: "HTTPS",
      fqdn: host,
      port: 443,
      enableSni: true,
      resourcePath: path,
      requestInterval: 30,
      failureThreshold: 3,
    },
    [],
  );
  const notAway = others.map((other) => {
    const away = alarm(other, `AwayFrom${pascalCase(region.region)}`, {
      thing: `away-from-${region.region}`,
      description: `${other.region.region} has turned traffic away from ${region.region}. Expected in and after a failover; otherwise publish ${names.awayMetric} 0 there to let it back.`,
      namespace: names.metricNamespace,
      metricName: names.awayMetric,
      dimensions: { Platform: names.prefix, Region: region.region },
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      missing: "ignore",
      topicArn: alarmTopicArn(other),
    });
    return check(
      `KeptBy${pascalCase(other.region.region)}`,
      {
        type: "CLOUDWATCH_METRIC",
        cloudwatchAlarmName: away.name,
        cloudwatchAlarmRegion: other.region.region,
        insufficientDataHealthStatus: "LastKnownStatus",
      },
      [away],
    );
  });
  if (notAway.length === 0) return answers.id;
  return check(
    "Healthy",
    {
      type: "CALCULATED",
      childHealthchecks: [answers, ...notAway].map(({ id }) => id),
      childHealthThreshold: notAway.length + 1,
    },
    [],
  ).id;
}
