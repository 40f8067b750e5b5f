import { RecoveryChoice } from "@signalbox/core/recovery/request";
import { answerRun } from "./answer-run.ts";

export const recoveryAnswer = answerRun({
  name: "recovery answer",
  description: "Answer a recovery from harm that waits for a person: let users back, or keep them out.",
  shownBy: "its message, or its execution,",
  actions: RecoveryChoice.shape.action,
  decider: "decide-recovery",
  otherwise: "its execution shows where it is",
  examples: [
    [
      'signalbox recovery answer harm-1 approve --reason "chats are right"',
      "the page is lowered, releases thaw",
    ],
    ['signalbox recovery answer harm-1 abort --reason "still wrong"', "users stay out, and it ends"],
  ],
});
