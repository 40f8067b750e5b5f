/// <reference path="../.sst/platform/config.d.ts" />
import { inRegions } from "@signalbox/core/workflow/where";
import { functions, workflows } from "@signalbox/functions/registry";
import { compositeAlarm } from "../infra/composite-alarm";
import type { Scope } from "../infra/scope";
import { slackChannel } from "../infra/slack-channel";
import { stoppedTasks } from "../infra/stopped-tasks";
import { trail } from "../infra/trail";
import type { Compute, Edge, Identity, Observability } from "./layers";
import { backupAlarm } from "./observability/backup-alarm";
import { balancerAlarms } from "./observability/balancer-alarms";
import { dashboards } from "./observability/dashboards";
import { grafana } from "./observability/grafana";
import { inferenceAlarms } from "./observability/inference-alarms";
import { objectiveAlarms } from "./observability/objectives";
import { probe } from "./observability/probe";
import { regionDownAlarms } from "./observability/region-down-alarms";
import { serviceAlarms } from "./observability/service-alarms";
import { storeAlarms } from "./observability/store-alarms";
import { topics } from "./observability/topics";
import { verificationAlarms } from "./observability/verification-alarms";
import { workflowAlarms } from "./observability/workflow-alarms";

export interface ObservabilityArgs {
  readonly identities: readonly Identity[];
  readonly edges: readonly Edge[];
  readonly computes: readonly Compute[];
}

/** Topics, alarms, dashboards, probes and the trail of every region, in the order of the scopes. */
export function observability(
  scopes: readonly Scope[],
  { identities, edges, computes }: ObservabilityArgs,
): Observability[] {
  const watched = scopes.map((scope, index): Observability => {
    const [identity, edge, compute] = [identities[index], edges[index], computes[index]];
    if (!identity || !edge || !compute)
      throw new Error(`${scope.region.region} lacks a layer before observability`);
    return watch(scope, identity, edge, compute);
  });
  const [primary] = scopes;
  const [identity] = identities;
  if (primary && identity) {
    const { notifications, observability } = primary.config;
    if (notifications.slack)
      slackChannel(primary, {
        ...notifications.slack,
        topicArns: watched.flatMap(({ alarmTopicArn, reportTopicArn }) => [alarmTopicArn, reportTopicArn]),
      });
    if (observability.trail) trail(primary, identity.keyArn);
    if (observability.grafana === "managed") grafana(primary);
  }
  return watched;
}

function watch(scope: Scope, identity: Identity, edge: Edge, compute: Compute): Observability {
  const { keyArn } = identity;
  const told = topics(scope, keyArn);
  const crashes = stoppedTasks(scope, { clusterArn: compute.clusterArn, keyArn });
  const objectives = objectiveAlarms(scope, told, edge.balancerDimension);
  const probed = probe(scope, told, identity);
  const others = [
    ...balancerAlarms(scope, told, edge),
    ...storeAlarms(scope, told),
    ...serviceAlarms(scope, told, compute, crashes),
    ...inferenceAlarms(scope, told, compute),
    ...workflowAlarms(scope, told, {
      workflows: inRegions(workflows, scope.config.regions.length),
      functions: inRegions(functions, scope.config.regions.length),
    }),
    ...verificationAlarms(scope, told),
    ...backupAlarm(scope, told),
  ];
  const region = compositeAlarm(scope, "RegionUnwell", {
    thing: "region-unwell",
    description: `Users of ${scope.region.region} notice: an objective is broken, or the synthetic user could not log in or chat. The dashboard platform says what; if it is the region itself, the dashboard recovery says what a failover would lose.`,
    of: [...objectives, ...probed],
    when: "any",
    topicArn: told.alarms,
  });
  dashboards(scope, {
    edge,
    compute,
    alarmArns: [region, ...regionDownAlarms(scope, told), ...objectives, ...probed, ...others].map(
      ({ arn }) => arn,
    ),
  });
  return { alarmTopicArn: told.alarms, reportTopicArn: told.reports };
}
