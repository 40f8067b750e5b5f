import type { Resource } from "../../synth/graph.ts";
import { bare, changesOf, invokedBy, labelOf } from "./changes.ts";
import { flowchart } from "./flowchart.ts";
import { at, listOf, type Region, textOf } from "./region.ts";

/** What starts machines and functions of a region by itself, what is told whom, and what each of them may change. */
export function eventsDiagram(region: Region): string {
  const chart = flowchart("LR");
  const byArn = new Map(
    region.of("StateMachine", "Function", "LogGroup", "Topic").map((one) => [textOf(one, "arn"), one]),
  );
  // A machine and the Lambda of its steps are one box: each has one, and nothing else invokes it.
  const machineOf = new Map(
    region
      .of("StateMachine")
      .flatMap((machine) =>
        [...invokedBy(region, machine)].map((lambda) => [bare(lambda), textOf(machine, "arn")] as const),
      ),
  );
  const draw = (arn: string): string | undefined => {
    const resource = byArn.get(machineOf.get(bare(arn)) ?? arn) ?? byArn.get(bare(arn));
    if (resource === undefined) return undefined;
    chart.node(resource.urn, [...labelOf(resource), ...changesOf(region, resource)]);
    return resource.urn;
  };
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
  for (const schedule of region.of("Schedule", "SecretRotation")) {
    const to = draw(textOf(schedule, "target.arn") || textOf(schedule, "rotationLambdaArn"));
    chart.node(
      schedule.urn,
      [
        schedule.type.endsWith(":Schedule") ? "schedule" : "rotation of a secret",
        textOf(schedule, "scheduleExpression") || textOf(schedule, "rotationRules.scheduleExpression"),
      ].filter((line) => line !== ""),
    );
    if (to !== undefined) chart.arrow(schedule.urn, to);
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
