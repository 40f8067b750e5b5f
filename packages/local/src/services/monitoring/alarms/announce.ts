import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type { World } from "../../../world/world.ts";
import { dimensionsOf } from "../metrics/store.ts";
import type { AlarmState, AnyAlarm } from "./alarm.ts";
import { snsMessage, subject } from "./message.ts";
import type { Alarms } from "./registry.ts";
import { timestamp } from "./timestamp.ts";

/** Tells of a change of state: the event on the default bus, and the actions of the new state if they are enabled. */
export function announce(world: World, alarms: Alarms, alarm: AnyAlarm, previous: AlarmState): void {
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
        ? remembered(world, alarms, alarm, action, snsMessage(world.account, alarm, previous), (message) =>
            notify(world, alarm, action, message),
          )
        : remembered(world, alarms, alarm, action, payloadOf(world, alarm, detail), (payload) =>
            invoke(world, alarm, action, payload),
          ),
    );
}

/** Takes an action and writes into the alarm's history how it went. */
async function remembered(
  world: World,
  alarms: Alarms,
  alarm: AnyAlarm,
  action: string,
  message: object,
  act: (text: string) => Promise<unknown>,
): Promise<void> {
  const record = (error: string | undefined): void =>
    alarms.record({ alarm, at: world.clock.now(), happened: { kind: "Action", action, message, error } });
  try {
    await act(JSON.stringify(message));
    record(undefined);
  } catch (error) {
    record(error instanceof Error ? error.message : `${error}`);
    throw error;
  }
}

function actionsFor({ input, state }: AnyAlarm): readonly string[] {
  if (state.value === "ALARM") return input.AlarmActions ?? [];
  return (state.value === "OK" ? input.OKActions : input.InsufficientDataActions) ?? [];
}

function notify(world: World, alarm: AnyAlarm, topic: string, message: string): Promise<unknown> {
  return world.call(
    "sns",
    "Publish",
    { TopicArn: topic, Subject: subject(alarm), Message: message },
    { region: alarm.region, principal: { kind: "service", name: "cloudwatch.amazonaws.com" } },
  );
}

const payloadOf = (world: World, alarm: AnyAlarm, detail: object): object => ({
  source: "aws.cloudwatch",
  alarmArn: alarm.arn,
  accountId: world.account,
  time: timestamp(alarm.state.updated),
  region: alarm.region,
  alarmData: detail,
});

function invoke(world: World, alarm: AnyAlarm, fn: string, payload: string): Promise<unknown> {
  return world.call(
    "lambda",
    "Invoke",
    { FunctionName: fn, InvocationType: "Event", Payload: new TextEncoder().encode(payload) },
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

function configurationOf(alarm: AnyAlarm) {
  const { AlarmDescription: description } = alarm.input;
  return {
    ...(description !== undefined && { description }),
    ...(alarm.kind === "metric"
      ? { metrics: alarm.queries.map(queryOf) }
      : { alarmRule: alarm.input.AlarmRule }),
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
