import type { ErrorTable } from "../error.ts";

/** What is thrown about the configuration. */
export const configErrors = {
  "Config.Invalid": {
    meaning: "The configuration has faults; the message names each with the path of its field.",
    action:
      "Mend what it names; `signalbox config check --stage NAME` says what may stand there. Nothing was done.",
  },
} as const satisfies ErrorTable;
