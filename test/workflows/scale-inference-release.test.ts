import { describe, expect, test } from "vitest";
import { names, person } from "./laptop.fixture.ts";
import { ending, pushQuietly, reached, start } from "./release.fixture.ts";
import { onScaling } from "./scaling.fixture.ts";

const policy = { ladder: [50, 100], bakeSeconds: 300, holdSeconds: 120, drainSeconds: 300 };

/** Chats come six times as often while a canary release of the model bakes, and go on so to its end; with the planner, or without. */
async function surge(planned: boolean) {
  let found = { outcome: "", most: 0, answered: 0, late: 0, lost: 0, cut: 0 };
  await onScaling({ policy }, async (scaling) => {
    const looks = (minutes: number) =>
      planned ? scaling.minutes(minutes) : scaling.clock.sleep(minutes * 60_000);
    // Or else it is asked once requests wait.
    const alarm = { Name: names.deployed("plan-inference-pressed") };
    if (!planned) await scaling.world.call("events", "DisableRule", alarm, person);
    scaling.load(0.5);
    await scaling.scaleTo(2);
    await looks(10);
    await pushQuietly(scaling, "v2");
    let outcome: string | undefined;
    const release = ending(scaling, await start(scaling, "r1", {})).then(({ status }) => {
      outcome = status;
    });
    await reached(scaling, "r1", "baking", 50);
    let most = 0;
    for (let perSecond = 0.75; outcome === undefined; perSecond = Math.min(3, perSecond + 0.25)) {
      scaling.load(perSecond);
      await looks(1);
      most = Math.max(most, (await scaling.desired("blue")) + (await scaling.desired("green")));
    }
    await release;
    found = { outcome, most, ...scaling.saw };
  });
  return found;
}

describe("Given a surge during a canary release", () => {
  test("then both sides get replicas within one bound, nobody waits too long, and the release is promoted", async () => {
    const { outcome, most, answered, late, lost, cut } = await surge(true);
    expect({ outcome, lost, cut }).toEqual({ outcome: "SUCCEEDED", lost: 0, cut: 0 });
    expect(most).toBeGreaterThan(4);
    expect(most).toBeLessThanOrEqual(8);
    expect(late / answered).toBeLessThan(0.01);
  });

  test("then, where nobody planned, requests would wait", async () => {
    const { answered, late } = await surge(false);
    expect(late / answered).toBeGreaterThan(0.01);
  });
});
