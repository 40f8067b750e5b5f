import { expect, test } from "vitest";
import { z } from "zod";
import type { Machine } from "./asl.ts";
import { branch, machine } from "./machine.ts";
import { machineStatements } from "./machine-statements.ts";
import { handlerPlaceholder, task, taskWithToken } from "./task.ts";

const shift = { name: "Shift", input: z.object({}) };
const end = { with: {}, TimeoutSeconds: 1, End: true } as const;

test("a machine may invoke the function that its tasks name, once said however often and deep it is named", () => {
  const made = machine({
    StartAt: "Both",
    TimeoutSeconds: 9,
    States: {
      Both: {
        Type: "Parallel",
        Branches: [branch({ StartAt: "One", States: { One: task(shift, end) } })],
        Next: "Two",
      },
      Two: taskWithToken(shift, { ...end, Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Three" }] }),
      Three: task(shift, end),
    },
  });
  expect(machineStatements(made)).toEqual([
    { actions: ["lambda:InvokeFunction"], resources: [handlerPlaceholder] },
  ]);
});

const of = (state: object): Machine =>
  machine({
    StartAt: "One",
    TimeoutSeconds: 9,
    States: { One: { Type: "Task", Resource: "", TimeoutSeconds: 1, End: true, ...state } },
  });

test("a machine without tasks needs nothing", () => {
  expect(
    machineStatements(machine({ StartAt: "One", TimeoutSeconds: 9, States: { One: { Type: "Succeed" } } })),
  ).toEqual([]);
});

test("what it does not know it refuses, by the state's name", () => {
  expect(() => machineStatements(of({ Resource: "arn:aws:states:::sqs:sendMessage" }))).toThrow("state One");
  const invoke = { Resource: "arn:aws:states:::lambda:invoke" };
  expect(() => machineStatements(of({ ...invoke, Arguments: { FunctionName: "{% $name %}" } }))).toThrow(
    "only name what the machine names",
  );
});
