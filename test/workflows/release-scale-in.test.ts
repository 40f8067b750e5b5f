import { expect, test } from "vitest";
import { type Laptop, onLaptop, person, roleOf } from "./laptop.fixture.ts";
import {
  ending,
  lock,
  pushQuietly,
  reached,
  run,
  scaleInSuspended,
  services,
  start,
} from "./release.fixture.ts";

const policy = { ladder: [100], bakeSeconds: 60, holdSeconds: 60, drainSeconds: 60 };

/** Somebody gives the old side a part of the traffic again, past the orchestrator. */
async function shiftByHand({ world, service }: Laptop): Promise<void> {
  const { blue, green } = service.sides;
  const TargetGroups = [
    { TargetGroupArn: blue.targetGroupArn, Weight: 30 },
    { TargetGroupArn: green.targetGroupArn, Weight: 70 },
  ];
  await world.call(
    "elasticloadbalancing",
    "ModifyRule",
    { RuleArn: service.listenerRuleArns[0], Actions: [{ Type: "forward", ForwardConfig: { TargetGroups } }] },
    person,
  );
}

test("Given an old side that somebody gives traffic again during the hold, then it is not scaled in, and a person is asked", () =>
  onLaptop({ policy }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "holding");
    await shiftByHand(laptop);
    const end = await ending(laptop, arn);
    expect(end).toMatchObject({ status: "FAILED", error: "Release.NeedsAPerson" });
    expect(end.cause).toContain("Release.StillServed");
    expect(await services(laptop)).toMatchObject({ blue: { desiredCount: 3, runningCount: 3 } });
    expect((await lock(laptop))?.stuck).toContain("Release.StillServed");
    expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
  }));

test("Given a read of scaling that is stale, then scale-in is resumed all the same", () =>
  onLaptop({ policy }, async (laptop) => {
    laptop.cloud.faults.add({ kind: "stale-read", service: "application-autoscaling", from: soon(laptop) });
    await pushQuietly(laptop, "v2");
    expect(await ending(laptop, await start(laptop, "r1", {}))).toMatchObject({ status: "SUCCEEDED" });
    for (const { id } of laptop.cloud.faults.active()) laptop.cloud.faults.remove(id);
    expect(laptop.cloud.faults.struck()).not.toEqual([]);
    expect(await scaleInSuspended(laptop)).toBe(false);
  }));

/** After scaling was suspended: what is read then is what was before. */
const soon = ({ clock }: Laptop): string => new Date(clock.now() + 60_000).toISOString();

test("Given a report that cannot be written, then the release ends as it ended and says so", () =>
  onLaptop({ policy }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "holding");
    await laptop.clock.sleep(5_000);
    laptop.cloud.faults.add({ kind: "deny", service: "monitoring", role: roleOf("release") });
    const end = await ending(laptop, arn);
    expect(end).toMatchObject({ status: "SUCCEEDED", output: { outcome: "promoted" } });
    expect(JSON.stringify(end.output)).toContain("the report could not be written");
    expect((await lock(laptop))?.owner).toBeUndefined();
    expect((await run(laptop, "r1"))?.report).toBeUndefined();
  }));
