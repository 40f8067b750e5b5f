import fc from "fast-check";
import { expect, test } from "vitest";
import { percentReplaced, type RolledService, rolloutOf } from "./rollout.ts";

const statuses = ["SUCCESSFUL", "PENDING", "IN_PROGRESS"] as const;
const ended = [
  "STOPPED",
  "STOP_REQUESTED",
  "ROLLBACK_REQUESTED",
  "ROLLBACK_IN_PROGRESS",
  "ROLLBACK_SUCCESSFUL",
  "ROLLBACK_FAILED",
] as const;
const count = fc.integer({ min: 0, max: 20 });
const service = (of: fc.Arbitrary<string | undefined>): fc.Arbitrary<RolledService> =>
  fc.record({
    name: fc.constantFrom("chat", "auth"),
    wanted: fc.integer({ min: 1, max: 20 }),
    status: of,
    reason: fc.constant(undefined),
    running: count,
    pending: count,
    failed: count,
  });
const going = service(fc.constantFrom(...statuses, undefined));
const lost = service(fc.constantFrom(...ended));

test("one deployment that ECS takes back or that somebody stops fails the group, whatever the others do", () => {
  fc.assert(
    fc.property(fc.array(going), lost, fc.array(going), (before, one, after) => {
      const rollout = rolloutOf([...before, one, ...after]);
      expect(rollout.kind).toBe("failed");
      expect(rollout.sentence).toContain(one.status);
    }),
  );
});

test("a group is done when every deployment is, and not before", () => {
  fc.assert(
    fc.property(fc.array(going, { minLength: 1 }), (services) => {
      const all = services.every(({ status }) => status === "SUCCESSFUL");
      expect(rolloutOf(services).kind).toBe(all ? "done" : "going");
    }),
  );
});

test("never more tasks are replaced than are wanted, and all of them when it is done", () => {
  fc.assert(
    fc.property(fc.array(going, { minLength: 1 }), (services) => {
      const rollout = rolloutOf(services);
      if (rollout.kind === "failed") throw new Error("none failed");
      const percent = percentReplaced(services, rollout.replaced);
      expect(percent).toBeLessThanOrEqual(100);
      if (rollout.kind === "done") expect(percent).toBe(100);
    }),
  );
});

test("the sentence counts what runs, what is pending and what failed", () => {
  const chat = { name: "chat", wanted: 3, status: "IN_PROGRESS", reason: undefined, running: 1, pending: 1 };
  expect(rolloutOf([{ ...chat, failed: 2 }]).sentence).toBe(
    "chat: 1 of 3 task(s) replaced, 1 pending, 2 failed",
  );
  const reason = "ECS deployment circuit breaker: tasks failed to start.";
  expect(rolloutOf([{ ...chat, failed: 3, status: "ROLLBACK_IN_PROGRESS", reason }]).sentence).toBe(
    `chat: ECS has the deployment ROLLBACK_IN_PROGRESS (${reason}); 3 task(s) failed`,
  );
});
