import type { Resource } from "../../synth/graph.ts";
import { drawsDeployed } from "./deployed.ts";
import { flowchart } from "./flowchart.ts";
import { at, listOf, type Region, textOf } from "./region.ts";

/** Which events start machines and functions of a region, what is told whom, and what each of them may change. */
export function eventsDiagram(region: Region): string {
  const chart = flowchart("LR");
  const draw = drawsDeployed(region, chart);
  for (const rule of region.of("EventRule")) {
    const targets = region
      .of("EventTarget")
      .filter((target) => textOf(target, "rule") === textOf(rule, "name"));
    chart.node(rule.urn, patternOf(rule));
    for (const target of targets) {
      const to = draw(textOf(target, "arn"));
      if (to !== undefined)
        chart.arrow(rule.urn, to, textOf(target, "deadLetterConfig.arn") === "" ? "" : "else dead letters");
    }
  }
  const told = new Map<string, number>();
  for (const alarm of region.of("MetricAlarm", "CompositeAlarm"))
    for (const action of listOf(alarm, "alarmActions"))
      told.set(String(action), (told.get(String(action)) ?? 0) + 1);
  for (const [topic, count] of told) {
    const to = draw(topic);
    if (to === undefined) continue;
    chart.node("alarms", ["alarms"]);
    chart.arrow("alarms", to, `${count} of them`);
  }
  for (const subscription of region.of("TopicSubscription")) {
    const from = draw(textOf(subscription, "topic"));
    const protocol = textOf(subscription, "protocol");
    chart.node(protocol, [protocol]);
    if (from !== undefined) chart.arrow(from, protocol);
  }
  return chart.text();
}

function patternOf(rule: Resource): string[] {
  const schedule = textOf(rule, "scheduleExpression");
  if (schedule !== "") return ["schedule", schedule];
  const pattern: unknown = JSON.parse(textOf(rule, "eventPattern"));
  const kind = at(pattern, "detail-type");
  return ["event rule", ...(Array.isArray(kind) ? kind.map(String) : [])];
}
