import { NamedError } from "../error.ts";
import type { Problem } from "./problem.ts";

/** A configuration with faults: all of them. Its name is "Config.Invalid". */
export class InvalidConfig extends NamedError {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ path, wrong }) => `${path}: ${wrong}`);
    super(
      "Config.Invalid",
      `the configuration has ${lines.length === 1 ? "a fault" : `${lines.length} faults`}\n${lines.join("\n")}\nsignalbox config check says what may stand there`,
      {
        problems,
      },
    );
    this.problems = problems;
  }
}
