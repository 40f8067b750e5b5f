import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Booted, boot } from "@signalbox/local/boot";
import type { Input, OperationName, Output } from "@signalbox/local/services/service";
import { openStore } from "@signalbox/local/store/store";
import { virtualClock } from "@signalbox/local/world/clock";
import { afterAll, beforeAll, expect, test } from "vitest";

type Name =
  | "dynamodb"
  | "ecr"
  | "ecs"
  | "elasticloadbalancing"
  | "events"
  | "monitoring"
  | "sns"
  | "states"
  | "application-autoscaling";

const directory = mkdtempSync(join(tmpdir(), "signalbox-restore-"));
const region = "us-east-1";
const caller = { region, principal: { kind: "person" } } as const;
afterAll(() => rmSync(directory, { recursive: true }));

/** Boots on the directory's state in virtual time, does `work`, and stops. */
async function onStore<T>(
  start: number,
  work: (booted: Booted, clock: ReturnType<typeof virtualClock>) => Promise<T>,
): Promise<T> {
  const clock = virtualClock(start);
  const store = openStore(directory);
  const done = await clock.run(
    (async () => {
      const booted = await boot({ clock, port: 0, seed: 1, requestsPerSecond: 1, policy: {}, store });
      const result = await work(booted, clock);
      await booted.stop();
      return result;
    })(),
  );
  store.close();
  return done;
}

const first = Date.UTC(2026, 0, 1);
const second = first + 3_600_000;

/** What a person reads of everything, before and after. */
async function look({ world, platform }: Booted) {
  const call = <S extends Name, Op extends OperationName<S>>(
    service: S,
    operation: Op,
    input: Input<S, Op>,
  ): Promise<Output<S, Op>> => world.call(service, operation, input, caller);
  const group = platform.groups[0];
  if (group?.strategy !== "canary") throw new Error("the laptop's first group is a canary");
  const [service] = group.services;
  const side = service?.sides.blue;
  const { taskArns } = await call("ecs", "ListTasks", { cluster: group.cluster });
  const machine = `arn:aws:states:${region}:${world.account}:stateMachine:mine`;
  return {
    platform,
    items: (await call("dynamodb", "Scan", { TableName: platform.ledgerTable })).Items,
    table: (await call("dynamodb", "DescribeTable", { TableName: platform.ledgerTable })).Table,
    images: await call("ecr", "DescribeImages", { repositoryName: group.repository }),
    targets: (await call("application-autoscaling", "DescribeScalableTargets", { ServiceNamespace: "ecs" }))
      .ScalableTargets,
    services: (
      await call("ecs", "DescribeServices", { cluster: group.cluster, services: [side?.service ?? ""] })
    ).services?.map(({ serviceArn, desiredCount, runningCount, taskDefinition }) => ({
      serviceArn,
      desiredCount,
      runningCount,
      taskDefinition,
    })),
    taskArns: taskArns?.toSorted(),
    rules: (await call("elasticloadbalancing", "DescribeRules", { RuleArns: service?.listenerRuleArns }))
      .Rules,
    health: (
      await call("elasticloadbalancing", "DescribeTargetHealth", { TargetGroupArn: side?.targetGroupArn })
    ).TargetHealthDescriptions,
    alarms: (await call("monitoring", "DescribeAlarms", {})).MetricAlarms?.map(
      ({ AlarmName, StateValue, StateReason }) => ({ AlarmName, StateValue, StateReason }),
    ),
    metric: (
      await call("monitoring", "GetMetricStatistics", {
        Namespace: "Mine",
        MetricName: "Seconds",
        StartTime: new Date(first),
        EndTime: new Date(second),
        Period: 60,
        ExtendedStatistics: ["p50"],
        Statistics: ["Sum"],
      })
    ).Datapoints,
    patterns: (await call("events", "ListRules", {})).Rules,
    eventTargets: (await call("events", "ListTargetsByRule", { Rule: "mine" })).Targets,
    topics: await call("sns", "ListTopics", {}),
    machine: await call("states", "DescribeStateMachine", { stateMachineArn: machine }),
    versions: await call("states", "ListStateMachineVersions", { stateMachineArn: machine }),
    aliases: await call("states", "ListStateMachineAliases", { stateMachineArn: machine }),
    history: (
      await call("states", "GetExecutionHistory", {
        executionArn: `${machine.replace(":stateMachine:", ":execution:")}:done`,
      })
    ).events,
  };
}

