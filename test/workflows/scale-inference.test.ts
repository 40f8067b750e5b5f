import type { Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { person } from "./laptop.fixture.ts";
import { onScaling } from "./scaling.fixture.ts";

test("a surge is answered with replicas within minutes, and the way down lets each stream end", () =>
  onScaling({}, async (scaling) => {
    scaling.load(0.5);
    await scaling.minutes(20);
    expect(await scaling.desired()).toBeLessThanOrEqual(3);
    scaling.load(4);
    await scaling.minutes(5);
    expect(await scaling.desired()).toBeGreaterThanOrEqual(5);
    scaling.load(0.5);
    await scaling.minutes(30);
    expect(await scaling.desired()).toBeLessThanOrEqual(4);
    expect(scaling.saw).toMatchObject({ cut: 0, lost: 0 });
    expect(await scaling.desired("green")).toBe(0);
  }));

describe("Given replicas whose metrics do not come", () => {
  const silent: Guard = async (call, next) => {
    const answer = await next(call);
    return call.operation === "GetMetricData" ? { ...answer, MetricDataResults: [] } : answer;
  };

  test("then nothing is let go, however long, and above all not to zero", () =>
    onScaling({ guards: () => [silent] }, async (scaling) => {
      await scaling.scaleTo(4);
      await scaling.minutes(15);
      expect(await scaling.desired()).toBe(4);
      expect(await scaling.decision()).toMatchObject({ blind: true });
      expect(await scaling.executions()).toEqual([]);
    }));

  test("then fewer than the bounds allow are brought back to them all the same", () =>
    onScaling({ guards: () => [silent] }, async (scaling) => {
      await scaling.scaleTo(0);
      await scaling.minutes(3);
      expect(await scaling.desired()).toBe(1);
    }));
});

test("a person's dry run says what would be done, and does nothing", () =>
  onScaling({}, async (scaling) => {
    scaling.load(0.5);
    await scaling.minutes(5);
    await scaling.scaleTo(8);
    const end = await scaling.ending(await scaling.start("dry", { dryRun: true }));
    expect(end).toMatchObject({ status: "SUCCEEDED" });
    expect(JSON.parse(end.output)).toEqual({ outcome: "planned" });
    expect(await scaling.report("dry")).toMatchObject({
      outcome: "planned",
      acts: [{ service: "ollama-blue", from: 8 }],
      sentence: expect.stringMatching(/replicas/),
    });
    expect(await scaling.desired()).toBe(8);
  }));

test("two triggers at once come to one decision: one run scales, and the second is refused", () =>
  onScaling({}, async (scaling) => {
    // More than eight replicas serve, so that both runs have something to do.
    scaling.load(12);
    await scaling.minutes(1);
    await scaling.clock.sleep(61_000);
    await Promise.all([scaling.plan(), scaling.plan()]);
    expect(new Set(await scaling.executions()).size).toBe((await scaling.executions()).length);
    const runs = await Promise.all(["r1", "r2"].map((run) => scaling.start(run)));
    const ends = await Promise.all(runs.map(scaling.ending));
    expect(ends.filter(({ error }) => error === "Scaling.AlreadyRunning").length).toBeGreaterThanOrEqual(1);
    const updates = scaling.calls.filter(
      ({ operation, context }) => operation === "UpdateService" && context.principal.kind === "role",
    );
    const asked = updates.map(({ input }) => Object(input).desiredCount);
    expect(asked).toEqual([...new Set(asked)].toSorted((a, b) => a - b));
  }));

test("a service that nobody plans is refused by name", () =>
  onScaling({}, async (scaling) => {
    const run = await scaling.start("r1", { service: "open-webui" });
    expect(await scaling.ending(run)).toMatchObject({ error: "Scaling.NotPlanned" });
  }));

test("what the planner has learnt and was lost is learnt again from CloudWatch", () =>
  onScaling({}, async (scaling) => {
    scaling.load(2);
    await scaling.minutes(10);
    const before = await scaling.decision();
    const { ledgerTable: TableName } = scaling.platform;
    const Key = { pk: { S: "scale#ollama" }, sk: { S: "planner" } };
    await scaling.world.call("dynamodb", "DeleteItem", { TableName, Key }, person);
    await scaling.minutes(2);
    const after = await scaling.decision();
    expect(after?.demand.now).toBeGreaterThan((before?.demand.now ?? 0) * 0.8);
    expect(after?.wanted).toBeGreaterThanOrEqual(3);
  }));
