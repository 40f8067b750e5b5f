/// <reference path="../.sst/platform/config.d.ts" />
import { logGroup } from "../infra/log-group";
import type { Scope } from "../infra/scope";
import { regionCut, replicationPaused } from "./chaos/between-regions";
import { stopAlarm } from "./chaos/stop-alarm";
import { taskFaults } from "./chaos/task-faults";
import { zoneLoss } from "./chaos/zone-loss";
import type { Data, Edge, Identity, Network, Observability } from "./layers";

/** What drills break, in one region, and what they need to know to break it. */
export interface Place {
  readonly scope: Scope;
  readonly network: Network;
  readonly data: Data;
  readonly stopAlarmArn: $util.Output<string>;
  readonly logGroupArn: $util.Output<string>;
}

/** Experiments for drills, in every region; none with `features.chaos` off. */
export function chaos(
  scopes: readonly Scope[],
  built: {
    readonly networks: readonly Network[];
    readonly identities: readonly Identity[];
    readonly datas: readonly Data[];
    readonly edges: readonly Edge[];
    readonly observabilities: readonly Observability[];
  },
): void {
  for (const [index, scope] of scopes.entries()) {
    if (!scope.config.features.chaos) continue;
    const network = built.networks[index];
    const identity = built.identities[index];
    const data = built.datas[index];
    const edge = built.edges[index];
    const observability = built.observabilities[index];
    if (!network || !identity || !data || !edge || !observability)
      throw new Error(`${scope.region.region} lacks a layer before chaos`);
    const logs = logGroup(scope, "ChaosLogs", { name: scope.names.chaosLogs, keyArn: identity.keyArn });
    const place: Place = {
      scope,
      network,
      data,
      stopAlarmArn: stopAlarm(scope, edge.balancerDimension, observability.alarmTopicArn).arn,
      logGroupArn: logs.arn,
    };
    const others = scopes.filter((other) => other !== scope).map((other) => other.region.region);
    taskFaults(place);
    zoneLoss(place);
    if (others.length > 0) regionCut(place, others);
    // Nothing of AWS pauses the replication of EFS; a drill cuts the region instead.
    if (others.length > 0 && data.files.kind === "s3") replicationPaused(place, data.files.bucketArn, others);
  }
}