async function fill({ world, platform }: Booted): Promise<void> {
  const table = platform.ledgerTable;
  const Item = {
    pk: { S: "a" },
    sk: { S: "b" },
    blob: { B: Buffer.from([0, 255]) },
    set: { NS: ["1", "2.5"] },
    deep: { M: { list: { L: [{ NULL: true as const }, { BOOL: false }] } } },
  };
  await world.call("dynamodb", "PutItem", { TableName: table, Item }, caller);
  await world.call("events", "PutRule", { Name: "mine", EventPattern: '{"source":["mine"]}' }, caller);
  await world.call(
    "events",
    "PutTargets",
    {
      Rule: "mine",
      Targets: [
        { Id: "t", Arn: `arn:aws:lambda:${region}:${world.account}:function:f`, InputPath: "$.detail" },
      ],
    },
    caller,
  );
  await world.call("sns", "CreateTopic", { Name: "mine", Tags: [{ Key: "k", Value: "v" }] }, caller);
  const [alarm = ""] = platform.groups[0]?.policy.alarms ?? [];
  await world.call(
    "monitoring",
    "SetAlarmState",
    { AlarmName: alarm, StateValue: "ALARM", StateReason: "a test" },
    caller,
  );
  await world.call(
    "monitoring",
    "PutMetricData",
    { Namespace: "Mine", MetricData: [{ MetricName: "Seconds", Values: [1, 2, 3], Counts: [1, 5, 1] }] },
    caller,
  );
  const definition = JSON.stringify({
    QueryLanguage: "JSONata",
    StartAt: "A",
    States: { A: { Type: "Wait", Seconds: "{% $states.input.seconds %}", End: true } },
  });
  const made = await world.call(
    "states",
    "CreateStateMachine",
    {
      name: "mine",
      definition,
      roleArn: `arn:aws:iam::${world.account}:role/mine`,
      publish: true,
      tags: [{ key: "k", value: "v" }],
    },
    caller,
  );
  const { stateMachineArn, stateMachineVersionArn } = made;
  await world.call(
    "states",
    "CreateStateMachineAlias",
    { name: "live", routingConfiguration: [{ stateMachineVersionArn, weight: 100 }] },
    caller,
  );
  await world.call(
    "states",
    "StartExecution",
    { stateMachineArn, name: "done", input: '{"seconds":1}' },
    caller,
  );
  await world.call(
    "states",
    "StartExecution",
    { stateMachineArn, name: "waits", input: '{"seconds":7200}' },
    caller,
  );
}

let before: Awaited<ReturnType<typeof look>>;
beforeAll(async () => {
  before = await onStore(first, async (booted, clock) => {
    await fill(booted);
    // The alarm has a say again after a minute; until then it stays where it was put.
    await clock.sleep(3_000);
    return await look(booted);
  });
});

test("what a person reads of each service is the same after a restart", async () => {
  const after = await onStore(second, look);
  expect(after.taskArns).toHaveLength(4);
  const { alarms: alarmsBefore, ...rest } = before;
  const { alarms, ...restAfter } = after;
  expect(restAfter).toEqual(rest);
  for (const [what, read] of Object.entries(after))
    expect({ what, read }).not.toEqual({ what, read: undefined });
  expect(after.metric).toMatchObject([{ Sum: 14, ExtendedStatistics: { p50: expect.closeTo(2, 1) } }]);
  expect(alarms?.map(({ AlarmName }) => AlarmName)).toEqual(alarmsBefore?.map(({ AlarmName }) => AlarmName));
});

test("a Wait that was cut off ends at its time, in the history that it began", async () => {
  const history = await onStore(second + 3_000_000, async ({ world }, clock) => {
    const executionArn = `arn:aws:states:${region}:${world.account}:execution:mine:waits`;
    for (;;) {
      const { status } = await world.call("states", "DescribeExecution", { executionArn }, caller);
      if (status !== "RUNNING") break;
      await clock.sleep(1_000);
    }
    return (await world.call("states", "GetExecutionHistory", { executionArn }, caller)).events ?? [];
  });
  expect(history.map(({ type }) => type)).toEqual([
    "ExecutionStarted",
    "WaitStateEntered",
    "WaitStateExited",
    "ExecutionSucceeded",
  ]);
  const [, entered, exited] = history.map(({ timestamp }) => timestamp?.getTime() ?? 0);
  expect((exited ?? 0) - (entered ?? 0)).toBe(7_200_000);
});

test("a second process is refused the state that one has open", () => {
  const store = openStore(directory);
  expect(() => openStore(directory)).toThrow("does another local cloud run on it?");
  store.close();
});
