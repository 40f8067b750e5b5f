import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { PlannerRecord, plannerVersion } from "@signalbox/core/scaling/planner-record";
import { getItem } from "@signalbox/functions/aws/ledger";
import { expect, test } from "vitest";
import { names, person, region } from "./laptop.fixture.ts";
import { onScaling, type Scaling } from "./scaling.fixture.ts";

/** A surge of which neither the planner nor the alarm has heard yet; answers the counts that are asked for from now on. */
async function surge(scaling: Scaling): Promise<() => readonly number[]> {
  scaling.load(0.3);
  await scaling.minutes(6);
  await scaling.clock.sleep(60_000);
  scaling.load(8);
  // One word of the replicas has come; the alarm waits for two.
  await scaling.clock.sleep(13_000);
  const before = scaling.asked().length;
  return () => scaling.asked().slice(before);
}

/** Ever more, and none twice. */
const rising = (counts: readonly number[]) => [...new Set(counts)].toSorted((a, b) => a - b);

const endingOf = (scaling: Scaling, run: string) =>
  scaling.ending(
    `arn:aws:states:${region}:${scaling.platform.account}:execution:${names.deployed("scale-inference")}:${run}`,
  );

test("Given an alarm and a person at once, then one run scales, and no count is asked for twice", () =>
  onScaling({}, async (scaling) => {
    const asked = await surge(scaling);
    scaling.press();
    const run = await scaling.start("r1");
    await scaling.ending(run);
    const ends = await Promise.all((await scaling.executions()).map((name) => endingOf(scaling, name)));
    expect(ends.filter(({ error }) => error !== undefined && error !== "Scaling.AlreadyRunning")).toEqual([]);
    expect(asked()).toEqual(rising(asked()));
    expect(asked().length).toBeGreaterThan(0);
    expect(scaling.told()).toEqual([]);
  }));

test.each(["lost-events", "repeated-events", "reordered-events"] as const)(
  "Given %s of such alarms, then the same replicas stand two minutes later, each ordered once",
  (kind) =>
    onScaling({}, async (scaling) => {
      const asked = await surge(scaling);
      scaling.cloud.faults.add({ kind, source: "aws.cloudwatch" });
      scaling.press();
      scaling.press();
      await scaling.minutes(2);
      expect(await scaling.desired()).toBeGreaterThanOrEqual(4);
      expect(asked()).toEqual(rising(asked()));
      expect(asked().length).toBeGreaterThan(0);
    }),
);

test("Given what an older planner has learnt, then it is learnt anew from CloudWatch, and nothing is let go for it", () =>
  onScaling({}, async (scaling) => {
    scaling.load(2);
    await scaling.minutes(8);
    const before = await scaling.desired();
    const { ledgerTable: TableName } = scaling.platform;
    await scaling.world.call(
      "dynamodb",
      "UpdateItem",
      {
        TableName,
        Key: { pk: { S: "scale#ollama" }, sk: { S: "planner" } },
        UpdateExpression: "SET version = :old, #state = :state",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: { ":old": { N: "1" }, ":state": { S: '{"of":"another time"}' } },
      },
      person,
    );
    await scaling.minutes(3);
    expect(await getItem(scaling.ledger, ledgerKeys.planner, PlannerRecord)).toMatchObject({
      version: plannerVersion,
    });
    expect(await scaling.desired()).toBeGreaterThanOrEqual(before);
    expect((await scaling.decision())?.demand.now).toBeGreaterThan(1);
  }));
