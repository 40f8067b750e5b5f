import { type ErrorTable, NamedError } from "../error.ts";
import type { Problem } from "./problem.ts";

/** What is thrown about the configuration. */
export const configErrors = {
  "Config.Invalid": {
    meaning: "The configuration has faults; the message names each with the path of its field.",
    action:
      "Mend what it names; `signalbox config check --stage NAME` says what may stand there. Nothing was done.",
  },
} as const satisfies ErrorTable;

/** A configuration with faults: all of them. Its name is "Config.Invalid". */
export class InvalidConfig extends NamedError {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ path, wrong }) => `${path}: ${wrong}`);
    const name: keyof typeof configErrors = "Config.Invalid";
    super(
      name,
      `the configuration has ${lines.length === 1 ? "a fault" : `${lines.length} faults`}\n${lines.join("\n")}\nsignalbox config check says what may stand there`,
      {
        problems,
      },
    );
    this.problems = problems;
  }
}
