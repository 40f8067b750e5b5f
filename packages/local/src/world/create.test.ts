import { expect, test } from "vitest";
import { virtualClock } from "./clock.ts";
import { createWorld } from "./create.ts";
import type { Plane } from "./plane/plane.ts";

const nothing = (): never => {
  throw new Error("these tests start nothing");
};
const plane: Plane = {
  start: nothing,
  probe: nothing,
  ask: nothing,
  listen: nothing,
  listening: nothing,
  stop: nothing,
};

test("a call goes through the connected gate with the caller's region and a request id of its own", async () => {
  const world = createWorld({ clock: virtualClock(), seed: 1, plane });
  const seen: string[] = [];
  world.connect(async ({ service, operation, context }) => {
    seen.push(`${service}:${operation} ${context.region} ${context.principal.kind}`, context.requestId);
    return { clusterArns: ["a"] };
  });
  const caller = { region: "us-east-1", principal: { kind: "person" } } as const;
  expect(await world.call("ecs", "ListClusters", {}, caller)).toEqual({ clusterArns: ["a"] });
  await world.call("ecs", "ListClusters", {}, caller);
  expect(seen[0]).toBe("ecs:ListClusters us-east-1 person");
  expect(seen[1]).not.toBe(seen[3]);
});

test("a call before the gate is connected is rejected, not thrown", async () => {
  const world = createWorld({ clock: virtualClock(), seed: 1, plane });
  const call = world.call("ecs", "ListClusters", {}, { region: "us-east-1", principal: { kind: "person" } });
  await expect(call).rejects.toThrow("not connected");
});

test("background work that fails is reported with its label, and one that a stop cut off is not", async () => {
  const reported: unknown[] = [];
  const clock = virtualClock();
  const world = createWorld({
    clock,
    seed: 1,
    plane,
    report: (label, error) => reported.push([label, error]),
  });
  const stop = new AbortController();
  const fault = new Error("disk full");
  world.background("copy job", async () => {
    await clock.sleep(10);
    throw fault;
  });
  world.background("evaluation", () => clock.sleep(1000, stop.signal));
  await clock.run(clock.sleep(20));
  stop.abort();
  await clock.run(clock.sleep(20));
  expect(reported).toEqual([["copy job", fault]]);
});

test("a listener that throws is reported and the next one still hears", () => {
  const reported: unknown[] = [];
  const world = createWorld({
    clock: virtualClock(),
    seed: 1,
    plane,
    report: (label) => reported.push(label),
  });
  const heard: number[] = [];
  world.metrics.subscribe(() => {
    throw new Error("full");
  });
  const end = world.metrics.subscribe(({ value }) => heard.push(value));
  const datum = { region: "us-east-1", namespace: "AWS/ECS", metric: "CPUUtilization", dimensions: {} };
  world.metrics.publish({ ...datum, value: 1 });
  end();
  world.metrics.publish({ ...datum, value: 2 });
  expect(heard).toEqual([1]);
  expect(reported).toEqual(["a listener of metrics", "a listener of metrics"]);
});
