import type { InfraPromise } from "../promise.ts";
import { ofType, valueIn, wrong } from "../view/resources.ts";
import { at, listOf, recordOf } from "../view/values.ts";

/** Dimensions whose value is a resource's: the type, and what of it. */
const dimensions: Readonly<Record<string, readonly [type: string, key: string]>> = {
  LoadBalancer: ["aws:lb/loadBalancer:LoadBalancer", "arnSuffix"],
  TargetGroup: ["aws:lb/targetGroup:TargetGroup", "arnSuffix"],
  ClusterName: ["aws:ecs/cluster:Cluster", "name"],
  ServiceName: ["aws:ecs/service:Service", "name"],
  DBClusterIdentifier: ["aws:rds/cluster:Cluster", "clusterIdentifier"],
  QueueName: ["aws:sqs/queue:Queue", "name"],
  FunctionName: ["aws:lambda/function:Function", "name"],
  StateMachineArn: ["aws:sfn/stateMachine:StateMachine", "arn"],
  TableName: ["aws:dynamodb/table:Table", "name"],
  HealthCheckId: ["aws:route53/healthCheck:HealthCheck", "id"],
  FileSystemId: ["aws:efs/fileSystem:FileSystem", "id"],
  ReplicationGroupId: ["aws:elasticache/replicationGroup:ReplicationGroup", "id"],
  DistributionId: ["aws:cloudfront/distribution:Distribution", "id"],
  CanaryName: ["aws:synthetics/canary:Canary", "name"],
};
/** CloudWatch keeps what is global in us-east-1; the resource's own region says where it was made from. */
const global = new Set(["HealthCheckId", "DistributionId"]);

export const alarmDimensions: InfraPromise = {
  name: "every alarm watches something that its region has",
  check: (graph) =>
    ofType(graph, "aws:cloudwatch/metricAlarm:MetricAlarm").flatMap((alarm) => {
      const watched = [
        recordOf(valueIn(alarm, "dimensions")),
        ...listOf(valueIn(alarm, "metricQueries")).map((query) => recordOf(at(query, "metric.dimensions"))),
      ];
      return watched.flatMap(Object.entries<unknown>).flatMap(([dimension, value]) => {
        const [type, key] = dimensions[dimension] ?? [];
        if (type === undefined || key === undefined) return [];
        const exists = ofType(graph, type).some(
          (one) =>
            (global.has(dimension) || one.region === alarm.region) &&
            (key === "id" ? one.id : valueIn(one, key)) === value,
        );
        return exists ? [] : [wrong(alarm, `watches ${dimension} ${value}, which ${alarm.region} has not`)];
      });
    }),
};
