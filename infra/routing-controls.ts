/// <reference path="../.sst/platform/config.d.ts" />
import type { Routing } from "@signalbox/core/platform/failover-places";
import { pascalCase, type Scope } from "./scope";

/**
 * ARC routing controls: a switch for each region, thrown over five endpoints of which any one suffices, and a rule that
 * refuses to switch the last region off. All are off when they are made, which Route 53 reads as: answer with the primary.
 * Returns health checks by region, and what a failover has to know of the switches: their configuration's API stands in us-west-2 alone,
 * https://docs.aws.amazon.com/r53recovery/latest/dg/introduction-regions-routing.html
 */
export function routingControls(
  scope: Scope,
  regions: readonly string[],
): {
  readonly checks: ReadonlyMap<string, $util.Output<string>>;
  readonly routing: $util.Output<Routing>;
} {
  const { names } = scope;
  const cluster = new aws.route53recoverycontrol.Cluster(
    scope.id("RoutingCluster"),
    { name: names.prefix },
    scope.options(),
  );
  const panel = new aws.route53recoverycontrol.ControlPanel(
    scope.id("RoutingPanel"),
    { name: names.prefix, clusterArn: cluster.arn },
    scope.options(),
  );
  const controls = regions.map((region) => ({
    region,
    control: new aws.route53recoverycontrol.RoutingControl(
      scope.id(`Routing${pascalCase(region)}`),
      { name: names.edge(region), clusterArn: cluster.arn, controlPanelArn: panel.arn },
      scope.options(),
    ),
  }));
  new aws.route53recoverycontrol.SafetyRule(
    scope.id("RoutingRule"),
    {
      name: names.edge("one-region-at-least"),
      controlPanelArn: panel.arn,
      assertedControls: controls.map(({ control }) => control.arn),
      ruleConfig: { type: "ATLEAST", threshold: 1, inverted: false },
      waitPeriodMs: 5000,
    },
    scope.options(),
  );
  const checks = new Map(
    controls.map(({ region, control }) => [
      region,
      new aws.route53.HealthCheck(
        scope.id(`Routed${pascalCase(region)}`),
        {
          type: "RECOVERY_CONTROL",
          routingControlArn: control.arn,
          tags: { Name: names.edge(`${region}-routed`) },
        },
        scope.options(),
      ).id,
    ]),
  );
  const routing = $util
    .all([cluster.clusterEndpoints, controls.map(({ control }) => control.arn)])
    .apply(([endpoints, arns]) => ({
      endpoints: endpoints.map(({ region = "", endpoint = "" }) => ({ region, url: endpoint })),
      controls: Object.fromEntries(regions.map((region, index) => [region, arns[index] ?? ""])),
    }));
  return { checks, routing };
}
