import fc from "fast-check";
import { expect, test } from "vitest";
import { modules } from "../services/modules.ts";
import type { Principal } from "../services/service.ts";
import { virtualClock } from "../world/clock.ts";
import type { Call } from "./gate.ts";
import { throttle } from "./throttle.ts";
import { throttleRates } from "./throttle-rates.ts";

const person: Principal = { kind: "person" };

function given() {
  const clock = virtualClock();
  const guard = throttle(clock);
  const call = async (
    service: Call["service"],
    operation: string,
    region = "us-east-1",
    principal: Principal = person,
  ) =>
    guard(
      { service, operation, input: {}, context: { region, principal, requestId: "r" } },
      async () => ({}),
    );
  /** How many of `count` calls at once pass. */
  const passing = async (count: number, ...which: Parameters<typeof call>) => {
    const ends = await Promise.allSettled(Array.from({ length: count }, () => call(...which)));
    return ends.filter(({ status }) => status === "fulfilled").length;
  };
  const pass = (ms: number) => clock.run(clock.sleep(ms));
  return { call, passing, pass };
}

test("a full bucket lets its burst through and then its rate, less of both in smaller regions", async () => {
  const { passing, pass } = given();
  expect(await passing(2000, "states", "StartExecution")).toBe(1300);
  await pass(1000);
  expect(await passing(2000, "states", "StartExecution")).toBe(300);
  await pass(100_000);
  expect(await passing(2000, "states", "StartExecution")).toBe(1300);
  expect(await passing(2000, "states", "StartExecution", "eu-central-1")).toBe(800);
});

test("operations of one category share a bucket, others have their own", async () => {
  const { passing } = given();
  expect(await passing(30, "ecs", "DescribeClusters")).toBe(30);
  expect(await passing(30, "ecs", "ListClusters")).toBe(20);
  expect(await passing(30, "ecs", "DescribeServices")).toBe(30);
  expect(await passing(50, "elasticloadbalancing", "DescribeRules")).toBe(40);
  expect(await passing(5, "elasticloadbalancing", "DescribeListeners")).toBe(0);
});

test("a throttled call is refused by the name that its service uses", async () => {
  const { passing, call } = given();
  await passing(100, "lambda", "CreateFunction");
  await expect(call("lambda", "DeleteFunction")).rejects.toMatchObject({
    name: "TooManyRequestsException",
    statusCode: 429,
  });
  await passing(3, "monitoring", "PutMetricAlarm");
  await expect(call("monitoring", "PutMetricAlarm")).rejects.toMatchObject({ name: "Throttling" });
  await passing(100, "ecs", "RegisterTaskDefinition");
  await expect(call("ecs", "RegisterTaskDefinition")).rejects.toMatchObject({
    name: "ThrottlingException",
    message: "Rate exceeded",
  });
});

test("AWS's own services and operations without a published rate are never throttled", async () => {
  const { passing } = given();
  const service = { kind: "service", name: "ecs.amazonaws.com" } as const;
  expect(await passing(500, "elasticloadbalancing", "DescribeRules", "us-east-1", service)).toBe(500);
  expect(await passing(20_000, "dynamodb", "GetItem")).toBe(20_000);
  expect(await passing(20_000, "lambda", "Invoke")).toBe(20_000);
});

test("in no span do more calls pass than the burst and the span's refill", () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(3000), fc.nat(60)), { maxLength: 20 }), async (rounds) => {
      const { passing, pass } = given();
      let [passed, elapsed] = [0, 0];
      for (const [ms, count] of rounds) {
        await pass(ms);
        elapsed += ms;
        passed += await passing(count, "ecs", "ListServices");
        expect(passed).toBeLessThanOrEqual(100 + (elapsed / 1000) * 20);
      }
    }),
  ));

test("every rate is of an operation that its client has", () => {
  const unknown = Object.entries(throttleRates).flatMap(([service, rates]) =>
    rates
      .flatMap(({ operations }) => operations)
      .filter((name) => !name.endsWith("*") && !(`${name}Command` in modules[service as Call["service"]]))
      .map((name) => `${service}:${name}`),
  );
  expect(unknown).toEqual([]);
});
