import { namesOf } from "@signalbox/core/platform/names";
import type { Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { away, home, onSpilling, type Spilling } from "./spill.fixture.ts";

const noGpus = { kind: "no-gpu-capacity", service: "ollama" } as const;

/** One replica in the home region, which serves one chat a second, no room for another, and then more chats than it serves. */
async function short(on: Spilling) {
  const fault = on.cloud.faults.add({ ...noGpus, region: home });
  on.load(0.3);
  await on.minutes(3);
  on.load(1.5);
  await on.minutes(5);
  on.saw();
  return fault;
}

test("Given no capacity at home, then the other region serves what would wait too long, the planner counts it as its own demand, and nothing goes once capacity is back", () =>
  onSpilling({}, async (on) => {
    const fault = await short(on);
    await on.minutes(5);
    expect(on.saw()).toMatchObject({ late: 0, lost: 0 });
    expect(await on.served(away, 3)).toBeGreaterThan(80);
    const said = await on.decision(home);
    expect(said).toMatchObject({ ready: 1, spill: { to: away, because: "sent" } });
    expect(said?.demand.now).toBeCloseTo(1.5, 0);
    expect(said?.sentence).toMatch(/\d+ % of the requests go to eu-west-1: what is here and may be had does/);
    on.cloud.faults.remove(fault);
    await on.minutes(5);
    expect((await on.decision(home))?.spill).toMatchObject({ percent: 0, because: "enough" });
    on.saw();
    await on.minutes(3);
    expect([await on.served(away, 2), on.saw()]).toMatchObject([0, { late: 0, lost: 0 }]);
  }));

describe("Given an other region that has just enough for its own users", () => {
  /** No word of it is believed: it has room for all. */
  const believesInRoom: Guard = async (call, next) => {
    const found = await next(call);
    const { principal, region } = call.context;
    const planner = namesOf({ name: "signalbox", stage: "spill-over" }).role(home, "plan-inference");
    const isPlanner = principal.kind === "role" && principal.arn.endsWith(`/${planner}`);
    if (call.operation === "GetItem" && region === away && isPlanner && "Item" in found && found.Item)
      return { ...found, Item: { ...found.Item, ready: { N: "30" } } };
    return found;
  };
  const alsoBusy = async (on: Spilling) => {
    on.cloud.faults.add({ ...noGpus, region: away });
    on.load(2.6, away);
    await short(on);
    on.saw(away);
    await on.minutes(5);
    return on.saw(away);
  };

  test("then nothing goes there, and its users wait for nobody", () =>
    onSpilling({}, async (on) => {
      expect(await alsoBusy(on)).toMatchObject({ late: 0, lost: 0 });
      expect((await on.decision(home))?.spill).toMatchObject({ percent: 0, because: "full" });
    }));

  test("and nobody who asks what room it has, then its users wait too", () =>
    onSpilling({ guards: [believesInRoom] }, async (on) => {
      expect((await alsoBusy(on)).late).toBeGreaterThan(300);
    }));
});

test("Given an other region that goes dark while it serves the overflow, then all are served at home again, later, and none is lost", () =>
  onSpilling({}, async (on) => {
    await short(on);
    on.cloud.faults.add({ kind: "region-dark", region: away, plane: "data" });
    await on.minutes(4);
    expect(on.saw()).toMatchObject({ lost: 0 });
    on.load(0.3);
    await on.minutes(5);
    const { answered, late, lost } = on.saw();
    expect([lost, answered + late > 150]).toEqual([0, true]);
  }));

test("Given a planner that has fallen silent, then its word lapses after three minutes, and all stay at home", () =>
  onSpilling({}, async (on) => {
    await short(on);
    expect(await on.served(away, 1)).toBeGreaterThan(20);
    on.cloud.faults.add({
      ...({ kind: "fail", service: "monitoring", operation: "GetMetricData" } as const),
      ...{ region: home, error: "InternalServiceFault" },
    });
    await on.minutes(5);
    expect(await on.served(away, 1)).toBe(0);
  }));

/** The only replica's machine is taken, and there is no other. */
async function taken(on: Spilling) {
  on.load(0.2);
  await on.minutes(2);
  on.cloud.faults.add({ ...noGpus, region: home });
  await on.stopAll(home);
  on.saw();
}

test("Given the last replica lost and no capacity, then what is held goes to the other region before its patience ends", () =>
  onSpilling({}, async (on) => {
    await taken(on);
    await on.minutes(4);
    const { answered, lost } = on.saw();
    expect([lost, answered > 30]).toEqual([0, true]);
    expect((await on.decision(home))?.spill).toMatchObject({ percent: 100 });
  }));

test("over real HTTP, too, chats that are held at home are streamed from the other region", () =>
  onSpilling({ factor: 20 }, async (on) => {
    await taken(on);
    let answered = 0;
    for (let minute = 0; minute < 12 && answered < 20; minute++) {
      await on.minutes(1);
      const saw = on.saw();
      answered += saw.answered + saw.late;
    }
    expect(answered).toBeGreaterThanOrEqual(20);
    expect(await on.served(away, 5)).toBeGreaterThan(10);
    expect((await on.decision(home))?.ready).toBe(0);
  }));
