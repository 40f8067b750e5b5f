import { Readiness } from "@signalbox/core/failover/readiness";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { arns } from "@signalbox/core/platform/arns";
import { expect, test } from "vitest";
import { type Laptop, names } from "./laptop.fixture.ts";
import { inRegion, onRegions } from "./regions.fixture.ts";

/** A database of RDS is there after so long at most, with its first lag. */
const databaseMs = 45 * 60_000;

/** Runs the workflow in a region; answers how it ended. */
async function look({ world, clock, platform }: Laptop, name: string) {
  const stateMachineArn = arns.stateMachine(platform, names.deployed("readiness"));
  const caller = inRegion(platform);
  const asked = { stateMachineArn, name, input: "{}" };
  const { executionArn = "" } = await world.call("states", "StartExecution", asked, caller);
  for (;;) {
    const { status, output } = await world.call("states", "DescribeExecution", { executionArn }, caller);
    if (status !== "RUNNING") return { status, output: JSON.parse(output ?? "null") };
    await clock.sleep(1_000);
  }
}

/** What stands in the region's ledger. */
async function written({ world, platform }: Laptop) {
  const Key = { pk: { S: ledgerKeys.failover }, sk: { S: ledgerKeys.readiness } };
  const asked = { TableName: platform.ledgerTable, Key };
  const { Item } = await world.call("dynamodb", "GetItem", asked, inRegion(platform));
  return Item && { ready: Item.ready?.BOOL, lacks: Item.lacks?.L?.map(({ S }) => S) };
}

test("a standby that lacks nothing is ready, and the region that writes is not looked at", async () => {
  await onRegions({}, async ({ primary, secondary }) => {
    await primary.clock.sleep(databaseMs);
    const { status, output } = await look(secondary, "r1");
    expect({ status, lacks: output.lacks }).toEqual({ status: "SUCCEEDED", lacks: [] });
    expect(Readiness.parse(output).ready).toBe(true);
    expect(await written(secondary)).toEqual({ ready: true, lacks: [] });
    expect((await look(primary, "r2")).output).toMatchObject({ writes: true });
    expect(await written(primary)).toBeUndefined();
  });
});

test("room for too few tasks and an alarm that is gone are each said", async () => {
  await onRegions({}, async ({ secondary }) => {
    const { world, clock, platform } = secondary;
    const caller = inRegion(platform);
    await clock.sleep(databaseMs);
    await world.call("monitoring", "DeleteAlarms", { AlarmNames: [names.primaryDownAlarm] }, caller);
    await world.call(
      "application-autoscaling",
      "RegisterScalableTarget",
      {
        ServiceNamespace: "ecs",
        ScalableDimension: "ecs:service:DesiredCount",
        ResourceId: `service/${names.cluster}/${secondary.service.sides.blue.service}`,
        MinCapacity: 0,
        MaxCapacity: 0,
      },
      caller,
    );
    const { output } = await look(secondary, "r1");
    expect(output.lacks.join(" ")).toMatch(/scales to 0 tasks.*primary-region-down is not there/);
    expect(await written(secondary)).toMatchObject({ ready: false });
  });
});

test("a primary that is dark keeps nobody from being ready", async () => {
  await onRegions({}, async ({ primary, secondary }) => {
    await secondary.clock.sleep(databaseMs);
    primary.cloud.faults.add({ kind: "region-dark", region: primary.platform.region });
    const { status, output } = await look(secondary, "r1");
    expect({ status, lacks: output.lacks.filter((one: string) => !/lags/.test(one)) }).toEqual({
      status: "SUCCEEDED",
      lacks: [],
    });
  });
});
