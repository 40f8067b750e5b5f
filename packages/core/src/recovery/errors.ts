import type { ErrorTable } from "../error.ts";

/** Why harm is not recovered from, or a recovery halts. Wherever it halts, users stay out and releases stay frozen. */
export const recoveryErrors = {
  "Recovery.NotHere": {
    meaning: "Another region writes; harm is recovered from where it is written.",
    action: "Start it in the region that the message names. Nothing was done.",
  },
  "Recovery.NameTooLong": {
    meaning: "The execution has a name to which the names of its parts cannot be added.",
    action: "Start it with a shorter name, or with none. Nothing was done.",
  },
  "Recovery.AlreadyRunning": {
    meaning: "Another recovery of this region is under way.",
    action: "Follow that one, or stop its execution; then start this again. Nothing was done.",
  },
  "Recovery.PartEnded": {
    meaning:
      "A part ended before it had come to what it is for, or a person went back from what was restored.",
    action: "Read the execution that the message names. Users stay out; start the recovery again.",
  },
  "Recovery.NotInTime": {
    meaning: "A part did not come to its end within two days.",
    action: "Look at the execution that the report names last. Users stay out; start the recovery again.",
  },
  "Recovery.NobodyDecided": {
    meaning: "Nobody has said in time whether users are let back.",
    action: "They stay out. Look at what was restored; then `lower-maintenance` and `signalbox thaw`.",
  },
  "Recovery.Aborted": {
    meaning: "A person does not want users to be let back yet.",
    action: "They stay out. The report says what stands, and which commands lead on.",
  },
  "Recovery.NotWaiting": {
    meaning: "No recovery of this name waits for a person here.",
    action: "Look at its execution. A restore that waits is answered by `signalbox backup approve`.",
  },
} as const satisfies ErrorTable;
