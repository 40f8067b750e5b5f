import type { Resource } from "../../synth/graph.ts";
import { flowchart } from "./flowchart.ts";
import { at, listOf, localName, type Region, textOf } from "./region.ts";

const shown = 3;
/** Stands for rules that forward to nobody. */
const fixed = "fixed response";

/** Listeners of a region's load balancers, and the services behind their rules, both sides with their weights. */
export function listenersDiagram(region: Region): string {
  const chart = flowchart("LR");
  const rules = region.of("ListenerRule");
  for (const [service, of] of Map.groupBy(rules, (rule) => serviceOf(region, rule)))
    chart.node(
      service,
      service === fixed ? ["maintenance page", "matches nothing until raised"] : sidesOf(region, of),
    );
  for (const listener of region.of("Listener")) {
    const own = rules.filter((rule) => textOf(rule, "listenerArn") === textOf(listener, "arn"));
    const internal = textOf(listener, "loadBalancerArn").includes("internal");
    const headers = new Set(own.flatMap((rule) => headerOf(rule) ?? []));
    chart.node(listener.id, [
      `${internal ? "internal" : "public"} :${textOf(listener, "port")} ${textOf(listener, "protocol")}`,
      ...[...headers].map((header) => `a side by ${header}`),
    ]);
    for (const rule of own) chart.arrow(listener.id, serviceOf(region, rule));
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

/** What a service's rules forward to, and what they match, by those that ask for no header: the others try one side. */
function sidesOf(region: Region, rules: readonly Resource[]): string[] {
  const users = rules.filter((rule) => headerOf(rule) === undefined);
  const sides = users
    .slice(0, 1)
    .flatMap(targetsOf)
    .map(({ arn, weight }) => {
      const behind = region
        .of("Service")
        .find((one) =>
          listOf(one, "loadBalancers").some((balancer) => at(balancer, "targetGroupArn") === arn),
        );
      return `${behind ? textOf(behind, "name") : "nobody"} ${weight}`;
    });
  const paths = users.flatMap(pathsOf);
  const more = paths.length - shown;
  return [...sides, ...paths.slice(0, shown), ...(more > 0 ? [`and ${more} more`] : [])];
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
  return group === undefined ? fixed : localName(group).replace(/(Blue|Green)?Targets$/, "");
}

const headerOf = (rule: Resource): unknown =>
  listOf(rule, "conditions")
    .map((condition) => at(condition, "httpHeader.httpHeaderName"))
    .find((name) => name !== undefined);

const pathsOf = (rule: Resource): string[] =>
  listOf(rule, "conditions")
    .flatMap((condition) => at(condition, "pathPattern.values") ?? [])
    .map(String);
