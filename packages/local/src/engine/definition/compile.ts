import type { z } from "zod";
import type { Flow } from "../flow.ts";
import type { Json, JsonObject } from "../json.ts";
import { compilePathChoice } from "../jsonpath/states/choice.ts";
import { compilePathFail } from "../jsonpath/states/fail.ts";
import { compilePathMap } from "../jsonpath/states/map.ts";
import { compilePathParallel } from "../jsonpath/states/parallel.ts";
import { compilePathPass } from "../jsonpath/states/pass.ts";
import { compilePathSucceed } from "../jsonpath/states/succeed.ts";
import { compilePathTask } from "../jsonpath/states/task.ts";
import { compilePathWait } from "../jsonpath/states/wait.ts";
import type { RunnableState } from "../state.ts";
import { compileChoice } from "../states/choice.ts";
import { compileFail } from "../states/fail.ts";
import type { Processor } from "../states/map.ts";
import { compileMap } from "../states/map.ts";
import { compileParallel } from "../states/parallel.ts";
import { compilePass } from "../states/pass.ts";
import { compileSucceed } from "../states/succeed.ts";
import { compileTask } from "../states/task.ts";
import { compileWait } from "../states/wait.ts";
import type { QueryLanguage } from "./language.ts";
import { languageOf } from "./language.ts";
import { branchSchema, machineSchema, processorSchema, stateSchemas } from "./schema.ts";

/** A machine, ready to run. */
export interface Machine {
  readonly flow: Flow;
  readonly timeoutSeconds: number | undefined;
}

/** Compiles a definition that the check has passed; throws ZodError on one that it would not. */
export function compileMachine(definition: Json): Machine {
  const machine = machineSchema.parse(definition);
  return { flow: compileFlow(machine, machine.QueryLanguage), timeoutSeconds: machine.TimeoutSeconds };
}

function compileFlow({ StartAt, States }: z.output<typeof branchSchema>, whole: QueryLanguage): Flow {
  const states = Object.entries(States).map(([name, state]) => {
    const compile = languageOf(state, whole) === "JSONata" ? compileState : compilePathState;
    return [name, compile(name, state, whole)] as const;
  });
  return { startAt: StartAt, states: new Map(states) };
}

const branchesOf = (branches: readonly Json[], whole: QueryLanguage): Flow[] =>
  branches.map((branch) => compileFlow(branchSchema.parse(branch), whole));

function processorOf(definition: Json | undefined, whole: QueryLanguage): Processor {
  const processor = processorSchema.parse(definition);
  const isDistributed = processor.ProcessorConfig?.Mode === "DISTRIBUTED";
  return { processor: compileFlow(processor, whole), isDistributed };
}

function compileState(name: string, definition: JsonObject, whole: QueryLanguage): RunnableState {
  const state = stateSchemas.JSONata.parse(definition);
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
      return compileParallel(name, state, branchesOf(state.Branches, whole));
    case "Map":
      return compileMap(name, state, processorOf(state.ItemProcessor, whole));
    case "Succeed":
      return compileSucceed(name, state);
    case "Fail":
      return compileFail(name, state);
  }
}

function compilePathState(name: string, definition: JsonObject, whole: QueryLanguage): RunnableState {
  const state = stateSchemas.JSONPath.parse(definition);
  switch (state.Type) {
    case "Task":
      return compilePathTask(name, state);
    case "Pass":
      return compilePathPass(name, state);
    case "Choice":
      return compilePathChoice(name, state);
    case "Wait":
      return compilePathWait(name, state);
    case "Parallel":
      return compilePathParallel(name, state, branchesOf(state.Branches, whole));
    case "Map":
      return compilePathMap(name, state, processorOf(state.ItemProcessor ?? state.Iterator, whole));
    case "Succeed":
      return compilePathSucceed(name, state);
    case "Fail":
      return compilePathFail(name, state);
  }
}
