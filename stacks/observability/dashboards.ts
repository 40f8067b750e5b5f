/// <reference path="../../.sst/platform/config.d.ts" />
import { classesOf } from "@signalbox/core/backup/classes";
import { inferenceDashboard } from "@signalbox/core/observability/inference-dashboard";
import { platformDashboard } from "@signalbox/core/observability/platform-dashboard";
import { recoveryDashboard } from "@signalbox/core/observability/recovery-dashboard";
import { releasesDashboard } from "@signalbox/core/observability/releases-dashboard";
import type { ServiceView, View } from "@signalbox/core/observability/view";
import { sides } from "@signalbox/core/platform/platform";
import { inRegions } from "@signalbox/core/workflow/where";
import { workflows } from "@signalbox/functions/registry";
import { cacheNodes } from "../../infra/cache";
import { otherRegions, pascalCase, type Scope } from "../../infra/scope";
import type { Compute, ComputeService, Edge } from "../layers";

const bodies = {
  platform: platformDashboard,
  releases: releasesDashboard,
  recovery: recoveryDashboard,
  inference: inferenceDashboard,
};

export interface DashboardsArgs {
  readonly edge: Edge;
  readonly compute: Compute;
  readonly alarmArns: readonly $util.Output<string>[];
}

/** Four dashboards of a region, each for one kind of question. */
export function dashboards(scope: Scope, args: DashboardsArgs) {
  const view = viewOf(scope, args);
  for (const [name, bodyOf] of Object.entries(bodies))
    new aws.cloudwatch.Dashboard(
      scope.id(`${pascalCase(name)}Dashboard`),
      {
        dashboardName: scope.names.dashboard(name, scope.region.region),
        dashboardBody: view.apply(bodyOf),
      },
      scope.options(),
    );
}

function viewOf(scope: Scope, { edge, compute, alarmArns }: DashboardsArgs): $util.Output<View> {
  const { account, config, names, region } = scope;
  const shown = $util.all(compute.services.map((service) => serviceView(scope, service)));
  // A widget of alarms takes a hundred.
  const alarmed = $util.all(alarmArns.slice(0, 100));
  return $util
    .all([account, edge.balancerDimension, edge.internal.balancerDimension, shown, alarmed])
    .apply(([id, balancer, internalBalancer, services, arns]) => ({
      account: id,
      balancer,
      internalBalancer,
      services,
      alarmArns: arns,
      region: region.region,
      cluster: names.cluster,
      database: names.database,
      cacheNodes: cacheNodes(scope),
      workflows: inRegions(workflows, config.regions.length).map(({ name }) => ({
        name,
        deployed: names.deployed(name),
      })),
      stoppedTaskLogs: names.eventLogs("stopped-tasks"),
      maxCapacity: config.data.database.maxCapacity,
      latencySeconds: config.objectives.latencySeconds,
      rpoMinutes: config.recovery.rpoMinutes,
      rtoMinutes: config.recovery.rtoMinutes,
      ...(region.role === "primary" && {
        backups: {
          classes: classesOf(config)
            .filter(({ kind }) => kind === "scheduled" || kind === "continuous")
            .map(({ id: of }) => of),
          ageMetric: names.pointAgeMetric,
          restoreTimeMetric: names.verifiedMetrics.restoreTime,
        },
      }),
      planned: Object.keys(config.inference.services).map((name) => ({
        name,
        most: config.services[name]?.scaling.max ?? 0,
      })),
      plannedMetrics: names.plannedMetrics,
      otherRegions: otherRegions(scope),
      prefix: names.prefix,
      metricNamespace: names.metricNamespace,
      awayMetric: names.awayMetric,
      probe: names.probe,
    }));
}

function serviceView(scope: Scope, service: ComputeService): $util.Output<ServiceView> {
  const { name, ecsServices, logGroup, balancer } = service;
  const inference = scope.config.services[name]?.route.kind === "internal-load-balancer";
  const plain = { name, inference, ecsServices: Object.values(ecsServices), logGroup };
  if (balancer === undefined) return $util.output({ ...plain, targetGroups: {} });
  const groups = sides.flatMap((side) => {
    const group = balancer.targetGroups[side];
    return group ? [group.dimension.apply((dimension) => [side, dimension] as const)] : [];
  });
  return $util.all([balancer.dimension, $util.all(groups)]).apply(([dimension, pairs]) => ({
    ...plain,
    balancer: dimension,
    targetGroups: Object.fromEntries(pairs),
  }));
}
