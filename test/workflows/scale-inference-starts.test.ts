import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { PlannerRecord, readState } from "@signalbox/core/scaling/planner-record";
import { getItem } from "@signalbox/functions/aws/ledger";
import { expect, test } from "vitest";
import { onScaling } from "./scaling.fixture.ts";

test("Given starts in which the image takes longest, then the planner has learnt how long each stage takes, and says which", () =>
  onScaling({}, async (scaling) => {
    scaling.load(0.3);
    await scaling.minutes(3);
    scaling.cloud.faults.add({
      kind: "gpu-start-up",
      service: "ollama",
      instanceSeconds: 40,
      pullSeconds: 150,
      weightsSeconds: 30,
      warmUpSeconds: 10,
      spread: 0,
    });
    scaling.load(4);
    await scaling.minutes(9);
    const { stages = [], sentence = "" } = (await scaling.decision()) ?? {};
    const half = new Map(stages.map((one) => [one.stage, one.half]));
    expect(half.get("instance")).toBeCloseTo(40, 0);
    expect(half.get("image")).toBeCloseTo(150, 0);
    // The balancer's checks go by, and readiness is looked for once a minute.
    expect(half.get("model")).toBeGreaterThanOrEqual(40);
    expect(half.get("model")).toBeLessThan(150);
    expect(half.get("model")).toBeLessThan(half.get("image") ?? 0);
    expect(sentence).toMatch(/150 s for the image.*; the image takes longest\.$/);
  }));

test("Given replicas that were to leave and serve again, then that is no start-up, and the planner does not take starts for long ones", () =>
  onScaling({}, async (scaling) => {
    scaling.load(0.3);
    await scaling.minutes(4);
    await scaling.clock.sleep(60_000);
    await scaling.scaleTo(6);
    await scaling.minutes(1);
    // Ten minutes each, so that nobody becomes empty.
    scaling.load(6, "400/15000");
    await scaling.clock.sleep(1_500);
    scaling.load(0);
    await scaling.clock.sleep(30_000);
    await scaling.minutes(7);
    expect(scaling.calls.some(({ operation }) => operation === "DeregisterTargets")).toBe(true);
    expect(await scaling.healthy()).toBeGreaterThanOrEqual(6);
    await scaling.minutes(1);
    const known = await getItem(scaling.ledger, ledgerKeys.planner, PlannerRecord);
    const { starts } = readState(known?.state ?? "");
    expect(starts.length).toBeGreaterThanOrEqual(4);
    expect(Math.max(...starts)).toBeLessThan(200);
  }));
