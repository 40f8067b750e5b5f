import { afterEach, beforeEach, expect, test } from "vitest";
import { platform } from "./ecs.fixture.ts";

let given: Awaited<ReturnType<typeof platform>>;
beforeEach(async () => {
  given = await platform();
  await given.push("v1");
  await given.register("v1");
});
afterEach(() => given.stop());

test("a rolling deployment, a scale-out and a scale-in lose no request", async () => {
  await given.create(3);
  await given.steady();
  const load = given.load(50);
  load.start();
  await given.pass(10);
  await given.push("v2");
  const taskDefinition = await given.register("v2");
  await given.call("UpdateService", { cluster: "chat", service: "blue", taskDefinition });
  await given.pass(120);
  await given.call("UpdateService", { cluster: "chat", service: "blue", desiredCount: 6 });
  await given.pass(60);
  await given.call("UpdateService", { cluster: "chat", service: "blue", desiredCount: 1 });
  await given.pass(60);
  await given.clock.run(load.stop());
  const { sent, lost, total, byRevision } = load.ledger.snapshot();
  expect({ lost, faults: total.faults }).toEqual({ lost: 0, faults: 0 });
  expect(sent).toBeGreaterThan(12_000);
  expect(byRevision.v1?.answered).toBeGreaterThan(500);
  expect(byRevision.v2?.answered).toBeGreaterThan(5000);
});

test("a stopped task is felt by clients until its replacement is healthy", async () => {
  await given.create(1);
  await given.steady();
  const load = given.load(50);
  load.start();
  await given.pass(10);
  const [task] = await given.tasks();
  await given.call("StopTask", { cluster: "chat", task: task?.taskArn });
  await given.pass(60);
  await given.clock.run(load.stop());
  // No other task is there: until the replacement is healthy the load balancer answers 503.
  expect(load.ledger.snapshot().losses["503"]).toBeGreaterThan(100);
  expect((await given.describe()).runningCount).toBe(1);
});
