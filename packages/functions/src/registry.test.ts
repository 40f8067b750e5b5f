import { bindMachine, startedBy } from "@signalbox/core/workflow/bind-machine";
import { statesOf } from "@signalbox/core/workflow/workflow";
import validateMachine from "asl-validator";
import { describe, expect, test } from "vitest";
import { errorTables } from "./errors.ts";
import { workflows } from "./registry.ts";

/** Error names that Step Functions, Lambda or Powertools give, which no table of ours holds. */
const foreign =
  /^(States|StepFunctions|Lambda|Sandbox|Platform|Runtime)\.|^(IdempotencyAlreadyInProgressError|ParseError)$/;

describe.each(workflows.map((workflow) => [workflow.name, workflow] as const))("%s", (_name, { machine }) => {
  const states = [...statesOf(machine)];

  test("its machine is valid ASL", () => {
    const definition = JSON.parse(
      bindMachine(machine, {
        handler: "arn:aws:lambda:us-east-1:123456789012:function:x",
        stateMachine: (name) => `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`,
      }),
    );
    expect(validateMachine(definition)).toMatchObject({ isValid: true, errors: [] });
  });

  test("what it starts is in the registry", () => {
    const names = workflows.map(({ name }) => name);
    expect(startedBy(machine).filter((name) => !names.includes(name))).toEqual([]);
  });

  test("it waits longer than what it starts may take, and may take longer than it waits", () => {
    for (const { state } of states) {
      if (state.Type !== "Task") continue;
      for (const started of startedBy(state)) {
        const child = workflows.find((workflow) => workflow.name === started)!;
        expect(state.TimeoutSeconds).toBeGreaterThan(child.machine.TimeoutSeconds);
        expect(machine.TimeoutSeconds).toBeGreaterThan(Number(state.TimeoutSeconds));
      }
    }
  });

  test("every state can be reached, and every way ends", () => {
    const next = new Map(
      states.map(
        ({ name, state }) =>
          [name, [...JSON.stringify(state).matchAll(/"(?:Next|Default|StartAt)":"(\w+)"/g)]] as const,
      ),
    );
    const reached = new Set([machine.StartAt]);
    for (const name of reached) for (const [, onward] of next.get(name) ?? []) reached.add(onward!);
    expect([...reached].toSorted()).toEqual(states.map(({ name }) => name).toSorted());
  });

  test("every error name that it catches, retries or ends with is in a table", () => {
    const known = new Set(errorTables.flatMap((table) => Object.keys(table)));
    const named = states.flatMap(({ state }) => [
      ...("Retry" in state ? (state.Retry ?? []) : []).flatMap(({ ErrorEquals }) => ErrorEquals),
      ...("Catch" in state ? (state.Catch ?? []) : []).flatMap(({ ErrorEquals }) => ErrorEquals),
      ...(state.Type === "Fail" && state.Error && !state.Error.startsWith("{%") ? [state.Error] : []),
    ]);
    expect(named.filter((name) => !foreign.test(name) && !known.has(name))).toEqual([]);
  });

  test("States.ALL stands alone and last among the retriers and catchers, as Step Functions wants it", () => {
    for (const { name, state } of states)
      for (const list of ["Retry" in state ? state.Retry : [], "Catch" in state ? state.Catch : []])
        for (const [index, { ErrorEquals }] of (list ?? []).entries())
          if (ErrorEquals.includes("States.ALL"))
            expect({ name, index, ErrorEquals }).toEqual({
              name,
              index: (list?.length ?? 0) - 1,
              ErrorEquals: ["States.ALL"],
            });
  });
});
