import { arns } from "@signalbox/core/platform/arns";
import type { Platform } from "@signalbox/core/platform/platform";
import { random } from "@signalbox/local/world/random";
import { answerWaits, keepReady } from "../simulation/failover/around.ts";
import { type Ground, names, onGround, person } from "../simulation/failover/ground.ts";
import { primary } from "../simulation/failover/stories.ts";
import { guardedTasks } from "../simulation/failover/tasks.ts";
import { Watch } from "../simulation/failover/watch.ts";
import { Writers } from "../simulation/failover/writers.ts";
import { underTest } from "./workflow.ts";

/** Three regions with users who write, and the one in which the workflow under test runs. */
export interface Regions extends Ground {
  /** Of that region. */
  readonly platform: Platform;
  readonly watch: Watch;
  readonly writers: Writers;
  /** When the primary was lost, or its move was asked for; in the clock's milliseconds. */
  incidentAt: number;
}

export const standby = "eu-west-1";
export const third = "ap-southeast-1";
export const minute = 60_000;
/** By which a region's alarm starts `failover` there. */
export const rule = names.deployed("failover-primary-region-down");

/** Boots them, with users, keepers and what is found ready; no alarm starts anything. `people` answer what they are asked anywhere. */
export async function onRegions(
  region: string,
  guards: NonNullable<Parameters<typeof onGround>[0]["guards"]>,
  scenario: (regions: Regions) => Promise<void>,
  people?: Parameters<typeof answerWaits>[1],
): Promise<void> {
  let watch = new Watch(() => 0);
  const watched: typeof guards = (clock) => {
    watch = new Watch(() => clock.now());
    return [watch.guard, ...guards(clock)];
  };
  const setting = { seed: 7, skewMs: {}, promotesQuickly: true, guards: watched };
  await onGround(setting, async (ground) => {
    const { world, platforms } = ground;
    const platform = platforms.get(region);
    if (!platform) throw new Error(`the platform has no part in ${region}`);
    const over = new AbortController();
    const writers = new Writers(ground, guardedTasks(ground, random(7).fork("tasks"), over.signal));
    await writers.prepare(primary, over.signal);
    world.background("writers", () => writers.write(over.signal));
    world.background("readiness", () => keepReady(ground, { unready: [] }, over.signal));
    if (people) world.background("people", () => answerWaits(ground, people, over.signal));
    for (const one of platforms.keys())
      await world.call("events", "DisableRule", { Name: rule }, person(one));
    await scenario({ ...ground, platform, watch, writers, incidentAt: 0 });
    over.abort();
  });
}

/** Users write for three minutes; then comes what the matrix is about. */
export async function settled(regions: Regions): Promise<void> {
  await regions.clock.sleep(3 * minute);
  regions.incidentAt = regions.clock.now();
}

/** Starts a workflow where it runs, or in another region; answers the execution's ARN. */
export async function start(
  { platform, world }: Regions,
  workflow: "failover" | "failback",
  input: object,
  { name = underTest, region = platform.region }: { readonly name?: string; readonly region?: string } = {},
): Promise<string> {
  const stateMachineArn = arns.stateMachine({ ...platform, region }, names.deployed(workflow));
  const asked = { stateMachineArn, name, input: JSON.stringify(input) };
  const { executionArn = "" } = await world.call("states", "StartExecution", asked, person(region));
  return executionArn;
}

/** What a person says about the wait of a run; answers whether it was waiting. */
export async function says(
  { platform, world }: Regions,
  action: "approve" | "retry" | "ungraceful",
  run = underTest,
): Promise<boolean> {
  const Payload = new TextEncoder().encode(JSON.stringify({ run, action, reason: "seen", by: "ada" }));
  const asked = { FunctionName: names.deployed("decide-failover"), Payload };
  const answer = await world.call("lambda", "Invoke", asked, person(platform.region)).catch(() => undefined);
  return answer !== undefined && answer.FunctionError === undefined;
}

/** The orchestrator dies: another execution goes on with what it has left. */
export async function kill({ platform, world }: Regions, workflow: "failover" | "failback"): Promise<void> {
  const executionArn = arns.execution(platform, names.deployed(workflow), underTest);
  await world.call("states", "StopExecution", { executionArn }, person(platform.region));
}

/** A region that was lost is there again, with what it had. */
export function comesBack({ cloud: { faults } }: Regions, region: string): void {
  for (const fault of faults.active())
    if (fault.kind === "region-dark" && fault.region === region) faults.remove(fault.id);
}

/** The alarm of a region comes in, and starts what it does there. */
export async function raisesAlarm({ clock, world }: Regions, region: string): Promise<void> {
  await world.call("events", "EnableRule", { Name: rule }, person(region));
  world.events.publish({
    version: "0",
    id: world.random.uuid(),
    account: world.account,
    source: "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm State Change",
    region,
    resources: [],
    detail: { alarmName: names.primaryDownAlarm, state: { value: "ALARM" } },
    time: new Date(clock.now()).toISOString(),
  });
  await clock.sleep(2_000);
}
