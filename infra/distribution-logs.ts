/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

export interface DistributionLogsArgs {
  readonly distributionArn: $util.Input<string>;
  readonly logs: { readonly bucket: aws.s3.Bucket; readonly policy: aws.s3.BucketPolicy };
}

/** Access logs of a distribution as Parquet in a bucket, by CloudWatch's log delivery, which wants us-east-1. */
export function distributionLogs(scope: Scope, { distributionArn, logs }: DistributionLogsArgs) {
  const name = scope.names.edge("cloudfront");
  const source = new aws.cloudwatch.LogDeliverySource(
    scope.id("DistributionLogSource"),
    { name, logType: "ACCESS_LOGS", resourceArn: distributionArn },
    scope.options(),
  );
  const destination = new aws.cloudwatch.LogDeliveryDestination(
    scope.id("DistributionLogDestination"),
    {
      name,
      outputFormat: "parquet",
      deliveryDestinationConfiguration: { destinationResourceArn: logs.bucket.arn },
    },
    scope.options({ dependsOn: [logs.policy] }),
  );
  new aws.cloudwatch.LogDelivery(
    scope.id("DistributionLogDelivery"),
    { deliverySourceName: source.name, deliveryDestinationArn: destination.arn },
    scope.options(),
  );
}
