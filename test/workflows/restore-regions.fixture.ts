import { arns } from "@signalbox/core/platform/arns";
import type { Guard } from "@signalbox/local/gate/gate";
import { expect } from "vitest";
import {
  executed,
  home,
  keepReady,
  minute,
  names,
  personIn,
  runsIn,
  standby,
  type ThreeRegions,
  third,
} from "./failover.fixture.ts";

export async function begin(
  { world }: ThreeRegions,
  region: string,
  workflow: string,
  name: string,
  input: object,
) {
  const stateMachineArn = arns.stateMachine({ region, account: world.account }, names.deployed(workflow));
  const asked = { stateMachineArn, name, input: JSON.stringify(input) };
  return (await world.call("states", "StartExecution", asked, personIn(region))).executionArn ?? "";
}

export const said = async (regions: ThreeRegions, decider: string, input: object): Promise<void> => {
  const asked = { FunctionName: names.deployed(decider), Payload: Buffer.from(JSON.stringify(input)) };
  await regions.world.call("lambda", "Invoke", asked, personIn(home));
};

/** A backup, some minutes, and a moment that all of it can be restored to. */
export async function backedUp(regions: ThreeRegions): Promise<string> {
  const { clock } = regions;
  await clock.sleep(3 * minute);
  const input = { class: "database/daily", requestedBy: "ada" };
  const made = await begin(regions, home, "backup", "b1", input);
  expect(await executed(regions, home, made)).toMatchObject({ status: "SUCCEEDED" });
  await clock.sleep(3 * minute);
  const moment = new Date(clock.now() - minute).toISOString();
  await clock.sleep(6 * minute);
  return moment;
}

/** Nothing of what the region that writes says of itself comes to stand. */
export const speechless: Guard = async (call, next) =>
  call.operation === "PutItem" && JSON.stringify(call.input).includes("apart#") ? {} : await next(call);

/** Failovers of the other regions half an hour after home is lost, which it is after some minutes. */
export async function movesOnceHomeIsLost(regions: ThreeRegions, minutes: number): Promise<number> {
  keepReady(regions, standby, third);
  await regions.clock.sleep(minutes * minute);
  regions.cloud.faults.add({ kind: "region-dark", region: home });
  await regions.clock.sleep(30 * minute);
  return (await Promise.all([standby, third].map((region) => runsIn(regions, region)))).flat().length;
}
