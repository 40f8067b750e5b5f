import type { Resource } from "../../synth/graph.ts";
import { flowchart } from "./flowchart.ts";
import { at, listOf, localName, type Region, textOf } from "./region.ts";

/** What starts a machine or a function in a region, what is told whom, and what each of them may change. */
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
  // What a person or another machine starts.
  for (const one of region.of("StateMachine", "Function"))
    if (changesOf(region, one).length > 0) draw(textOf(one, "arn"));
  return chart.text();
}

const kinds: Readonly<Record<string, string>> = {
  StateMachine: "state machine with its Lambda",
  Function: "Lambda",
  Topic: "topic",
};

/** The ARN of a log group or a function's versions without the star at its end. */
const bare = (arn: string): string => arn.replace(/:\*$/, "");

const labelOf = (resource: Resource): string[] => {
  const [, kind] = Object.entries(kinds).find(([type]) => resource.type.endsWith(`:${type}`)) ?? [];
  return [kind ?? "log", localName(resource)];
};

function patternOf(rule: Resource): string[] {
  const schedule = textOf(rule, "scheduleExpression");
  if (schedule !== "") return ["schedule", schedule];
  const pattern: unknown = JSON.parse(textOf(rule, "eventPattern"));
  const kind = at(pattern, "detail-type");
  return ["event rule", ...(Array.isArray(kind) ? kind.map(String) : [])];
}

interface Grant {
  readonly action: string;
  readonly resource: string;
}

function grantsOf(region: Region, roleArn: string): Grant[] {
  const role = region.of("Role").find((one) => textOf(one, "arn") === roleArn);
  return (role === undefined ? [] : listOf(role, "inlinePolicies")).flatMap((inline) => {
    const policy: unknown = JSON.parse(String(at(inline, "policy")));
    const statements = at(policy, "Statement");
    return (Array.isArray(statements) ? statements : []).flatMap((statement) =>
      [at(statement, "Action")]
        .flat()
        .flatMap((action) =>
          [at(statement, "Resource")]
            .flat()
            .map((resource) => ({ action: String(action), resource: String(resource) })),
        ),
    );
  });
}

const invokedBy = (region: Region, machine: Resource): Set<string> =>
  new Set(
    grantsOf(region, textOf(machine, "roleArn"))
      .filter(({ action }) => action === "lambda:InvokeFunction")
      .map(({ resource }) => resource),
  );

/** What every Lambda writes: its log, its traces, its dead letters. */
const everybodys = ["logs", "xray", "kms", "ec2", "sqs"];
const reads = /^(Describe|Get|List|BatchGet|Query|Scan|Head)/;

/** What a Lambda may change, or the Lambda of a machine's steps: a line for each service of AWS. */
function changesOf(region: Region, resource: Resource): string[] {
  const invoked = invokedBy(region, resource);
  const roles = resource.type.endsWith(":Function")
    ? [textOf(resource, "role")]
    : region
        .of("Function")
        .filter((lambda) => resource.type.endsWith(":StateMachine") && invoked.has(textOf(lambda, "arn")))
        .map((lambda) => textOf(lambda, "role"));
  const actions = new Set(roles.flatMap((role) => grantsOf(region, role)).map(({ action }) => action));
  const changing = [...actions]
    .map((action) => action.split(":"))
    .filter(([service = "", name = ""]) => !everybodys.includes(service) && !reads.test(name));
  return [...Map.groupBy(changing, ([service = ""]) => service)].map(
    ([service, of]) => `${service}: ${of.map(([, name]) => name).join(", ")}`,
  );
}
