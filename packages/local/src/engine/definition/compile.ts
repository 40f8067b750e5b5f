import type { z } from "zod";
import type { Flow } from "../flow.ts";
import type { Json } from "../json.ts";
import type { RunnableState } from "../state.ts";
import { compileChoice } from "../states/choice.ts";
import { compileFail } from "../states/fail.ts";
import { compileMap } from "../states/map.ts";
import { compileParallel } from "../states/parallel.ts";
import { compilePass } from "../states/pass.ts";
import { compileSucceed } from "../states/succeed.ts";
import { compileTask } from "../states/task.ts";
import { compileWait } from "../states/wait.ts";
import type { stateSchema } from "./schema.ts";
import { branchSchema, machineSchema, processorSchema } from "./schema.ts";

/** A machine, ready to run. */
export interface Machine {
  readonly flow: Flow;
  readonly timeoutSeconds: number | undefined;
}

/** Compiles a definition that the check has passed; throws ZodError on one that it would not. */
export function compileMachine(definition: Json): Machine {
  const machine = machineSchema.parse(definition);
  return { flow: compileFlow(machine), timeoutSeconds: machine.TimeoutSeconds };
}

function compileFlow({ StartAt, States }: z.output<typeof branchSchema>): Flow {
  const states = Object.entries(States).map(([name, state]) => [name, compileState(name, state)] as const);
  return { startAt: StartAt, states: new Map(states) };
}

function compileState(name: string, state: z.output<typeof stateSchema>): RunnableState {
  switch (state.Type) {
    case "Task":
      return compileTask(name, state);
    case "Pass":
      return compilePass(name, state);
    case "Choice":
      return compileChoice(name, state);
    case "Wait":
      return compileWait(name, state);
    case "Parallel":
      return compileParallel(
        name,
        state,
        state.Branches.map((branch) => compileFlow(branchSchema.parse(branch))),
      );
    case "Map":
      return compileMap(name, state, compileFlow(processorSchema.parse(state.ItemProcessor)));
    case "Succeed":
      return compileSucceed(name, state);
    case "Fail":
      return compileFail(name, state);
  }
}
