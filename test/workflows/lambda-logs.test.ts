import { expect, test } from "vitest";
import { names, onLaptop, person } from "./laptop.fixture.ts";

test("what a Lambda of the registry logs stands in its log group, with the world's time", async () => {
  await onLaptop({}, async ({ world, clock }) => {
    const name = names.deployed("wake");
    const detail = { alarmName: "chat-errors", state: { value: "ALARM", reason: "too many" } };
    const event = { time: "2026-01-01T00:00:00Z", detail };
    const Payload = new TextEncoder().encode(JSON.stringify(event));
    const logGroupName = `/aws/lambda/${name}`;
    const before = clock.now();
    await world.call("lambda", "Invoke", { FunctionName: name, Payload }, person);
    const asked = { logGroupName, startTime: Math.floor(before), filterPattern: '{ $.message = "woke" }' };
    const { events = [] } = await world.call("logs", "FilterLogEvents", asked, person);
    const lines = events.map(({ message = "" }) => JSON.parse(message));
    expect(lines).toMatchObject([
      { level: "INFO", service: "wake", function_name: name, alarmName: "chat-errors" },
    ]);
    const written = Date.parse(lines[0].timestamp);
    expect(written).toBeGreaterThanOrEqual(Math.floor(before));
    expect(written).toBeLessThanOrEqual(clock.now());
    const { events: reports = [] } = await world.call(
      "logs",
      "FilterLogEvents",
      { logGroupName, startTime: Math.floor(before), filterPattern: "REPORT" },
      person,
    );
    expect(reports).toHaveLength(1);
  });
});
