import { approvalSeconds, wayBackSeconds } from "@signalbox/core/backup/restore/limits";
import type { Catcher } from "@signalbox/core/workflow/asl";
import { task, taskWithToken } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { TimeoutSeconds } from "../../../release/machine/expressions.ts";
import { awaitPerson } from "../steps/await-person.ts";
import { letServe } from "../steps/let-serve.ts";
import { at, because, giveUp, patient, run } from "./expressions.ts";

/** Nobody says anything until then: it stands. */
export const keepOld = <const Stands extends string>(seconds: number, stands: Stands) =>
  taskWithToken<typeof awaitPerson, Stands | "PersonHasSeen">(awaitPerson, {
    with: { run, phase: "keeping-old", seconds },
    TimeoutSeconds: seconds,
    Retry: patient,
    Catch: [{ ErrorEquals: ["States.ALL"], Next: stands }],
    Next: "PersonHasSeen",
  });

/** What comes of it when nobody answers, or nobody could be asked, `otherwise` says. */
export const askPerson = <const Otherwise extends string>(
  unanswered: string,
  otherwise: Catcher<Otherwise>,
) =>
  taskWithToken<typeof awaitPerson, Otherwise | "PersonSaid">(awaitPerson, {
    with: { run, phase: "waiting-for-person", seconds: approvalSeconds },
    TimeoutSeconds: approvalSeconds,
    Retry: patient,
    Catch: [
      {
        ErrorEquals: ["States.Timeout"],
        Assign: because("Backup.NobodyDecided", unanswered),
        Next: otherwise.Next,
      },
      otherwise,
    ],
    Next: "PersonSaid",
  });

/** A person's `approve` leads to the one, anything else to the other. */
export const agreed = <const Agreed extends string, const Otherwise extends string>(
  approved: Agreed,
  otherwise: Otherwise,
) =>
  ({
    PersonSaid: whether("{% $states.input.action = 'approve' %}", approved, "Aborted"),
    Aborted: {
      Type: "Pass",
      Assign: because("Backup.Aborted", "{% $states.input.by & ' aborted: ' & $states.input.reason %}"),
      Next: otherwise,
    },
  }) as const;

/** Where data is permanent a person looks at the evidence first. */
export const asking = {
  AskPerson: askPerson("nobody has said whether what was restored may serve", giveUp),
  ...agreed("TakeGroups", "RemoveBeside"),
} as const;

/** It serves; the old is kept. What fails here is said, and the restore stands. */
export const serving = {
  LetServe: task(letServe, {
    with: { run, at },
    TimeoutSeconds,
    Retry: patient,
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "KeepOld" }],
    Next: "KeepOld",
  }),
  KeepOld: keepOld(wayBackSeconds, "End"),
  PersonHasSeen: {
    Type: "Choice",
    Choices: [
      {
        Condition: "{% $states.input.action = 'back' %}",
        Assign: { goal: "old", looks: 0, tries: 0, problem: null },
        Next: "TakeGroups",
      },
    ],
    Default: "End",
  },
} as const;
