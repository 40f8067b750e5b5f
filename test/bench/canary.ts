import { watchAlarms } from "@signalbox/cli/tours/alarm-watch";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import type { ReleasePolicy } from "@signalbox/core/release/policy";
import { type Booted, boot } from "@signalbox/local/boot";
import type { BehaviourName } from "@signalbox/local/images/behaviour";
import { imageManifest } from "@signalbox/local/images/manifest";
import { virtualClock } from "@signalbox/local/world/clock";
import type { Row } from "./row.ts";

const person = { kind: "person" } as const;
const groupName = "open-webui";
/** Requests per second: a tenth of it gives every bake far more than the hundred requests that a verdict needs. */
const quiet = 5;

/** A canary in virtual time: how long two hours take, and how long after an alarm the traffic is back. */
export async function benchCanary(): Promise<Row[]> {
  const bad = await play({ bakeSeconds: 300 }, "errors", 20);
  // Four bakes of 26 minutes, drain 5 and hold 10 minutes: two hours. Second, so that no import is measured.
  const long = await play({ bakeSeconds: 1_560, leastMinutes: 26 }, "good", quiet);
  if (long.status !== "SUCCEEDED") throw new Error(`the healthy release ended ${long.status}: ${long.cause}`);
  if (bad.backSeconds === undefined) throw new Error(`no alarm threw the bad release out: ${bad.cause}`);
  return [
    { name: "virtual canary, length", value: long.virtualSeconds / 3600, unit: "h", aim: ">= 2" },
    {
      name: `virtual canary with ${quiet} requests/s, real time that it took`,
      value: long.realSeconds,
      unit: "s",
      aim: "< 1",
    },
    {
      name: "alarm event to all traffic on stable, virtual time",
      value: bad.backSeconds,
      unit: "s",
      aim: "<= 5",
    },
    { name: "requests lost in both", value: long.lost + bad.lost, unit: "requests", aim: "0" },
  ];
}

interface Played {
  readonly status: string;
  readonly cause: string;
  readonly virtualSeconds: number;
  readonly realSeconds: number;
  readonly backSeconds: number | undefined;
  readonly lost: number;
}

async function play(
  policy: Partial<ReleasePolicy>,
  behaviour: BehaviourName,
  requestsPerSecond: number,
): Promise<Played> {
  const clock = virtualClock();
  return clock.run(
    (async () => {
      const booted = await boot({ clock, port: 0, seed: 1, requestsPerSecond, rehearsals: false, policy });
      booted.traffic.start();
      // The alarm's first minute and stable's numbers must be there before a release is judged.
      await clock.sleep(120_000);
      const result = await release(booted, behaviour);
      await booted.traffic.stop();
      const { lost } = booted.traffic.ledger.snapshot();
      await booted.stop();
      return { ...result, lost };
    })(),
  );
}

async function release({ world, platform }: Booted, behaviour: BehaviourName): Promise<Omit<Played, "lost">> {
  const { clock } = world;
  const { region, groups } = platform;
  const group = groups.find(({ name }) => name === groupName);
  if (group?.strategy !== "canary") throw new Error(`the platform has no canary ${groupName}`);
  const caller = { region, principal: person };
  const real = { now: () => performance.now(), sleep: clock.sleep };
  const alarms = watchAlarms(world, region, group, "blue", real);
  const [began, realBegan] = [clock.now(), performance.now()];
  const image = {
    repositoryName: group.repository,
    imageTag: "v0.11.1",
    imageManifest: imageManifest({ version: "v0.11.1", behaviour }),
  };
  await world.call("ecr", "PutImage", image, caller);
  const stateMachineArn = arns.stateMachine(platform, namesOf(platform).deployed("release"));
  for (;;) {
    await clock.sleep(10_000);
    const { executions = [] } = await world.call("states", "ListExecutions", { stateMachineArn }, caller);
    const executionArn = executions[0]?.executionArn;
    if (executionArn === undefined) continue;
    const { status = "", cause = "" } = await world.call(
      "states",
      "DescribeExecution",
      { executionArn },
      caller,
    );
    if (status === "RUNNING") continue;
    alarms.stop();
    return {
      status,
      cause,
      virtualSeconds: (clock.now() - began) / 1000,
      realSeconds: (performance.now() - realBegan) / 1000,
      backSeconds: alarms.wayBack()?.worldSeconds,
    };
  }
}
