import fc from "fast-check";
import { expect, test } from "vitest";
import { type ReturningService, turnBackOf } from "./turn-back.ts";

const [stable, candidate, foreign] = ["app:1", "app:2", "app:9"];
const definition = fc.constantFrom(stable, candidate, foreign);
const ongoing = fc.option(
  fc.record({
    taskDefinition: definition,
    status: fc.constantFrom(
      "PENDING",
      "IN_PROGRESS",
      "STOP_REQUESTED",
      "ROLLBACK_REQUESTED",
      "ROLLBACK_IN_PROGRESS",
    ),
  }),
  { nil: undefined },
);
const service: fc.Arbitrary<ReturningService> = fc.record({
  stable: fc.constant(stable),
  taskDefinition: definition,
  ongoing,
  steady: fc.boolean(),
});

/** ECS, one look later; `lastCompleted` is what a stopped deployment goes back to. */
function next(present: ReturningService, lastCompleted: string): ReturningService {
  const { ongoing } = present;
  switch (turnBackOf(present)) {
    case "stop":
      return {
        ...present,
        ongoing: { taskDefinition: ongoing!.taskDefinition, status: "ROLLBACK_IN_PROGRESS" },
      };
    case "update":
      return {
        ...present,
        taskDefinition: stable,
        ongoing: { taskDefinition: stable, status: "IN_PROGRESS" },
      };
    case "there":
      return present;
    case "wait":
      if (!ongoing) return { ...present, steady: true };
      return {
        ...present,
        ongoing: undefined,
        steady: true,
        taskDefinition: ongoing.taskDefinition === stable ? stable : lastCompleted,
      };
  }
}

test("from whatever state, and whatever ECS goes back to, a service gets to stable within six looks and stays there", () => {
  fc.assert(
    fc.property(service, definition, (found, lastCompleted) => {
      let present = found;
      for (let look = 0; look < 6; look++) present = next(present, lastCompleted);
      expect(turnBackOf(present)).toBe("there");
      expect(present.taskDefinition).toBe(stable);
    }),
  );
});

test("a deployment that brings stable is never stopped, and one that goes back is not stopped twice", () => {
  fc.assert(
    fc.property(service, (found) => {
      if (turnBackOf(found) !== "stop") return;
      expect(found.ongoing?.taskDefinition).not.toBe(stable);
      expect(found.ongoing?.status).not.toMatch(/ROLLBACK|STOP/);
    }),
  );
});
