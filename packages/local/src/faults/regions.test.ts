import { describe, expect, test } from "vitest";
import type { Principal } from "../services/service.ts";
import { person, quietCloud, region } from "./faulty.fixture.ts";

const elsewhere = "eu-west-1";
const third = "us-west-2";
/** A Lambda of a region. */
const lambdaOf = (from: string): Principal => ({
  kind: "role",
  arn: "arn:aws:iam::123456789012:role/observe",
  session: "observe",
  from,
});

function given(fault: object) {
  const { cloud, clock } = quietCloud();
  const id = cloud.faults.add(fault);
  const asks = (principal: Principal, where: string) =>
    cloud.world.call("ecs", "ListClusters", {}, { region: where, principal });
  const reached = async (principal: Principal, where: string) =>
    await clock.run(
      asks(principal, where).then(
        () => true,
        () => false,
      ),
    );
  const pass = (seconds: number) => clock.run(clock.sleep(seconds * 1000));
  return { cloud, clock, id, asks, reached, pass };
}

describe("a region that is cut off", () => {
  test("runs on, but reaches nothing outside itself, and nobody outside reaches it", async () => {
    const { reached } = given({ kind: "region-partitioned", region });
    expect(await reached(lambdaOf(region), region)).toBe(true);
    expect(await reached({ kind: "service", name: "events.amazonaws.com" }, region)).toBe(true);
    expect(await reached(lambdaOf(region), elsewhere)).toBe(false);
    expect(await reached(lambdaOf(elsewhere), region)).toBe(false);
    expect(await reached(person.principal, region)).toBe(false);
    expect(await reached(lambdaOf(elsewhere), third)).toBe(true);
  });

  test("from one other region alone is reached from all the rest, and reaches it", async () => {
    const { reached } = given({ kind: "region-partitioned", region, other: elsewhere });
    expect(await reached(lambdaOf(region), elsewhere)).toBe(false);
    expect(await reached(lambdaOf(elsewhere), region)).toBe(false);
    expect(await reached(lambdaOf(region), third)).toBe(true);
    expect(await reached(lambdaOf(third), region)).toBe(true);
    expect(await reached(person.principal, region)).toBe(true);
  });

  test("is refused where it would be cut off from itself or from a region that is not there", () => {
    const { cloud } = quietCloud();
    const add = (other: string) => cloud.faults.add({ kind: "region-partitioned", region, other });
    expect(() => add(region)).toThrow("cannot be cut off from itself");
    expect(() => add("eu-west-9")).toThrow("did you mean eu-west-1?");
  });
});

describe("a dark region", () => {
  test("keeps its own Lambdas from everything, everywhere", async () => {
    const { reached, cloud, id } = given({ kind: "region-dark", region });
    expect(await reached(lambdaOf(region), region)).toBe(false);
    expect(await reached(lambdaOf(region), elsewhere)).toBe(false);
    expect(await reached(lambdaOf(elsewhere), elsewhere)).toBe(true);
    cloud.faults.remove(id);
    expect(await reached(lambdaOf(region), elsewhere)).toBe(true);
  });

  test("lets what its services ask one another wait until it is back", async () => {
    const { asks, clock } = given({ kind: "region-dark", region, forSeconds: 600 });
    const start = clock.now();
    await clock.run(asks({ kind: "service", name: "ecs.amazonaws.com" }, region));
    expect(clock.now() - start).toBe(600_000);
  });

  test("lets it go on as soon as somebody mends it", async () => {
    const { asks, clock, cloud, id } = given({ kind: "region-dark", region });
    const asked = asks({ kind: "service", name: "ecs.amazonaws.com" }, region);
    await clock.run(clock.sleep(5_000));
    cloud.faults.remove(id);
    await expect(clock.run(asked)).resolves.toEqual({ clusterArns: [] });
  });

  test("tells of nothing: neither metrics nor events come of it", async () => {
    const { cloud } = given({ kind: "region-dark", region });
    const seen: string[] = [];
    cloud.world.metrics.subscribe((datum) => seen.push(datum.region));
    cloud.world.events.subscribe((event) => seen.push(event.region));
    for (const where of [region, elsewhere]) {
      cloud.world.metrics.publish({ region: where, namespace: "N", metric: "M", dimensions: {}, value: 1 });
      cloud.world.events.publish({
        version: "0",
        id: "1",
        "detail-type": "T",
        source: "s",
        account: "123456789012",
        time: "2026-01-01T00:00:00Z",
        region: where,
        resources: [],
        detail: {},
      });
    }
    expect(seen).toEqual([elsewhere, elsewhere]);
  });

  test("has no schedule that comes due, and makes up for none", async () => {
    const { cloud, clock } = quietCloud();
    const turns: string[] = [];
    for (const where of [region, elsewhere]) {
      cloud.lambda.install({
        functionName: "tick",
        region: where,
        roleArn: "arn:aws:iam::123456789012:role/tick",
        timeoutSeconds: 10,
        memoryMb: 128,
        environment: {},
        load: async () => async () => turns.push(where),
      });
      const Target = {
        Arn: `arn:aws:lambda:${where}:123456789012:function:tick`,
        RoleArn: "arn:aws:iam::123456789012:role/schedule",
      };
      const schedule = {
        Name: "every-minute",
        ScheduleExpression: "rate(1 minute)",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target,
      } as const;
      await clock.run(
        cloud.world.call("scheduler", "CreateSchedule", schedule, { ...person, region: where }),
      );
    }
    const turnsIn = async (minutes: number) => {
      turns.length = 0;
      await clock.run(clock.sleep(minutes * 60_000));
      return [region, elsewhere].map((where) => turns.filter((turn) => turn === where).length);
    };
    await turnsIn(2);
    cloud.faults.add({ kind: "region-dark", region, forSeconds: 600 });
    expect(await turnsIn(10)).toEqual([0, 10]);
    expect(await turnsIn(10)).toEqual([10, 10]);
  });
});

test("a slow region answers late, others as ever", async () => {
  const { reached, clock } = given({ kind: "region-slow", region, seconds: 4 });
  const start = clock.now();
  expect(await reached(lambdaOf(elsewhere), elsewhere)).toBe(true);
  expect(clock.now() - start).toBe(0);
  expect(await reached(lambdaOf(elsewhere), region)).toBe(true);
  expect(clock.now() - start).toBe(4_000);
});
