import type { PutCompositeAlarmInput } from "@aws-sdk/client-cloudwatch";
import type { World } from "../../../../world/world.ts";
import { AwsError } from "../../../error.ts";
import { refuseUnsupported, unsupported } from "../../../supported.ts";
import { addTags } from "../../../tags.ts";
import type { CompositeAlarm } from "../alarm.ts";
import { actionsOf, initialState } from "../put-alarm.ts";
import type { Alarms } from "../registry.ts";
import { childrenOf, parseAlarmRule } from "./rule.ts";

const operation = "cloudwatch:PutCompositeAlarm";

/** Checks a composite alarm as it is put; one that is there already keeps its state and its tags. */
export function compositeOf(
  world: World,
  region: string,
  input: PutCompositeAlarmInput,
  alarms: Alarms,
): CompositeAlarm {
  refuseUnsupported(operation, input, [
    "AlarmName",
    "AlarmRule",
    "AlarmDescription",
    "ActionsEnabled",
    "OKActions",
    "AlarmActions",
    "InsufficientDataActions",
    "Tags",
  ]);
  const { AlarmName: name = "", AlarmRule: text = "" } = input;
  if (name === "") throw invalid("The parameter AlarmName is required.");
  const before = alarms.find(name);
  if (before?.kind === "metric") throw invalid(`An alarm on a metric has the name '${name}' already.`);
  for (const action of actionsOf(input))
    if (!/^arn:aws:(sns|lambda):/.test(action)) throw unsupported(operation, `the action ${action}`);
  const rule = parseAlarmRule(text);
  const children = childrenOf(rule).map(nameOf);
  if (children.includes(name)) throw invalid(`The rule of '${name}' names the alarm itself.`);
  const missing = children.filter((child) => !alarms.find(child));
  if (missing.length > 0)
    throw invalid(
      `Could not save the composite alarm as alarms [${missing.join(", ")}] in the alarm rule do not exist`,
    );
  const now = world.clock.now();
  return {
    kind: "composite",
    name,
    region,
    arn: `arn:aws:cloudwatch:${region}:${world.account}:alarm:${name}`,
    input,
    configured: now,
    tags: before?.tags ?? addTags(new Map(), input.Tags),
    actionsEnabled: input.ActionsEnabled ?? true,
    rule,
    children,
    state: before?.state ?? initialState(now),
  };
}

/** Of a name or an ARN. */
export const nameOf = (nameOrArn: string): string =>
  nameOrArn.startsWith("arn:") ? (nameOrArn.split(":alarm:")[1] ?? nameOrArn) : nameOrArn;

const invalid = (message: string): AwsError => new AwsError("ValidationError", message);
