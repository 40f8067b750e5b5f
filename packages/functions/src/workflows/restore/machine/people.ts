import { approvalSeconds, wayBackSeconds } from "@signalbox/core/backup/restore/limits";
import { task, taskWithToken } from "@signalbox/core/workflow/task";
import { TimeoutSeconds } from "../../../release/machine/expressions.ts";
import { awaitPerson } from "../steps/await-person.ts";
import { letServe } from "../steps/let-serve.ts";
import { at, because, giveUp, patient, run } from "./expressions.ts";

/** Where data is permanent a person looks at the evidence first. */
export const asking = {
  AskPerson: taskWithToken<typeof awaitPerson, "RemoveBeside" | "PersonSaid">(awaitPerson, {
    with: { run, phase: "waiting-for-person", seconds: approvalSeconds },
    TimeoutSeconds: approvalSeconds,
    Retry: patient,
    Catch: [
      {
        ErrorEquals: ["States.Timeout"],
        Assign: because("Backup.NobodyDecided", "nobody has said whether what was restored may serve"),
        Next: "RemoveBeside",
      },
      giveUp,
    ],
    Next: "PersonSaid",
  }),
  PersonSaid: {
    Type: "Choice",
    Choices: [{ Condition: "{% $states.input.action = 'approve' %}", Next: "TakeGroups" }],
    Default: "Aborted",
  },
  Aborted: {
    Type: "Pass",
    Assign: because("Backup.Aborted", "{% $states.input.by & ' aborted: ' & $states.input.reason %}"),
    Next: "RemoveBeside",
  },
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
  KeepOld: taskWithToken<typeof awaitPerson, "End" | "PersonHasSeen">(awaitPerson, {
    with: { run, phase: "keeping-old", seconds: wayBackSeconds },
    TimeoutSeconds: wayBackSeconds,
    Retry: patient,
    Catch: [{ ErrorEquals: ["States.ALL"], Next: "End" }],
    Next: "PersonHasSeen",
  }),
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
