import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { World } from "../../../world/world.ts";
import { dimensionsOf } from "../metrics/store.ts";
import type { Alarm, AlarmState } from "./alarm.ts";
import { snsMessage, subject } from "./message.ts";
import { timestamp } from "./timestamp.ts";

/** Tells of a change of state: the event on the default bus, and the actions of the new state if they are enabled. */
export function announce(world: World, alarm: Alarm, previous: AlarmState): void {
  const { region, arn, state } = alarm;
  const detail = {
    alarmName: alarm.name,
    configuration: configurationOf(alarm),
    previousState: stateOf(previous),
    state: stateOf(state),
  };
  world.events.publish({
    version: "0",
    id: world.random.uuid(),
    "detail-type": "CloudWatch Alarm State Change",
    source: "aws.cloudwatch",
    account: world.account,
    time: `${new Date(state.updated).toISOString().slice(0, 19)}Z`,
    region,
    resources: [arn],
    detail,
  });
  if (!alarm.actionsEnabled) return;
  for (const action of actionsFor(alarm))
    world.background(`alarm ${alarm.name} to ${action}`, () =>
      action.startsWith("arn:aws:sns:")
        ? notify(world, alarm, previous, action)
        : invoke(world, alarm, detail, action),
    );
}

function actionsFor({ input, state }: Alarm): readonly string[] {
  if (state.value === "ALARM") return input.AlarmActions ?? [];
  return (state.value === "OK" ? input.OKActions : input.InsufficientDataActions) ?? [];
}

async function notify(world: World, alarm: Alarm, previous: AlarmState, topic: string): Promise<void> {
  await world.call(
    "sns",
    "Publish",
    { TopicArn: topic, Subject: subject(alarm), Message: snsMessage(world.account, alarm, previous) },
    { region: alarm.region, principal: { kind: "service", name: "cloudwatch.amazonaws.com" } },
  );
}

async function invoke(world: World, alarm: Alarm, detail: object, fn: string): Promise<void> {
  const payload = {
    source: "aws.cloudwatch",
    alarmArn: alarm.arn,
    accountId: world.account,
    time: timestamp(alarm.state.updated),
    region: alarm.region,
    alarmData: detail,
  };
  await world.call(
    "lambda",
    "Invoke",
    {
      FunctionName: fn,
      InvocationType: "Event",
      Payload: new TextEncoder().encode(JSON.stringify(payload)),
    },
    {
      region: alarm.region,
      principal: { kind: "service", name: "lambda.alarms.cloudwatch.amazonaws.com" },
    },
  );
}

function stateOf({ value, reason, reasonData, updated }: AlarmState) {
  return {
    value,
    reason,
    ...(reasonData !== undefined && { reasonData }),
    timestamp: timestamp(updated),
  };
}

function configurationOf({ input, queries }: Alarm) {
  return {
    ...(input.AlarmDescription !== undefined && { description: input.AlarmDescription }),
    metrics: queries.map(queryOf),
  };
}

function queryOf({ Id, MetricStat, Expression, Label, ReturnData = true }: MetricDataQuery) {
  return {
    id: Id,
    ...(MetricStat && {
      metricStat: {
        metric: {
          dimensions: dimensionsOf(MetricStat.Metric?.Dimensions),
          name: MetricStat.Metric?.MetricName,
          namespace: MetricStat.Metric?.Namespace,
        },
        period: MetricStat.Period,
        stat: MetricStat.Stat,
        ...(MetricStat.Unit && { unit: MetricStat.Unit }),
      },
    }),
    ...(Expression !== undefined && { expression: Expression }),
    ...(Label !== undefined && { label: Label }),
    returnData: ReturnData,
  };
}
