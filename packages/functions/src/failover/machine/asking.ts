import type { Jsonata, State } from "@signalbox/core/workflow/asl";
import { patience } from "@signalbox/core/workflow/patience";
import { taskWithToken } from "@signalbox/core/workflow/task";
import { awaitPerson } from "../steps/await-person.ts";

/** The wait itself: tried for five minutes, since who is not asked cannot answer. */
export const asksPerson = {
  Retry: [{ ...patience, ErrorEquals: ["States.TaskFailed"] }],
  Assign: { said: "{% $states.result %}", unfit: null },
} as const;

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
      seconds,
    },
    TimeoutSeconds: seconds,
    ...asksPerson,
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
