import { expect, test } from "vitest";
import { names, region } from "./laptop.fixture.ts";
import { onScaling, type Scaling } from "./scaling.fixture.ts";

/** How often the planner has looked. */
const looks = ({ calls }: Scaling): number =>
  calls.filter(
    ({ operation, context: { principal } }) =>
      operation === "DescribeScalableTargets" &&
      principal.kind === "role" &&
      principal.arn.endsWith(`/${names.role(region, "plan-inference")}`),
  ).length;

test("an instance that EC2 takes back has the planner look within seconds, and not at the next full minute", () =>
  onScaling({}, async (scaling) => {
    await scaling.scaleTo(3);
    await scaling.clock.sleep(60_000 - (scaling.clock.now() % 60_000) + 10_000);
    const before = looks(scaling);
    scaling.cloud.faults.add({ kind: "spot-interruption", region, service: "ollama-blue", tasks: 1 });
    await scaling.clock.sleep(5_000);
    expect(looks(scaling)).toBeGreaterThan(before);
  }));

test("requests that wait for half a minute have it look by their alarm, and more is ordered", () =>
  onScaling({}, async (scaling) => {
    scaling.load(0.5);
    await scaling.minutes(2);
    const [before, ordered] = [looks(scaling), await scaling.desired()];
    scaling.load(8);
    await scaling.clock.sleep(60_000);
    expect(looks(scaling)).toBeGreaterThan(before);
    await scaling.minutes(2);
    expect(await scaling.desired()).toBeGreaterThan(ordered);
  }));

test("a task that finds no capacity has it look", () =>
  onScaling({}, async (scaling) => {
    scaling.cloud.faults.add({ kind: "no-gpu-capacity", service: "ollama-blue", tasks: 1 });
    const before = looks(scaling);
    await scaling.scaleTo(2);
    expect(looks(scaling)).toBeGreaterThan(before);
  }));
