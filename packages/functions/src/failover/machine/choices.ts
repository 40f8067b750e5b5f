import type { Jsonata, State } from "@signalbox/core/workflow/asl";
import { taskWithToken } from "@signalbox/core/workflow/task";
import { awaitPerson } from "../steps/await-person.ts";
import type { Act } from "./acts.ts";
import { asksPerson, orNothing, unfit, untilSilence } from "./asking.ts";

/** Time for a person to choose; an act without which the platform serves waits less, since users wait as well. */
export const chooseSeconds = { skips: 300, halts: 1_800 } as const;

const is = (name: string): Jsonata => `{% $failedAt = '${name}' %}`;

/**
 * What becomes of an act that has failed though it was tried for minutes: a person retries it, skips it, goes on without the old region
 * or halts. Where nobody answers, the policy is to skip what serving does without, and to halt before anything else. An answer that says
 * none of these is told to be none, and it is asked again. `rows`: acts, each row with the state that follows it.
 */
export function choicesOf(
  ...rows: readonly (readonly [acts: readonly Act[], last: string])[]
): Record<string, State> {
  const acts = rows.flatMap(([row, last]) =>
    row.map((act, index) => ({ ...act, next: row[index + 1]?.name ?? last })),
  );
  const skippable = acts.filter(({ skips }) => skips).map(({ name }) => `'${name}'`);
  const skips = skippable.length === 0 ? "false" : `$failedAt in [${skippable.join(", ")}]`;
  const whole = `(${skips} ? ${chooseSeconds.skips} : ${chooseSeconds.halts})`;
  const seconds: Jsonata = `{% ${untilSilence(whole)} %}`;
  return {
    AskHow: taskWithToken<typeof awaitPerson, string>(awaitPerson, {
      with: {
        run: "{% $run %}",
        asks: `{% ${orNothing} & $failedAt & ' failed (' & $problem.error & ': ' & $problem.cause & '). Retry, skip, ungraceful or abort? Silence ' & (${skips} ? 'skips it.' : 'halts.') %}`,
        seconds,
      },
      TimeoutSeconds: seconds,
      ...asksPerson(whole),
      Catch: [
        {
          ErrorEquals: ["States.ALL"],
          Assign: {
            said: {
              action: `{% ${skips} ? 'skip' : 'halt' %}`,
              reason: "nobody chose in time",
              by: "the policy",
            },
          },
          Next: "Chosen",
        },
      ],
      Next: "Chosen",
    }),
    Chosen: {
      Type: "Pass",
      Assign: {
        choices: "{% $append($choices, [$merge([{'state': $failedAt}, $said])]) %}",
      },
      Next: "WhatWasChosen",
    },
    WhatWasChosen: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $said.action = 'retry' %}", Next: "Retry" },
        { Condition: "{% $said.action = 'skip' %}", Next: "Skip" },
        {
          Condition: "{% $said.action = 'ungraceful' and $run.mode = 'graceful' and $epoch > 0 %}",
          Assign: { run: "{% $merge([$run, {'mode': 'ungraceful'}]) %}", problem: null },
          Next: "WaitOutLease",
        },
        {
          Condition: "{% $said.action = 'abort' %}",
          Assign: {
            problem: {
              error: "Failover.Aborted",
              cause: "{% $said.by & ' aborted after ' & $failedAt & ' had failed: ' & $said.reason %}",
            },
          },
          Next: "ReportHalted",
        },
        { Condition: "{% $said.action = 'halt' %}", Next: "ReportHalted" },
      ],
      Default: "AskAgain",
    },
    AskAgain: {
      Type: "Pass",
      Assign: unfit("($said.action = 'ungraceful' ? 'it is already' : 'says nothing of a failed act')"),
      Next: "AskHow",
    },
    Retry: {
      Type: "Choice",
      Choices: acts.map(({ name, again = name }) => ({
        Condition: is(name),
        Assign: { problem: null },
        Next: again,
      })),
      Default: "ReportHalted",
    },
    Skip: {
      Type: "Choice",
      Choices: acts.map(({ name, next }) => ({
        Condition: is(name),
        Assign: { problem: null },
        Next: next,
      })),
      Default: "ReportHalted",
    },
  };
}
