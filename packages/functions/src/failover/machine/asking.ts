import type { Jsonata, State } from "@signalbox/core/workflow/asl";
import { patience } from "@signalbox/core/workflow/patience";
import { taskWithToken } from "@signalbox/core/workflow/task";
import { entered } from "../../release/machine/expressions.ts";
import { awaitPerson } from "../steps/await-person.ts";

/**
 * Seconds until silence has its word, of so many (within an expression): an answer that does not fit is asked for again and puts off
 * nothing, or somebody who never gives one that fits would keep a run waiting for good.
 */
export const untilSilence = (seconds: string): string =>
  `($until = null ? ${seconds} : $max([1, $floor(($until - ${entered}) / 1000)]))`;

/** The wait itself, of so many seconds: tried for five minutes, since who is not asked cannot answer. */
export const asksPerson = (seconds: string) =>
  ({
    Retry: [{ ...patience, ErrorEquals: ["States.TaskFailed"] }],
    Assign: {
      said: "{% $states.result %}",
      unfit: null,
      until: `{% $until = null ? ${entered} + 1000 * (${seconds}) : $until %}`,
    },
  }) as const;

/** Within a question: what it begins with where an answer did not fit. */
export const orNothing = "($unfit = null ? '' : $unfit)";

/** What the next question begins with. */
export const unfit = (why: string): { readonly unfit: Jsonata } => ({
  unfit: `{% $said.by & ' said ' & $said.action & ', which ' & ${why} & '. ' %}`,
});

/**
 * Whether a move begins at all. Silence means no, and so does abort; any other answer is told to be none, and it is asked again.
 * `what`: the move, in JSONata.
 */
export const asking = (what: string, seconds: number, next: string): Record<string, State> => ({
  Ask: taskWithToken<typeof awaitPerson, string>(awaitPerson, {
    with: {
      run: "{% $run %}",
      asks: `{% ${orNothing} & 'approve or abort: ' & ${what} & '. Silence means no.' %}`,
      seconds: `{% ${untilSilence(String(seconds))} %}`,
    },
    TimeoutSeconds: `{% ${untilSilence(String(seconds))} %}`,
    ...asksPerson(String(seconds)),
    Catch: [
      {
        ErrorEquals: ["States.ALL"],
        Assign: { problem: { error: "Failover.NobodyDecided", cause: "nobody has said whether to go" } },
        Next: "ReportRefused",
      },
    ],
    Next: "Asked",
  }),
  Asked: {
    Type: "Choice",
    Choices: [
      { Condition: "{% $said.action = 'approve' %}", Next: next },
      { Condition: "{% $said.action = 'abort' %}", Next: "Denied" },
    ],
    Default: "AskOnceMore",
  },
  AskOnceMore: { Type: "Pass", Assign: unfit("'is no answer before anything was done'"), Next: "Ask" },
  Denied: {
    Type: "Pass",
    Assign: {
      problem: { error: "Failover.Aborted", cause: "{% $said.by & ' said no: ' & $said.reason %}" },
    },
    Next: "ReportRefused",
  },
});
