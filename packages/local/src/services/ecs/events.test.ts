import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { platform } from "./ecs.fixture.ts";

let given: Awaited<ReturnType<typeof platform>>;
beforeEach(async () => {
  given = await platform();
  await given.push("v1");
  await given.register("v1");
});
afterEach(() => given.stop());

const sample = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../../../test/fixtures/events/${name}.json`, import.meta.url), "utf8"),
  );

describe("events", () => {
  test("of a task have the members of AWS's sample", async () => {
    await given.create(1);
    await given.steady();
    const running = given.events.find(
      ({ detail }) => (detail as { lastStatus?: string }).lastStatus === "RUNNING",
    );
    const expected = sample("ecs-task.running");
    expect(Object.keys(running ?? {}).toSorted()).toEqual(Object.keys(expected).toSorted());
    const members = (event: { detail: object } | undefined) => Object.keys(event?.detail ?? {});
    expect(members(running as never)).toEqual(expect.arrayContaining(members(expected)));
    const container = (event: unknown) =>
      (event as { detail: { containers: object[] } }).detail.containers[0]!;
    expect(Object.keys(container(running))).toEqual(expect.arrayContaining(Object.keys(container(expected))));
  });

  test("of the service and its deployment have the shape of AWS's samples", async () => {
    const shape = (value: unknown): unknown =>
      value !== null && typeof value === "object"
        ? Object.fromEntries(
            Object.entries(value).map(([key, inner]) => [key, Array.isArray(inner) ? [] : shape(inner)]),
          )
        : typeof value;
    await given.create(1);
    await given.steady();
    const named = (name: string) =>
      given.events.find(({ detail }) => (detail as { eventName?: string }).eventName === name);
    for (const [eventName, file] of [
      ["SERVICE_DEPLOYMENT_IN_PROGRESS", "ecs-deployment.in-progress"],
      ["SERVICE_DEPLOYMENT_COMPLETED", "ecs-deployment.completed"],
      ["SERVICE_STEADY_STATE", "ecs-service-action.steady-state"],
    ] as const) {
      const event = named(eventName);
      expect(shape(event)).toEqual(shape(sample(file)));
      expect(event?.["detail-type"]).toBe(sample(file)["detail-type"]);
      expect(event?.resources).toEqual(["arn:aws:ecs:us-east-1:123456789012:service/chat/blue"]);
    }
  });
});
