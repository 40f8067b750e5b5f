/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

/** What CloudWatch Logs takes for retentionInDays, https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const retentions = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The shortest retention of CloudWatch Logs that keeps logs for at least so many days. */
export const retentionOf = (days: number): number => retentions.find((least) => least >= days) ?? 3653;

export interface LogGroupArgs {
  /** Name in CloudWatch Logs, from `scope.names`. */
  readonly name: $util.Input<string>;
  /** KMS key of the region; its policy lets CloudWatch Logs use it. */
  readonly keyArn: $util.Input<string>;
  /** Defaults to `observability.logDays` of the configuration. */
  readonly days?: number;
}

/** A log group, encrypted with our key, that forgets on time; kept on remove where data is permanent. */
export function logGroup(scope: Scope, thing: string, { name, keyArn, days }: LogGroupArgs) {
  return new aws.cloudwatch.LogGroup(
    scope.id(thing),
    { name, kmsKeyId: keyArn, retentionInDays: retentionOf(days ?? scope.config.observability.logDays) },
    scope.options({ retainOnDelete: scope.config.permanent }),
  );
}
