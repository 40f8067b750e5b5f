import type { Resource } from "../../synth/graph.ts";
import { type Flowchart, flowchart } from "./flowchart.ts";
import { at, listOf, localName, type Region, textOf } from "./region.ts";

const shown = 3;

/** Listeners of a region's load balancers, their rules, and the target groups and ECS services behind these. */
export function listenersDiagram(region: Region): string {
  const chart = flowchart("LR");
  const rules = region.of("ListenerRule");
  for (const listener of region.of("Listener")) {
    const internal = textOf(listener, "loadBalancerArn").includes("internal");
    chart.node(listener.id, [
      `${internal ? "internal" : "public"} :${textOf(listener, "port")}`,
      textOf(listener, "protocol"),
    ]);
    const own = rules.filter((rule) => textOf(rule, "listenerArn") === textOf(listener, "arn"));
    for (const [service, of] of Map.groupBy(own, (rule) => serviceOf(region, rule))) {
      if (service === "") {
        chart.node("maintenance", ["maintenance page", "matches nothing until raised"]);
        chart.arrow(
          listener.id,
          "maintenance",
          `priority ${of.map((rule) => textOf(rule, "priority")).join()}`,
        );
        continue;
      }
      drawService(chart, region, service, of);
      for (const label of conditionsOf(of)) chart.arrow(listener.id, service, label);
    }
    const redirect = listOf(listener, "defaultActions").find((action) => at(action, "type") === "redirect");
    if (redirect !== undefined) {
      chart.node("redirect", ["301 to https"]);
      chart.arrow(listener.id, "redirect");
    }
  }
  for (const service of region.of("Service").filter((one) => listOf(one, "loadBalancers").length === 0))
    chart.node(service.id, [textOf(service, "name"), "by Service Connect alone"]);
  return chart.text();
}

/** The sides of a service with their weights, by the rule that has the most of them: one that tries a side has but that. */
function drawService(chart: Flowchart, region: Region, service: string, rules: readonly Resource[]): void {
  const [weighted = []] = rules.map(targetsOf).toSorted((one, two) => two.length - one.length);
  const sides = weighted.map(({ arn, weight }) => {
    const behind = region
      .of("Service")
      .find((one) => listOf(one, "loadBalancers").some((balancer) => at(balancer, "targetGroupArn") === arn));
    return `${behind ? textOf(behind, "name") : "nobody"} ${weight}`;
  });
  chart.node(service, sides);
}

interface Target {
  readonly arn: string;
  readonly weight: number;
}

function targetsOf(rule: Resource): Target[] {
  return listOf(rule, "actions").flatMap((action) => {
    const groups = at(action, "forward.targetGroups");
    return (Array.isArray(groups) ? groups : []).map((group) => ({
      arn: String(at(group, "arn")),
      weight: Number(at(group, "weight")),
    }));
  });
}

/** The name that the target group's resource begins with, without its side. */
function serviceOf(region: Region, rule: Resource): string {
  const [target] = targetsOf(rule);
  const group = region.of("TargetGroup").find((one) => textOf(one, "arn") === target?.arn);
  return group === undefined ? "" : localName(group).replace(/(Blue|Green)?Targets$/, "");
}

/** Of several rules the paths, the first few by name, and the header that some of them ask for. */
function conditionsOf(rules: readonly Resource[]): string[] {
  const headerOf = (rule: Resource) =>
    listOf(rule, "conditions")
      .map((condition) => at(condition, "httpHeader.httpHeaderName"))
      .find((name) => name !== undefined);
  const paths = rules
    .filter((rule) => headerOf(rule) === undefined)
    .flatMap((rule) =>
      listOf(rule, "conditions").flatMap((condition) => at(condition, "pathPattern.values") ?? []),
    )
    .map(String);
  const headers = new Set(rules.flatMap((rule) => headerOf(rule) ?? []));
  const more = paths.length > shown ? ` and ${paths.length - shown} more` : "";
  return [
    ...(paths.length > 0 ? [`${paths.slice(0, shown).join(" ")}${more}`] : []),
    ...[...headers].map((header) => `by ${header}`),
  ];
}
