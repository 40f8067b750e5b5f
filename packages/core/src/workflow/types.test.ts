import { expect, test } from "vitest";
import { z } from "zod";
import { machine } from "./machine.ts";
import { task } from "./task.ts";
import { whether } from "./whether.ts";

const shift = {
  name: "Shift",
  input: z.object({ weight: z.number(), release: z.object({ id: z.string() }) }),
};
const options = { TimeoutSeconds: 10, with: { weight: "{% $w %}", release: { id: "{% $id %}" } } } as const;

test("a machine whose names and payloads fit compiles, and is plain ASL", () => {
  const made = machine({
    StartAt: "Shift",
    TimeoutSeconds: 60,
    States: { Shift: task(shift, { ...options, Next: "Done" }), Done: { Type: "Succeed" } },
  });
  expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  expect(made.States.Shift).toMatchObject({ Type: "Task", Next: "Done" });
});

test("names, fields and payload keys that do not fit do not compile", () => {
  machine({
    // @ts-expect-error no such state to start at
    StartAt: "Shfit",
    TimeoutSeconds: 60,
    States: { Shift: { Type: "Succeed" } },
  });
  machine({
    StartAt: "Shift",
    TimeoutSeconds: 60,
    // @ts-expect-error no such state to go to
    States: { Shift: task(shift, { ...options, Next: "Don" }), Done: { Type: "Succeed" } },
  });
  machine({
    StartAt: "Choose",
    TimeoutSeconds: 60,
    // @ts-expect-error no such state to choose
    States: { Choose: whether("{% $now %}", "Done", "Choos"), Done: { Type: "Succeed" } },
  });
  // @ts-expect-error a Task needs a time-out
  task(shift, { with: options.with, Next: "Done" });
  // @ts-expect-error the step has no such key
  task(shift, { TimeoutSeconds: 1, with: { ...options.with, wieght: 1 }, End: true });
  // @ts-expect-error the step needs the release
  task(shift, { TimeoutSeconds: 1, with: { weight: 5 }, End: true });
  // @ts-expect-error a weight is a number or an expression
  task(shift, { TimeoutSeconds: 1, with: { ...options.with, weight: "5" }, End: true });
  // @ts-expect-error a state goes on or ends, not both
  task(shift, { ...options, Next: "Done", End: true });
  expect.assertions(0);
});
