/// <reference path="../.sst/platform/config.d.ts" />
import { logGroup } from "../infra/log-group";
import { otherRegions, type Scope } from "../infra/scope";
import { regionCut, replicationPaused } from "./chaos/between-regions";
import { stopAlarm } from "./chaos/stop-alarm";
import { taskFaults } from "./chaos/task-faults";
import { zoneLoss } from "./chaos/zone-loss";
import type { Data, Edge, Identity, Network, Observability } from "./layers";

/** What drills break, in one region, and what they need to know to break it. */
export interface Place {
  readonly scope: Scope;
  readonly network: Network;
  readonly stopAlarmArn: $util.Output<string>;
  readonly logGroupArn: $util.Output<string>;
}

/** Experiments for drills in one region; none with `features.chaos` off. */
export function chaos(
  scope: Scope,
  built: {
    readonly network: Network;
    readonly identity: Identity;
    readonly data: Data;
    readonly edge: Edge;
    readonly observability: Observability;
  },
): void {
  if (!scope.config.features.chaos) return;
  const { network, identity, data, edge, observability } = built;
  const logs = logGroup(scope, "ChaosLogs", { name: scope.names.chaosLogs, keyArn: identity.keyArn });
  const place: Place = {
    scope,
    network,
    stopAlarmArn: stopAlarm(scope, edge.balancerDimension, observability.alarmTopicArn).arn,
    logGroupArn: logs.arn,
  };
  const others = otherRegions(scope);
  taskFaults(place);
  zoneLoss(place);
  if (others.length === 0) return;
  regionCut(place, others);
  // Nothing of AWS pauses the replication of EFS; a drill cuts the region instead.
  if (data.files.kind === "s3") replicationPaused(place, data.files.bucketArn, others);
}
