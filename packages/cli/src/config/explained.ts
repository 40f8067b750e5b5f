import { explain } from "@signalbox/config/load";
import { InvalidConfig } from "@signalbox/core/config/invalid-config";
import type { Layered } from "@signalbox/core/config/layered";
import { type ExitCode, exit } from "../exit.ts";
import type { Io } from "../io.ts";
import { renderProblems } from "../render/problems.ts";
import { stageNamed } from "./options.ts";

interface Asked {
  readonly stage: string;
  readonly json: boolean;
}

/** Hands a stage's configuration to `act`, or says every fault of it. */
export function withConfig({ stage, json }: Asked, io: Io, act: (found: Layered) => void): ExitCode {
  const name = stageNamed(stage);
  try {
    act(explain(name, io.env));
    return exit.done;
  } catch (error) {
    if (!(error instanceof InvalidConfig)) throw error;
    if (json) io.out(JSON.stringify({ stage: name, problems: error.problems }, undefined, 2));
    io.err(renderProblems(name, error.problems, io.colors));
    return exit.failed;
  }
}
